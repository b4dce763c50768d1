import type { Database } from "bun:sqlite";
import type { AfterTicket, Role } from "#src/reader.ts";
import type { Language } from "#src/say.ts";
import type { Session } from "./session.ts";

export type SignedIn = {
  id: number;
  email: string;
  name: string;
  role: Role;
  language: Language;
  single_keys: 0 | 1;
  after_ticket: AfterTicket;
  handle: string;
  session_seen_at: string;
};

/** The person behind a session that still holds. This runs for every request: one statement, by the primary key. */
export function findSignedIn(db: Database, tokenHash: string, at: string, idleSince: string): SignedIn | null {
  return db
    .query<SignedIn, [string, string, string]>(
      `SELECT p.id, p.email, p.name, p.role, p.language, p.single_keys, p.after_ticket, s.handle, s.last_seen_at AS session_seen_at
       FROM sessions s JOIN people p ON p.id = s.person_id
       WHERE s.token_hash = ? AND s.expires_at > ? AND s.last_seen_at > ? AND p.disabled_at IS NULL`,
    )
    .get(tokenHash, at, idleSince);
}

export function listSessions(db: Database, personId: number, at: string, idleSince: string): Session[] {
  return db
    .query<Session, [number, string, string]>(
      `SELECT handle, created_at, last_seen_at, expires_at, device FROM sessions
       WHERE person_id = ? AND expires_at > ? AND last_seen_at > ? ORDER BY last_seen_at DESC`,
    )
    .all(personId, at, idleSince);
}

type NewSession = Session & { token_hash: string; person_id: number };

export function insertSession(db: Database, session: NewSession): void {
  db.query<null, [NewSession]>(
    `INSERT INTO sessions (token_hash, handle, person_id, created_at, last_seen_at, expires_at, device)
     VALUES ($token_hash, $handle, $person_id, $created_at, $last_seen_at, $expires_at, $device)`,
  ).run(session);
}

export function markSessionSeen(db: Database, handle: string, at: string): void {
  db.query<null, [string, string]>("UPDATE sessions SET last_seen_at = ? WHERE handle = ?").run(at, handle);
}

/** False when there is no such session of this person. */
export function deleteSession(db: Database, personId: number, handle: string): boolean {
  const { changes } = db
    .query<null, [number, string]>("DELETE FROM sessions WHERE person_id = ? AND handle = ?")
    .run(personId, handle);
  return changes > 0;
}

/** All of a person's, except the one named. */
export function deleteSessions(db: Database, personId: number, except: string | null): void {
  db.query<null, [number, string | null]>("DELETE FROM sessions WHERE person_id = ? AND handle IS NOT ?").run(
    personId,
    except,
  );
}

export function deleteEndedSessions(db: Database, at: string, idleSince: string): void {
  db.query<null, [string, string]>("DELETE FROM sessions WHERE expires_at <= ? OR last_seen_at <= ?").run(
    at,
    idleSince,
  );
}

/** How often a key was tried since then, and the first time of these. */
export function countAttempts(db: Database, key: string, since: string): { count: number; first_at: string | null } {
  return db
    .query<{ count: number; first_at: string | null }, [string, string]>(
      "SELECT count(*) AS count, min(at) AS first_at FROM login_attempts WHERE key = ? AND at > ?",
    )
    .get(key, since)!;
}

export function insertAttempt(db: Database, key: string, at: string): void {
  db.query<null, [string, string]>("INSERT INTO login_attempts (key, at) VALUES (?, ?)").run(key, at);
}

export function deleteAttempts(db: Database, key: string): void {
  db.query<null, [string]>("DELETE FROM login_attempts WHERE key = ?").run(key);
}

/** Takes one attempt back: it was no failure. */
export function deleteAttempt(db: Database, key: string, at: string): void {
  db.query<null, [string, string]>(
    "DELETE FROM login_attempts WHERE rowid = (SELECT rowid FROM login_attempts WHERE key = ? AND at = ? LIMIT 1)",
  ).run(key, at);
}

export function deleteOldAttempts(db: Database, before: string): void {
  db.query<null, [string]>("DELETE FROM login_attempts WHERE at <= ?").run(before);
}

export function countSessions(db: Database, at: string, idleSince: string): number {
  return db
    .query<{ n: number }, [string, string]>(
      "SELECT count(*) AS n FROM sessions WHERE expires_at > ? AND last_seen_at > ?",
    )
    .get(at, idleSince)!.n;
}
