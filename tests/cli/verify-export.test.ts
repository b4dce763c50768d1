import { expect, test } from "bun:test";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openZip } from "#src/cli/export-file.ts";
import { canonical } from "#src/history/canonical.ts";
import { hashOf } from "#src/history/entry.ts";
import { entryIn, entryLine } from "#src/history/entry-line.ts";
import { keyFileBeside } from "#src/history/key-file.ts";
import { seeded } from "../support/random.ts";
import { exported, letter, repacked, sealed, verified } from "../support/sealed.ts";
import { command } from "../support/world.ts";

const sha256 = (bytes: Buffer | string) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

test("an export holds the register, each record, the evidence under its digest and name, the chain and its signed head, and passes", async () => {
  const path = await sealed();
  const zip = await exported(path);
  const { names, text, close } = (await openZip(zip))!;
  const evidence = `evidence/${sha256(letter)}/Bestätigung ü.txt`;
  for (const name of [
    "README.txt",
    "register.csv",
    "register.json",
    "register.html",
    "aktion-register.json",
    "history.jsonl",
  ])
    expect(names).toContain(name);
  for (const name of ["checkpoint.txt", "public-key.txt", "deletions/0001-mailchimp.html", evidence])
    expect(names).toContain(name);
  expect(await text(evidence)).toBe(letter);
  const page = await text("deletions/0001-mailchimp.html");
  for (const said of ["Löschnachweis Nr. 1", "Nora Muster", "08.12.2020", sha256(letter)]) expect(page).toContain(said);
  expect(page).not.toMatch(/src=|<script|https?:/);
  expect(await text("register.html")).toContain("Mailtrain");
  close();
  expect(await verified(zip)).toMatchObject({ exit: 0, checked: { evidence_files: 1 } });
});

test("the same state and day give the same bytes", async () => {
  const path = await sealed();
  const [one, two] = [await exported(path, "one.zip"), await exported(path, "two.zip")];
  expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
});

type Files = Map<string, Buffer>;
const text = (files: Files, name: string) => files.get(name)!.toString();
const lines = (files: Files) => text(files, "history.jsonl").trimEnd().split("\n");
const rewrite = (files: Files, rows: string[]) => files.set("history.jsonl", Buffer.from(`${rows.join("\n")}\n`));

const breaks: [string, (files: Files) => void, { code: string; seq?: number; file?: string }][] = [
  [
    "an entry changed",
    (files) => rewrite(files, lines(files).with(3, lines(files)[3]!.replace('"by":"', '"by":"x'))),
    { code: "entry-changed", seq: 4 },
  ],
  [
    "an entry that says the same in other text",
    (files) => rewrite(files, lines(files).with(3, lines(files)[3]!.replace(",", ", "))),
    { code: "entry-changed", seq: 4 },
  ],
  ["a line that is no JSON", (files) => rewrite(files, lines(files).with(3, "{")), { code: "entry-changed", seq: 4 }],
  ["an entry removed", (files) => rewrite(files, lines(files).toSpliced(4, 1)), { code: "entry-removed", seq: 5 }],
  [
    "an entry removed and the later ones renumbered",
    (files) => rewrite(files, renumbered(lines(files).toSpliced(4, 1))),
    { code: "entry-removed", seq: 5 },
  ],
  ["two reordered", (files) => rewrite(files, swapped(lines(files), 2, 3)), { code: "entry-reordered", seq: 3 }],
  ["the end cut off", (files) => rewrite(files, lines(files).slice(0, -2)), { code: "cut-off" }],
  ["the chain recomputed", (files) => rewrite(files, recomputed(lines(files))), { code: "recomputed" }],
  ["the head removed", (files) => files.delete("checkpoint.txt"), { code: "signature-missing" }],
  ["the head changed", (files) => change(files, "checkpoint.txt", "\n1", "\n2"), { code: "signature-wrong" }],
  [
    "the key changed",
    (files) => change(files, "public-key.txt", "+", "-"),
    { code: "key-unknown", file: "public-key.txt" },
  ],
  [
    "a register file changed",
    (files) => change(files, "register.csv", "Mailchimp", "Mailchimq"),
    { code: "file-changed", file: "register.csv" },
  ],
  ["a register file and its digest changed", changeWithDigest, { code: "signature-wrong", file: "SHA256SUMS" }],
  [
    "the list unsigned",
    (files) => files.set("SHA256SUMS", Buffer.from(text(files, "SHA256SUMS").split("\n\n")[0]!)),
    { code: "signature-missing" },
  ],
  ["a file added", (files) => files.set("more.html", Buffer.from("x")), { code: "file-unknown", file: "more.html" }],
  ["a file removed", (files) => files.delete("register.json"), { code: "file-missing", file: "register.json" }],
  [
    "a record's page changed",
    (files) => change(files, "deletions/0001-mailchimp.html", "2020", "2021"),
    { code: "file-changed", file: "deletions/0001-mailchimp.html" },
  ],
  ["the chain gone", (files) => files.delete("history.jsonl"), { code: "file-missing", file: "history.jsonl" }],
];

function change(files: Files, name: string, from: string, to: string): void {
  files.set(name, Buffer.from(text(files, name).replace(from, to)));
}

function changeWithDigest(files: Files): void {
  const before = sha256(files.get("register.csv")!);
  change(files, "register.csv", "Mailchimp", "Mailchimq");
  change(files, "SHA256SUMS", before, sha256(files.get("register.csv")!));
}

