import { keptSecretsKey, keyFileBeside } from "#src/history/key-file.ts";
import { openDatabase } from "#src/storage/database.ts";
import { sealSecret } from "#src/storage/sealed.ts";
import { logIn } from "./browser.ts";
import { aMailbox, type Mail, minutes, receiving } from "./inbox.ts";

/**
 * A file with a company, Anna and Beat who both use support@, and the mails given, the last of them just now. `imap` is the port of a
 * server from which it fetches. Gives their cookies.
 */
export function aDesk(path: string, mails: readonly Mail[], { imap }: { imap?: number } = {}) {
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = '2026-01-01T00:00:00.000Z'");
  const [anna, beat] = [logIn(db, "owner", "Anna"), logIn(db, "member", "Beat")];
  const now = new Date();
  db.run("UPDATE sessions SET created_at = ?, last_seen_at = ?, expires_at = '2099-01-01T00:00:00.000Z'", [
    now.toISOString(),
    now.toISOString(),
  ]);
  const support = aMailbox(db, { address: "support@example.ch", name: "Support", members: [1, 2], undo_s: 60 });
  if (imap !== undefined) {
    const key = keptSecretsKey(keyFileBeside(path), now);
    db.query(
      `UPDATE mailboxes SET imap_host = '127.0.0.1', imap_port = ?, imap_security = 'none', imap_user = 'support', poll_s = 60,
       imap_secret = ?`,
    ).run(imap, sealSecret(key, "secret", `mailbox:${support} imap`));
  }
  const { receive } = receiving(db, support);
  for (const [at, mail] of mails.entries()) receive({ at: minutes(at - mails.length, now), ...mail });
  db.run("UPDATE arrivals SET folder = 'before'"); // the server counts from one
  db.close();
  return { anna, beat };
}
