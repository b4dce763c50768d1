import type { Database } from "bun:sqlite";

/** A head as it was signed and kept. `checkpoint` is the signed note, the other columns are for finding it. */
export type SignedHead = { count: number; hash: string; key_id: string; checkpoint: string; at: string };

const columns = "count, hash, key_id, checkpoint, at";

export function insertSignedHead(db: Database, head: SignedHead): void {
  db.query<null, [SignedHead]>(
    `INSERT INTO signed_heads (${columns}) VALUES ($count, $hash, $key_id, $checkpoint, $at)`,
  ).run(head);
}

export function lastSignedHead(db: Database): SignedHead | null {
  return db.query<SignedHead, []>(`SELECT ${columns} FROM signed_heads ORDER BY id DESC LIMIT 1`).get();
}

/** All of them, in the order in which they were signed. One a day or so: small enough to hold. */
export function listSignedHeads(db: Database): SignedHead[] {
  return db.query<SignedHead, []>(`SELECT ${columns} FROM signed_heads ORDER BY id`).all();
}