const swapped = (rows: string[], a: number, b: number) => rows.with(a, rows[b]!).with(b, rows[a]!);
const renumbered = (rows: string[]) => rows.map((line, index) => canonical({ ...JSON.parse(line), seq: index + 1 }));

function recomputed(rows: string[]): string[] {
  let previous = "0".repeat(64);
  return rows.map((line, index) => {
    const entry = { ...entryIn(line, index + 1), previous_hash: previous };
    const changed = index === 3 ? { ...entry, by: "person:9" } : entry;
    previous = hashOf(changed);
    return entryLine({ ...changed, hash: previous });
  });
}

test.each(breaks)("%s is found and named", async (_, edit, found) => {
  const path = await sealed();
  const zip = await exported(path);
  await repacked(zip, edit);
  expect(await verified(zip)).toMatchObject({ exit: 1, ...found });
});

test("a byte of evidence flipped names the file; evidence that is gone names the entry", async () => {
  const path = await sealed();
  const [zip, other] = [await exported(path), await exported(path, "other.zip")];
  const name = `evidence/${sha256(letter)}/Bestätigung ü.txt`;
  await repacked(zip, (files) => {
    files.get(name)![17]! ^= 1;
  });
  expect(await verified(zip)).toMatchObject({ exit: 1, code: "evidence-changed", file: name });
  await repacked(other, (files) => files.delete(name));
  expect(await verified(other)).toMatchObject({ exit: 1, code: "evidence-missing" });
});

test("no random byte of history.jsonl can be flipped (80 changes, seed 4711)", async () => {
  const random = seeded(4711);
  const path = await sealed();
  const whole = readFileSync(await exported(path));
  const zip = join(path, "..", "flipped.zip");
  for (let n = 0; n < 80; n += 1) {
    writeFileSync(zip, whole);
    await repacked(zip, (files) => {
      const bytes = files.get("history.jsonl")!;
      bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
    });
    const { exit, seq } = await verified(zip);
    expect([exit, typeof seq]).toEqual([1, "number"]);
  }
});

test("a ZIP file cut off in the middle is damaged", async () => {
  const path = await sealed();
  const zip = await exported(path);
  writeFileSync(zip, readFileSync(zip).subarray(0, 5000));
  expect(await verified(zip)).toMatchObject({ exit: 1, code: "file-damaged" });
});

test("without the key beside the database an export says that it is not signed, and does not pass", async () => {
  const path = await sealed();
  rmSync(keyFileBeside(path));
  const zip = join(path, "..", "unsigned.zip");
  const { err } = await command(["export", zip, "--db", path]);
  expect(err).toContain("is not signed");
  expect(await verified(zip)).toMatchObject({ exit: 1, code: "signature-missing", file: "SHA256SUMS" });
});

// The README of every export says how to check it without our program. Here somebody does.
const hasTools = ["bash", "unzip", "sha256sum", "openssl", "python3"].every((tool) => Bun.which(tool) !== null);
const asAStranger = test.skipIf(!hasTools);

async function byHand(edit: (files: Files) => void = () => {}) {
  const path = await sealed();
  const zip = await exported(path);
  await repacked(zip, edit);
  const folder = join(path, "..", "unpacked");
  mkdirSync(folder);
  Bun.spawnSync(["unzip", "-q", zip, "-d", folder], { env: { ...process.env, LANG: "C.UTF-8" } });
  const recipe = readFileSync(join(folder, "README.txt"), "utf8").split(/^-{120}\n\n/m)[2]!;
  const { stdout, stderr, exitCode } = Bun.spawnSync(["bash", "-c", recipe], { cwd: folder });
  return { exitCode, said: `${stdout}${stderr}` };
}

asAStranger("the README's commands find a whole export whole", async () => {
  const { exitCode, said } = await byHand();
  expect([exitCode, said]).toEqual([
    0,
    expect.stringMatching(/Verified Successfully[\s\S]*15 entries, head [0-9a-f]{64}/),
  ]);
});

/** So that the digests fit, and only the step in question can tell. */
function fitting(edit: (files: Files) => void) {
  return (files: Files) => {
    edit(files);
    const names = [...files.keys()].filter((name) => name !== "SHA256SUMS");
    files.set("SHA256SUMS", Buffer.from(names.map((name) => `${sha256(files.get(name)!)}  ${name}\n`).join("")));
  };
}

const byHandBreaks: [string, (files: Files) => void, RegExp][] = [
  ["a changed file", (files) => change(files, "register.csv", "Mailchimp", "Mailchimq"), /register\.csv: FAILED/],
  ["a changed list", changeWithDigest, /Signature Verification Failure/],
  [
    "a changed head",
    fitting((files) => change(files, "checkpoint.txt", "\n1", "\n2")),
    /Signature Verification Failure/,
  ],
  [
    "a changed entry",
    fitting((files) => rewrite(files, lines(files).with(3, lines(files)[3]!.replace('"by":"', '"by":"x')))),
    /entry 4 was changed/,
  ],
  ["a removed entry", fitting((files) => rewrite(files, lines(files).toSpliced(4, 1))), /entry 5 was removed/],
  [
    "a chain cut off",
    fitting((files) => rewrite(files, lines(files).slice(0, -2))),
    /entry 14 and those after it were cut off/,
  ],
  ["a recomputed chain", fitting((files) => rewrite(files, recomputed(lines(files)))), /recomputed/],
];

for (const [what, edit, said] of byHandBreaks)
  asAStranger(`the README's commands find ${what}`, async () => {
    const found = await byHand(edit);
    expect([found.exitCode === 0, said.test(found.said) || found.said]).toEqual([false, true]);
  });
