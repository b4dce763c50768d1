import type { Database } from "bun:sqlite";
import { hasTombstone, hasTombstones } from "./filing-store.ts";
import { mailIdentity } from "./identity-store.ts";

export type Erasable = { raw_sha256: string | null; mail_id: string | null; canonical_hash: string | null };

/**
 * What is kept of an erased mail: digests under this installation's key. One of the bytes, one of its Message-ID and content, so that
 * it stays away when another server hands it on with other headers. They say nothing of the mail and cannot be guessed from outside.
 */
export function tombstoneDigest(db: Database, mail: Erasable): string[] {
  const key = mailIdentity(db).mac_key;
  const digest = (text: string) => new Bun.CryptoHasher("sha256", key).update(`tombstone:${text}`).digest("hex");
  const digests: string[] = [];
  if (mail.raw_sha256) digests.push(digest(`raw:${mail.raw_sha256}`));
  if (mail.mail_id && mail.canonical_hash) digests.push(digest(`mail:${mail.mail_id}:${mail.canonical_hash}`));
  return digests;
}

export function isErased(db: Database, mail: Erasable): boolean {
  return hasTombstones(db) && hasTombstone(db, tombstoneDigest(db, mail));
}
