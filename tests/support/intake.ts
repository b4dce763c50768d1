import type { Database } from "bun:sqlite";
import { onTestFinished } from "bun:test";
import { type Engine, startEngine } from "#src/inbox/intake/engine.ts";
import type { Intake, Told } from "#src/inbox/intake/intake.ts";
import { openDatabase } from "#src/storage/database.ts";
import { newSecretsKey, sealSecret } from "#src/storage/sealed.ts";
import { now } from "./browser.ts";

export const key = newSecretsKey();

type Given = Partial<Record<string, string | number | null>> & { slug?: string; password?: string };

/** A mailbox that fetches from a port of this computer. Gives its number. */
export function addMailbox(db: Database, port: number, { password = "secret", ...given }: Given = {}): number {
  const slug = given.slug ?? "support";
  const row: Record<string, string | number | null> = {
    slug,
    name: slug,
    address: `${slug}@example.test`,
    from_name: slug,
    imap_host: "127.0.0.1",
    imap_port: port,
    imap_security: "none",
    imap_user: `${slug}@example.test`,
    created_at: "2026-11-01T00:00:00.000Z",
    ...given,
  };
  const names = Object.keys(row);
  const { id } = db
    .query<{ id: number }, (string | number | null)[]>(
      `INSERT INTO mailboxes (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")}) RETURNING id`,
    )
    .get(...Object.values(row))!;
  db.query("UPDATE mailboxes SET imap_secret = ? WHERE id = ?").run(
    sealSecret(key, password, `mailbox:${id} imap`),
    id,
  );
  return id;
}

/** The intake of a database, in this thread; `once` waits for what it tells. */
export async function intakeOf(db: Database, given: Partial<Intake> = {}) {
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  const tell = (one: Told) => {
    told.push(one);
    for (const look of waiting) look();
  };
  const heard = new Set<Told>();
  /** The next of this kind that nobody has waited for yet. */
  const once = <What extends Told["what"]>(what: What, mailboxId?: number) =>
    new Promise<Extract<Told, { what: What }>>((resolve) => {
      const isIt = (one: Told) => one.what === what && (mailboxId === undefined || idOf(one) === mailboxId);
      const look = () => {
        const found = told.find((one) => !heard.has(one) && isIt(one));
        if (!found) return;
        heard.add(found);
        waiting.delete(look);
        resolve(found as Extract<Told, { what: What }>);
      };
      waiting.add(look);
      look();
    });
  const engine: Engine = await startEngine({ db, turn: null, key, clock: () => now, tell, backoff: () => 1, ...given });
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await engine.stop();
  };
  onTestFinished(stop);
  return { engine, told, once, stop };
}

const idOf = (one: Told) => ("mailbox_id" in one ? one.mailbox_id : null);

export function inboxFile(path = ":memory:"): Database {
  return openDatabase(path, { create: true });
}

/** A mail of a few lines, each with its own Message-ID. */
export function aMail(n: number | string, more: { subject?: string; text?: string; from?: string } = {}): string {
  return `From: Anna ${n} <${more.from ?? `anna${n}@customer.test`}>
To: support@example.test
Subject: ${more.subject ?? `Frage ${n}`}
Message-ID: <mail.${n}@customer.test>
Date: Mon, 23 Nov 2026 09:00:00 +0000

${more.text ?? `Guten Tag, das ist Mail ${n}.`}
`;
}

type Entry = { uid: number; state: string; message_id: number | null; finished_on_server_at: string | null };

export function arrivals(db: Database, mailboxId = 1): Entry[] {
  return db
    .query<Entry, [number]>(
      "SELECT uid, state, message_id, finished_on_server_at FROM arrivals WHERE mailbox_id = ? ORDER BY uid",
    )
    .all(mailboxId);
}

export const count = (db: Database, table: string) =>
  db.query<{ n: number }, []>(`SELECT count(*) AS n FROM ${table}`).get()!.n;

/** What must hold whenever all is quiet: each UID of the server has one row, and each row one message that can be seen. */
export function unaccountedFor(db: Database, uids: readonly number[], mailboxId = 1): number[] {
  const seen = new Set(
    db
      .query<{ uid: number }, [number]>(
        `SELECT a.uid FROM arrivals a JOIN messages m ON m.id = a.message_id JOIN tickets t ON t.id = m.ticket_id
         JOIN blobs b ON b.id = a.blob_id AND b.sha256 = a.raw_sha256
         WHERE a.mailbox_id = ? AND a.state IN ('filed', 'duplicate', 'unreadable')`,
      )
      .all(mailboxId)
      .map(({ uid }) => uid),
  );
  return uids.filter((uid) => !seen.has(uid));
}
