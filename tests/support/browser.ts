import type { Database } from "bun:sqlite";
import { createApp } from "#src/app.tsx";
import { hashSecret, newSecret } from "#src/people/secret.ts";
import type { Role } from "#src/reader.ts";
import { readSettings } from "#src/settings.ts";
import { openDatabase } from "#src/storage/database.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";

/** Passwords that cost next to nothing to check. */
export const cheap = { memoryCost: 8, timeCost: 1 };

/** The moment it is in every test: a Monday morning, 10:00 in Zurich. */
export const now = new Date("2026-11-23T09:00:00.000Z");

type Visit = {
  as?: Role | "nobody";
  prepare?: (db: Database) => void;
  at?: () => Date;
  env?: Record<string, string>;
  secretsKey?: SecretsKey;
  /** A database that is there already; a new one unless said. */
  db?: Database;
};

/**
 * A whole app on an empty in-memory database, driven the way a browser drives it: GET a page, POST a form. `as` is who is logged
 * in (an owner unless said). The company is set up.
 */
export function visit({
  as = "owner",
  prepare = () => {},
  at = () => now,
  env = {},
  secretsKey,
  ...given
}: Visit = {}) {
  const db = given.db ?? openDatabase(":memory:");
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = '2026-01-01T00:00:00.000Z'");
  const cookie = as === "nobody" ? "" : logIn(db, as);
  prepare(db);
  const app = createApp({
    db,
    clock: at,
    settings: readSettings(env),
    log: (event) => void (event.level === "error" ? console.error(event) : null),
    passwordCost: cheap,
    ...(secretsKey ? { secretsKey } : {}),
  });
  const ask = (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
    app.handle(new Request(`http://localhost${path}`, { ...init, headers: { cookie, ...headers } }));
  return {
    db,
    app,
    cookie,
    get: (path: string, headers: Record<string, string> = {}) => ask(path, {}, headers),
    page: async (path: string, headers: Record<string, string> = {}) => await (await ask(path, {}, headers)).text(),
    post: (path: string, fields: Record<string, string> | URLSearchParams = {}, headers: Record<string, string> = {}) =>
      ask(path, { method: "POST", body: new URLSearchParams(fields) }, { "sec-fetch-site": "same-origin", ...headers }),
  };
}

/** Adds a person of a role and a session for them; gives the cookie header. */
export function logIn(db: Database, role: Role, name = names[role]): string {
  const secret = newSecret();
  const person = db
    .query<{ id: number }, [string, string, Role]>(
      `INSERT INTO people (email, name, role, language, password_hash, created_at)
       VALUES (?, ?, ?, 'de', 'none', '2026-01-01T00:00:00.000Z') RETURNING id`,
    )
    .get(`${name.toLowerCase()}@example.ch`, name, role)!;
  db.query(
    `INSERT INTO sessions (token_hash, handle, person_id, created_at, last_seen_at, expires_at, device)
     VALUES (?, ?, ?, '2026-11-23T08:00:00.000Z', '2026-11-23T08:00:00.000Z', '2027-01-01T00:00:00.000Z', 'Test')`,
  ).run(hashSecret(secret), newSecret().slice(0, 12), person.id);
  return `aktion=${secret}`;
}

const names: Record<Role, string> = { owner: "Olga", member: "Mara", viewer: "Vito" };
