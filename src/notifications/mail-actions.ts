import type { Database } from "bun:sqlite";
import { queueLater } from "#src/outbox/notice.ts";
import { readCompany } from "#src/settings/store.ts";
import { bundleFor, peopleDue } from "./mail-store.ts";

/** The word with which the keys of these mails begin. */
export const bundleWord = "notifications";

/** Puts what is due into the outbox, one mail for each person, in the transaction that says so. */
export function mailDueNotifications(db: Database, at: Date, publicUrl: string | null): void {
  for (const person of peopleDue(db, at.toISOString()))
    db.transaction(() => {
      const mail = bundleFor(db, person, at.toISOString());
      if (mail === null) return;
      const address = publicUrl ?? readCompany(db).public_address;
      queueLater(db, { key: `${bundleWord} ${mail}`, recipient: `person:${person}`, address, at });
    }).immediate();
}
