import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import type { Settings } from "#src/settings.ts";
import { recordPerson } from "./entry.ts";
import type { Passwords } from "./password.ts";
import { hashSecret, newSecret } from "./secret.ts";
import { after, before, idleSince, visitOverBefore } from "./session.ts";
import {
  countAttempts,
  deleteAttempt,
  deleteAttempts,
  deleteEndedSessions,
  deleteOldAttempts,
  deleteSession,
  deleteSessions,
  insertAttempt,
  insertSession,
} from "./session-store.ts";
import { findAccount, markSeen, passwordHashOf, setPasswordHash } from "./store.ts";

const limits = { account: 10, address: 30 };
const window = { minutes: 15 };

export type Trying = { email: string; password: string; address: string; at: Date };

/** `again_at` is when the next try is heard. */
export type LogIn = { ok: true; personId: number } | { ok: false; again_at: string | null };

/** Checks an address and a password. A try counts from its beginning, so that a hundred at once are not all heard. */
export async function checkLogIn(db: Database, passwords: Passwords, trying: Trying): Promise<LogIn> {
  const keys = keysOf(trying);
  const again_at = admitTry(db, keys, trying.at);
  if (again_at) return { ok: false, again_at };
  const account = findAccount(db, trying.email);
  const right = await passwords.verify(trying.password, account?.password_hash ?? null);
  if (!account || !right) return { ok: false, again_at: null };
  forgetTries(db, keys, trying.at);
  return { ok: true, personId: account.id };
}

type Keys = { account: string; address: string };

function keysOf({ email, address }: Pick<Trying, "email" | "address">): Keys {
  return { account: hashSecret(`account:${email}`), address: hashSecret(`address:${address}`) };
}

function admitTry(db: Database, keys: Keys, at: Date): string | null {
  return db
    .transaction(() => {
      const since = before(at, window);
      deleteOldAttempts(db, since);
      for (const kind of ["account", "address"] as const) {
        const { count, first_at } = countAttempts(db, keys[kind], since);
        if (count >= limits[kind]) return after(new Date(first_at!), window);
      }
      for (const key of Object.values(keys)) insertAttempt(db, key, at.toISOString());
      return null;
    })
    .immediate();
}

function forgetTries(db: Database, keys: Keys, at: Date): void {
  db.transaction(() => {
    deleteAttempts(db, keys.account);
    deleteAttempt(db, keys.address, at.toISOString());
  }).immediate();
}

type Beginning = { personId: number; device: string; at: Date };

/** Gives the secret for the cookie. Sessions that have ended are swept on the way. */
export function beginSession(db: Database, settings: Settings, { personId, device, at }: Beginning): string {
  const secret = newSecret();
  const now = at.toISOString();
  db.transaction(() => {
    deleteEndedSessions(db, now, idleSince(settings, at));
    insertSession(db, {
      token_hash: hashSecret(secret),
      handle: newSecret().slice(0, 16),
      person_id: personId,
      created_at: now,
      last_seen_at: now,
      expires_at: after(at, { days: settings.sessionMaxDays }),
      device,
    });
    markSeen(db, personId, now, visitOverBefore(at));
  }).immediate();
  return secret;
}

export function endSession(db: Database, personId: number, handle: string): void {
  if (!deleteSession(db, personId, handle)) throw sessionGone;
}

export function endOtherSessions(db: Database, personId: number, own: string): void {
  deleteSessions(db, personId, own);
}

type NewPassword = {
  personId: number;
  session: string;
  current: string;
  password: string;
  email: string;
  address: string;
};

/** Changes one's own password and ends one's other sessions. The current one is tried under the same limits as a log-in. */
export async function changePassword(
  db: Database,
  passwords: Passwords,
  { personId, session, current, password, email, address }: NewPassword,
  done: Done,
): Promise<LogIn> {
  const tried = await checkLogIn(db, passwords, { email, password: current, address, at: done.at });
  if (!tried.ok) return tried;
  const known = passwordHashOf(db, personId);
  const hash = await passwords.hash(password);
  db.transaction(() => {
    if (passwordHashOf(db, personId) !== known) throw changedMeanwhile;
    setPasswordHash(db, personId, hash);
    deleteSessions(db, personId, session);
    recordPerson(db, "person.password-changed", personId, done);
  }).immediate();
  return tried;
}

const sessionGone = new Problem("not-found", {
  de: "Diese Anmeldung ist schon beendet.",
  en: "This session has already ended.",
});

const changedMeanwhile = new Problem("conflict", {
  de: "Das Passwort wurde eben an anderer Stelle geändert. Es bleibt bei jener Änderung.",
  en: "The password was just changed elsewhere. That change stands.",
});
