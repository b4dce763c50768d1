import type { Database } from "bun:sqlite";

export type MailIdentity = { install: string; mac_key: Uint8Array };

/** What makes our ids and marks recognisable as ours. */
export function mailIdentity(db: Database): MailIdentity {
  return db.query<MailIdentity, []>("SELECT install, mac_key FROM mail_identity WHERE id = 1").get()!;
}
