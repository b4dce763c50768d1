import type { Database } from "bun:sqlite";
import { openDatabase } from "#src/storage/database.ts";
import { logIn } from "./browser.ts";
import { aMailbox, type Mail, minutes, receiving } from "./inbox.ts";

/** A file with a company, Anna and Beat who both use support@, and the mails given, the last of them just now. Gives their cookies. */
export function aDesk(path: string, mails: readonly Mail[], more: (db: Database) => void = () => {}) {
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = '2026-01-01T00:00:00.000Z'");
  const [anna, beat] = [logIn(db, "owner", "Anna"), logIn(db, "member", "Beat")];
  const now = new Date();
  db.run("UPDATE sessions SET created_at = ?, last_seen_at = ?, expires_at = '2099-01-01T00:00:00.000Z'", [
    now.toISOString(),
    now.toISOString(),
  ]);
  const support = aMailbox(db, { address: "support@example.ch", name: "Support", members: [1, 2], undo_s: 60 });
  const { receive } = receiving(db, support);
  for (const [at, mail] of mails.entries()) receive({ at: minutes(at - mails.length, now), ...mail });
  more(db);
  db.close();
  return { anna, beat };
}
