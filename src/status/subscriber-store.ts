import type { Database } from "bun:sqlite";
import type { Language } from "#src/say.ts";
import type { Subscriber } from "./subscriber.ts";

const columns = `id, address, language, source, salt, wants_all, asked_at, form_version, confirmed_at, mailed_at,
  mailed_count, quarantined_at, quarantine_why`;

export type NewSubscriber = Pick<
  Subscriber,
  "address" | "language" | "source" | "salt" | "wants_all" | "asked_at" | "form_version" | "confirmed_at"
> & { token_hash: string };

/** Null when the address is there already. */
export function insertSubscriber(db: Database, subscriber: NewSubscriber): number | null {
  return (
    db
      .query<{ id: number }, [NewSubscriber]>(
        `INSERT INTO subscribers (address, language, source, salt, token_hash, wants_all, asked_at, form_version, confirmed_at)
         VALUES ($address, $language, $source, $salt, $token_hash, $wants_all, $asked_at, $form_version, $confirmed_at)
         ON CONFLICT (address) DO NOTHING RETURNING id`,
      )
      .get(subscriber)?.id ?? null
  );
}

export function findSubscriber(db: Database, id: number): Subscriber | null {
  return db.query<Subscriber, [number]>(`SELECT ${columns} FROM subscribers WHERE id = ?`).get(id);
}

export function findByAddress(db: Database, address: string): Subscriber | null {
  return db.query<Subscriber, [string]>(`SELECT ${columns} FROM subscribers WHERE address = ?`).get(address);
}

/** Whom a secret in a link belongs to. */
export function findByToken(db: Database, tokenHash: string): Subscriber | null {
  return db.query<Subscriber, [string]>(`SELECT ${columns} FROM subscribers WHERE token_hash = ?`).get(tokenHash);
}

export function listSubscribers(db: Database, { after = 0, limit = 100, like = "" } = {}): Subscriber[] {
  return db
    .query<Subscriber, [number, string, number]>(
      `SELECT ${columns} FROM subscribers WHERE id > ? AND instr(address, ?) > 0 ORDER BY id LIMIT ?`,
    )
    .all(after, like.toLowerCase(), limit);
}

export type SubscriberCounts = { reached: number; unconfirmed: number; quarantined: number };

export function countSubscribers(db: Database): SubscriberCounts {
  return db
    .query<SubscriberCounts, []>(
      `SELECT coalesce(sum(confirmed_at IS NOT NULL AND quarantined_at IS NULL), 0) AS reached,
              coalesce(sum(confirmed_at IS NULL), 0) AS unconfirmed,
              coalesce(sum(quarantined_at IS NOT NULL), 0) AS quarantined FROM subscribers`,
    )
    .get()!;
}

/** False when it was confirmed before, or is gone. */
export function markConfirmed(db: Database, id: number, at: string): boolean {
  return (
    db
      .query<null, [string, number]>("UPDATE subscribers SET confirmed_at = ? WHERE id = ? AND confirmed_at IS NULL")
      .run(at, id).changes === 1
  );
}

export function markMailed(db: Database, id: number, at: string): void {
  db.query<null, [string, number]>(
    "UPDATE subscribers SET mailed_at = ?, mailed_count = mailed_count + 1 WHERE id = ?",
  ).run(at, id);
}

/** Asked again before it was confirmed: the proof is of the last time. */
export function askAgain(
  db: Database,
  id: number,
  asked: Pick<Subscriber, "asked_at" | "form_version" | "language">,
): void {
  db.query<null, [typeof asked & { id: number }]>(
    `UPDATE subscribers SET asked_at = $asked_at, form_version = $form_version, language = $language
     WHERE id = $id AND confirmed_at IS NULL`,
  ).run({ ...asked, id });
}

export function setChoice(
  db: Database,
  id: number,
  choice: { wants_all: 0 | 1; language: Language; components: readonly number[] },
): void {
  db.query<null, [0 | 1, Language, number]>("UPDATE subscribers SET wants_all = ?, language = ? WHERE id = ?").run(
    choice.wants_all,
    choice.language,
    id,
  );
  db.query<null, [number]>("DELETE FROM subscriber_components WHERE subscriber_id = ?").run(id);
  const add = db.query<null, [number, number]>(
    "INSERT INTO subscriber_components (subscriber_id, component_id) VALUES (?, ?)",
  );
  for (const component of choice.wants_all ? [] : choice.components) add.run(id, component);
}

export function componentsOf(db: Database, id: number): number[] {
  const rows = db.query<{ component_id: number }, [number]>(
    "SELECT component_id FROM subscriber_components WHERE subscriber_id = ? ORDER BY component_id",
  );
  return rows.all(id).map(({ component_id }) => component_id);
}

export function deleteSubscriber(db: Database, id: number): boolean {
  return db.query<null, [number]>("DELETE FROM subscribers WHERE id = ?").run(id).changes === 1;
}

export function deleteUnconfirmed(db: Database, before: string): number {
  return db.query<null, [string]>("DELETE FROM subscribers WHERE confirmed_at IS NULL AND asked_at < ?").run(before)
    .changes;
}

/** False when it is in quarantine already, or nobody here. */
export function markQuarantined(db: Database, address: string, why: string, at: string): number | null {
  return (
    db
      .query<{ id: number }, { address: string; why: string; at: string }>(
        `UPDATE subscribers SET quarantined_at = $at, quarantine_why = $why
         WHERE address = $address AND quarantined_at IS NULL RETURNING id`,
      )
      .get({ address, why, at })?.id ?? null
  );
}

export function liftQuarantine(db: Database, id: number): boolean {
  return (
    db
      .query<null, [number]>(
        "UPDATE subscribers SET quarantined_at = NULL, quarantine_why = NULL WHERE id = ? AND quarantined_at IS NOT NULL",
      )
      .run(id).changes === 1
  );
}

export function suppress(db: Database, digest: string, at: string): void {
  db.query<null, [string, string]>(
    "INSERT INTO subscriber_suppressions (digest, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
  ).run(digest, at);
}

export function unsuppress(db: Database, digest: string): void {
  db.query<null, [string]>("DELETE FROM subscriber_suppressions WHERE digest = ?").run(digest);
}

export function isSuppressed(db: Database, digest: string): boolean {
  return db.query("SELECT 1 FROM subscriber_suppressions WHERE digest = ?").get(digest) !== null;
}
