import type { Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import { deletionsWitness } from "#src/deletions/witness.ts";
import { examination, type Finding } from "#src/history/examination.ts";
import { type KnownHead, keptHead } from "#src/history/heads.ts";
import { keyFileBeside, readSigningKey } from "#src/history/key-file.ts";
import type { PublicKey } from "#src/history/note.ts";
import { listSignedHeads } from "#src/history/signed-head-store.ts";
import { pagesOf } from "#src/history/verify.ts";
import { type Fault, faultAt } from "#src/history/witness.ts";
import { minutesWitness } from "#src/round/witness.ts";
import { registerWitness } from "#src/services/witness.ts";
import { damageIn, hasTable, openForReading } from "#src/storage/reading.ts";

/** What somebody kept elsewhere and gives along: heads, and the public key. */
export type Kept = { heads: readonly KnownHead[]; trusted: PublicKey | null };

/** Checks a database as it lies there, also while it is served. Reads only. */
export async function verifyDatabase(path: string, kept: Kept): Promise<Finding> {
  const db = openForReading(path);
  try {
    const damage = damageIn(db);
    if (damage !== null) return nothingBut(faultAt("file-damaged", null, `${path} is damaged (${damage}).`, path));
    return await examined(db, path, kept);
  } finally {
    db.close();
  }
}

/** In one transaction, so that what somebody records meanwhile is either wholly there or not at all. */
async function examined(db: Database, path: string, kept: Kept): Promise<Finding> {
  db.run("BEGIN");
  const stored = hasTable(db, "signed_heads")
    ? listSignedHeads(db).map((head) => ({ head, known: keptHead(head) }))
    : [];
  const heads = [...stored.flatMap(({ known }) => known ?? []), ...kept.heads];
  const witnesses = [
    registerWitness(db),
    ...(hasTable(db, "evidence_files") ? [deletionsWitness(db)] : []),
    ...(hasTable(db, "rounds") ? [minutesWitness(db)] : []),
  ];
  const examining = examination({ heads, witnesses, trusted: kept.trusted });
  for (const page of pagesOf(db)) page.forEach(examining.take);
  const finding = await examining.finding();
  const forged = stored.find(({ known }) => known === null)?.head;
  return { ...finding, fault: finding.fault ?? forgedFault(forged) ?? keyFault(path, finding) };
}

function forgedFault(forged: { count: number; at: string } | undefined): Fault | null {
  if (!forged) return null;
  return faultAt(
    "signature-wrong",
    null,
    `The head of ${forged.count} entries kept on ${forged.at} is not the one that was signed.`,
  );
}

/** The key beside the database must be one that the chain begins: else somebody made a new chain with a key of their own. */
function keyFault(path: string, { keys }: Finding): Fault | null {
  const file = existsSync(`${path}.key`) ? `${path}.key` : keyFileBeside(path); // a backup has its own
  const key = keys.length > 0 && existsSync(file) ? readSigningKey(file) : null;
  if (key === null || keys.some(({ public_key }) => public_key === key.raw.toString("base64"))) return null;
  return faultAt(
    "key-unknown",
    null,
    `The key in ${file} never signed this chain: the chain was made anew, or file and key belong to different installations.`,
    file,
  );
}

export function nothingBut(fault: Fault): Finding {
  return { fault, count: 0, head: "", signed: null, keys: [], checked: {} };
}
