import type { Database } from "bun:sqlite";

/** True when these bytes were erased here and must not come back. */
export function isErased(db: Database, raw_sha256: string): boolean {
  if (db.query("SELECT 1 FROM mail_tombstones LIMIT 1").get() === null) return false;
  return db.query("SELECT 1 FROM mail_tombstones WHERE digest = ?").get(tombstoneOf(db, raw_sha256)) !== null;
}

/** What is kept of an erased mail: a keyed digest that tells nothing without the file's own key. */
export function tombstoneOf(db: Database, raw_sha256: string): string {
  const { mac_key } = db.query<{ mac_key: Uint8Array }, []>("SELECT mac_key FROM mail_identity").get()!;
  return new Bun.CryptoHasher("sha256", mac_key).update(raw_sha256).digest("hex");
}
