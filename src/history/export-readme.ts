import { formatOn } from "#src/when.ts";
import type { Head } from "./checkpoint.ts";
import type { ExportMoment, ExportSection } from "./export-section.ts";

type About = {
  company: string;
  moment: ExportMoment;
  head: Head;
  isSigned: boolean;
  legend: ExportSection["legend"];
};

/** What lies in the archive, and how to check it with our program and without. */
export function readmeText(about: About): string {
  return [inGerman(about), inEnglish(about), recipe].join(`\n${"-".repeat(120)}\n\n`);
}

const chainFiles = [
  {
    name: "history.jsonl",
    means: { de: "die Kette der Einträge, einer je Zeile", en: "the chain of entries, one on each line" },
  },
  {
    name: "checkpoint.txt",
    means: {
      de: "Anzahl und letzter Prüfwert der Kette, unterschrieben (C2SP tlog-checkpoint)",
      en: "count and last hash of the chain, signed (C2SP tlog-checkpoint)",
    },
  },
  {
    name: "public-key.txt",
    means: { de: "der öffentliche Schlüssel dazu (Ed25519)", en: "the public key for it (Ed25519)" },
  },
  {
    name: "SHA256SUMS",
    means: { de: "Prüfwert jeder Datei, unterschrieben", en: "the digest of every file, signed" },
  },
];

function legendIn(language: "de" | "en", { legend, isSigned }: About): string {
  const files = [...legend, ...chainFiles].filter(({ name }) => isSigned || !/^(checkpoint|public-key)/.test(name));
  const width = Math.max(...files.map(({ name }) => name.length)) + 3;
  return files.map(({ name, means }) => `${name.padEnd(width)}${means[language]}`).join("\n");
}

function inGerman(about: About): string {
  const { company, moment, head } = about;
  return `${company}: Register der Ablösungen und Löschnachweise
Stand ${formatOn(moment.asOf, "de")}, mit dem Wissen vom ${formatOn(moment.knownAt, "de")}

${legendIn("de", about)}

Prüfen mit unserem Programm:   aktion verify DIESE-DATEI.zip
und gegen einen früheren Kopf: aktion verify DIESE-DATEI.zip --head FRÜHERER-checkpoint.txt

Prüfen ohne unser Programm: die Befehle am Ende dieses Textes, im ausgepackten Ordner.

Jede Zeile von history.jsonl ist ein Eintrag. hash ist SHA-256 über die zehn Angaben about, by, facts, happened_on,
previous_hash, recorded_at, reported_on, seq, what, words_digest als JSON nach RFC 8785 (Schlüssel sortiert, ohne Leerzeichen,
UTF-8). previous_hash ist hash der Zeile davor, in der ersten Zeile 64 Nullen; seq zählt von 1. Namen und freier Text stehen
in words. words_digest ist SHA-256 über words_salt, einen Zeilenumbruch (\\n) und words als JSON nach RFC 8785. Ist words null
und words_digest nicht, so wurden die Worte gelöscht; die Kette bleibt gültig.

Die Kette ist manipulationserkennbar, nicht manipulationssicher. Wer die Datenbank und den Schlüssel hat, kann eine ganz neue
schreiben; das zeigt sich nur gegen einen Kopf oder öffentlichen Schlüssel, der früher anderswo abgelegt wurde. Und sie
beweist, dass nichts nachträglich geändert wurde, nicht dass stimmt, was eingetragen wurde.

Einträge: ${head.count}
Letzter hash: ${head.hash}
`;
}

function inEnglish(about: About): string {
  const { company, moment, head } = about;
  return `${company}: register of the migration, and deletion records
As of ${formatOn(moment.asOf, "en")}, with what was known on ${formatOn(moment.knownAt, "en")}

${legendIn("en", about)}

Checking with our program:       aktion verify THIS-FILE.zip
and against an earlier head:     aktion verify THIS-FILE.zip --head EARLIER-checkpoint.txt

Checking without our program: the commands at the end of this text, in the unpacked folder.

Each line of history.jsonl is an entry. hash is SHA-256 over the ten members about, by, facts, happened_on, previous_hash,
recorded_at, reported_on, seq, what, words_digest as JSON by RFC 8785 (keys sorted, no spaces, UTF-8). previous_hash is the
hash of the line before, 64 zeros on the first line; seq counts from 1. Names and free text are in words. words_digest is
SHA-256 over words_salt, a line feed (\\n) and words as JSON by RFC 8785. Where words is null and words_digest is not, the
words were erased; the chain stays valid.

Tampering with the chain is evident, not impossible. Whoever has the database and the key can write a whole new one; that
shows only against a head or a public key that was put elsewhere earlier. And it proves that nothing was changed afterwards,
not that what was recorded is true.

Entries: ${head.count}
Last hash: ${head.hash}
`;
}

/** A test runs these lines. */
const recipe = `# bash, with sha256sum, openssl (3.0 or newer) and python3; ends with 0 when all is well
set -e
# 1. every file is as it was when the export was made
grep -E '^[0-9a-f]{64}  ' SHA256SUMS | sha256sum --check --quiet --strict -
# 2. the signatures, by the key that lies beside them: compare public-key.txt with one that you got earlier
for note in $(grep -l '^— ' SHA256SUMS checkpoint.txt 2> /dev/null || true); do
  sed '/^$/,$d' "$note" > /tmp/aktion-text
  sed -n 's/^— [^ ]* //p' "$note" | base64 -d | tail -c 64 > /tmp/aktion-signature
  openssl pkeyutl -verify -pubin -inkey public-key.txt -rawin -in /tmp/aktion-text -sigfile /tmp/aktion-signature
done
# 3. the chain, and that the key and the signed head are its own
python3 - << 'END'
import base64, hashlib, json, os
def sha256(text): return hashlib.sha256(text.encode("utf-8")).hexdigest()
def canonical(value): return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
hashed = "about by facts happened_on previous_hash recorded_at reported_on seq what words_digest".split()
signed = open("checkpoint.txt", encoding="utf-8").read().split("\\n") if os.path.exists("checkpoint.txt") else None
key = open("public-key.txt").read().split("\\n")[0].split("+", 2)[2] if signed else None
previous, n, keys = "0" * 64, 0, []
for line in open("history.jsonl", encoding="utf-8", newline="\\n"):
    entry, n = json.loads(line), n + 1
    if entry["seq"] != n or entry["previous_hash"] != previous: raise SystemExit(f"entry {n} was removed or moved")
    if sha256(canonical({name: entry[name] for name in hashed})) != entry["hash"]: raise SystemExit(f"entry {n} was changed")
    if entry["words"] is not None and sha256(entry["words_salt"] + "\\n" + canonical(entry["words"])) != entry["words_digest"]:
        raise SystemExit(f"the words of entry {n} were changed")
    previous = entry["hash"]
    if entry["what"] == "key.begun": keys.append(entry["facts"].get("public_key"))
    if signed and n == int(signed[1]) and base64.b64decode(signed[2]).hex() != previous:
        raise SystemExit(f"entries up to {n} were recomputed: they are not the chain that was signed")
if signed and n < int(signed[1]): raise SystemExit(f"entry {n + 1} and those after it were cut off")
if signed and base64.b64encode(base64.b64decode(key)[1:]).decode() not in keys: raise SystemExit("the key is not the chain's")
print(f"{n} entries, head {previous}")
END
`;
