import { exportedEvidence } from "#src/deletions/exported-evidence.ts";
import { entryIn } from "#src/history/entry-line.ts";
import { examination, type Finding } from "#src/history/examination.ts";
import { type KnownHead, notedHead } from "#src/history/heads.ts";
import { isSignedBy, type PublicKey, parseNote, readVerifierKey } from "#src/history/note.ts";
import { type Fault, faultAt } from "#src/history/witness.ts";
import { digestOf, linesOf, openZip, type Zip } from "./export-file.ts";
import { type Kept, nothingBut } from "./verify-database.ts";

/** Checks an auditor's export without its database: the chain first, then every file. */
export async function verifyExport(path: string, kept: Kept): Promise<Finding> {
  const zip = await openZip(path);
  if (!zip) return nothingBut(faultAt("file-damaged", null, `${path} is not a whole ZIP file.`, path));
  try {
    const lacking = ["history.jsonl", "SHA256SUMS"].find((name) => !zip.names.includes(name));
    if (lacking) return nothingBut(faultAt("file-missing", null, `${lacking} is missing from ${path}.`, lacking));
    const finding = await chainOf(zip, kept);
    return {
      ...finding,
      fault: finding.fault ?? (await fileFault(zip, finding, kept.trusted)),
      checked: { ...finding.checked, files: zip.names.length },
    };
  } catch (error) {
    return nothingBut(faultAt("file-damaged", null, `${path} is damaged (${told(error)}).`, path));
  } finally {
    zip.close();
  }
}

const told = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function chainOf(zip: Zip, { heads, trusted }: Kept): Promise<Finding> {
  const own = await checkpointIn(zip);
  const witnesses = [exportedEvidence(zip.names)];
  const examining = examination({ heads: [...(own ? [own] : []), ...heads], witnesses, trusted });
  let seq = 0;
  for await (const line of linesOf(zip.read("history.jsonl"))) {
    seq += 1;
    examining.take(entryIn(line, seq));
  }
  const finding = await examining.finding();
  if (finding.fault || own || !zip.names.includes("checkpoint.txt")) return finding;
  return { ...finding, fault: changed("checkpoint.txt") };
}

async function checkpointIn(zip: Zip): Promise<KnownHead | null> {
  if (!zip.names.includes("checkpoint.txt")) return null;
  const head = notedHead(await zip.text("checkpoint.txt"), "checkpoint.txt");
  return head?.checkpoint ? head : null;
}

/** The list of files must be signed by a key of the chain, and every file must be as the list says, and no other be there. */
async function fileFault(zip: Zip, { keys, signed }: Finding, trusted: PublicKey | null): Promise<Fault | null> {
  const sums = await zip.text("SHA256SUMS");
  const log = signed ? await logOf(zip) : null;
  const known = keys.map(({ public_key }) => ({ name: log ?? "", raw: Buffer.from(public_key, "base64") }));
  return (
    signatureFault(sums, trusted ? [trusted] : known) ??
    (await keyFault(zip, known)) ??
    (await digestFault(zip, listedIn(sums)))
  );
}

const logOf = async (zip: Zip) => (await zip.text("checkpoint.txt")).split("\n")[0]!;

function signatureFault(sums: string, keys: readonly PublicKey[]): Fault | null {
  if (keys.length === 0) return null;
  const note = parseNote(sums);
  if (!note)
    return faultAt("signature-missing", null, "SHA256SUMS is not signed, though this chain has a key.", "SHA256SUMS");
  const heading = /^# files of an export, /.test(note.text);
  if (heading && keys.some((key) => isSignedBy(note, key))) return null;
  return faultAt(
    "signature-wrong",
    null,
    "The signature of SHA256SUMS does not hold: the list of files was changed.",
    "SHA256SUMS",
  );
}

/** The key that the export shows must be one that the chain begins. */
async function keyFault(zip: Zip, known: readonly PublicKey[]): Promise<Fault | null> {
  if (!zip.names.includes("public-key.txt")) return null;
  const key = readVerifierKey((await zip.text("public-key.txt")).split("\n")[0]!);
  if (key && known.some(({ raw }) => raw.equals(key.raw))) return null;
  return faultAt("key-unknown", null, "The key in public-key.txt is not one of this chain.", "public-key.txt");
}

function listedIn(sums: string): Map<string, string> {
  const lines = [...sums.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)];
  return new Map(lines.map(([, digest, name]) => [name!, digest!]));
}

async function digestFault(zip: Zip, listed: Map<string, string>): Promise<Fault | null> {
  if (zip.twice !== null) return faultAt("file-unknown", null, `${zip.twice} is there twice.`, zip.twice);
  const gone = [...listed.keys()].find((name) => !zip.names.includes(name));
  if (gone !== undefined) return faultAt("file-missing", null, `${gone} is missing.`, gone);
  for (const name of zip.names.filter((one) => one !== "SHA256SUMS")) {
    const digest = listed.get(name);
    if (digest === undefined) return faultAt("file-unknown", null, `${name} does not belong to this export.`, name);
    if ((await digestOf(zip.read(name)).catch(() => "")) !== digest) return changed(name);
  }
  return null;
}

function changed(name: string): Fault {
  const code = name.startsWith("evidence/") ? "evidence-changed" : "file-changed";
  return faultAt(code, null, `${name} was changed.`, name);
}
