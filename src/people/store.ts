import type { Database } from "bun:sqlite";
import type { Role, Working } from "#src/reader.ts";
import type { Language } from "#src/say.ts";
import type { PersonWithState } from "./person.ts";

const selectPeople = `
  SELECT p.id, p.email, p.name, p.role, p.language, p.created_at, p.disabled_at, p.last_seen_at, p.seen_before_at,
         p.password_hash IS NOT NULL AS has_password,
         (SELECT max(l.expires_at) FROM one_time_links l WHERE l.person_id = p.id AND l.used_at IS NULL) AS link_expires_at
  FROM people p`;

/** An owner who can act: with a password, and not disabled. */
const activeOwner = "role = 'owner' AND disabled_at IS NULL AND password_hash IS NOT NULL";

/** Everybody, those who can no longer log in last. */
export function listPeople(db: Database): PersonWithState[] {
  return db
    .query<PersonWithState, []>(`${selectPeople} ORDER BY p.disabled_at IS NOT NULL, p.name COLLATE NOCASE, p.id`)
    .all();
}

/** Who can be put in charge of something: everybody who is not disabled, invited people too. */
export function listAssignable(db: Database): { id: number; name: string }[] {
  return db
    .query<{ id: number; name: string }, []>(
      "SELECT id, name FROM people WHERE disabled_at IS NULL ORDER BY name COLLATE NOCASE, id",
    )
    .all();
}

export function findPerson(db: Database, personId: number): PersonWithState | null {
  return db.query<PersonWithState, [number]>(`${selectPeople} WHERE p.id = ?`).get(personId);
}

export function findPersonByEmail(db: Database, email: string): PersonWithState | null {
  return db.query<PersonWithState, [string]>(`${selectPeople} WHERE p.email = ?`).get(email);
}

/** The one person who is not disabled and goes by this name or e-mail address; null when there is none, or when two share it. */
export function findPersonCalled(db: Database, called: string): PersonWithState | null {
  const found = db
    .query<PersonWithState, { called: string }>(
      `${selectPeople} WHERE p.disabled_at IS NULL AND (p.name = $called COLLATE NOCASE OR p.email = lower($called)) LIMIT 2`,
    )
    .all({ called: called.trim() });
  return found.length === 1 ? found[0]! : null;
}

/** Names by id, for showing who did something. */
export function namesOfPeople(db: Database): Map<number, string> {
  const rows = db.query<{ id: number; name: string }, []>("SELECT id, name FROM people").all();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** True as soon as there is an owner who can act: from then on nobody sets up again. */
export function hasActiveOwner(db: Database): boolean {
  return db.query<{ id: number }, []>(`SELECT id FROM people WHERE ${activeOwner} LIMIT 1`).get() !== null;
}

type NewPerson = {
  email: string;
  name: string;
  role: Role;
  language: Language;
  password_hash: string | null;
  created_at: string;
};

/** The new id; null when the e-mail address is taken. */
export function insertPerson(db: Database, person: NewPerson): number | null {
  const row = db
    .query<{ id: number }, [NewPerson]>(
      `INSERT INTO people (email, name, role, language, password_hash, created_at)
       VALUES ($email, $name, $role, $language, $password_hash, $created_at)
       ON CONFLICT (email) DO NOTHING RETURNING id`,
    )
    .get(person);
  return row?.id ?? null;
}

/** False when nothing changed: there is no such person, they have the role already, or nobody else could act as owner. */
export function setRole(db: Database, personId: number, role: Role): boolean {
  return changed(
    db
      .query<null, { id: number; role: Role }>(
        `UPDATE people SET role = $role WHERE id = $id AND role <> $role
         AND (NOT (${activeOwner}) OR EXISTS (SELECT 1 FROM people o WHERE o.id <> $id AND ${ofOther}))`,
      )
      .run({ id: personId, role }),
  );
}

/** False when nothing changed, as above. */
export function setDisabled(db: Database, personId: number, at: string): boolean {
  return changed(
    db
      .query<null, { id: number; at: string }>(
        `UPDATE people SET disabled_at = $at WHERE id = $id AND disabled_at IS NULL
         AND (NOT (${activeOwner}) OR EXISTS (SELECT 1 FROM people o WHERE o.id <> $id AND ${ofOther}))`,
      )
      .run({ id: personId, at }),
  );
}

const ofOther = "o.role = 'owner' AND o.disabled_at IS NULL AND o.password_hash IS NOT NULL";

export function setEnabled(db: Database, personId: number): boolean {
  return changed(
    db
      .query<null, [number]>("UPDATE people SET disabled_at = NULL WHERE id = ? AND disabled_at IS NOT NULL")
      .run(personId),
  );
}

export function setName(db: Database, personId: number, name: string): boolean {
  return changed(
    db
      .query<null, [string, number, string]>("UPDATE people SET name = ? WHERE id = ? AND name <> ?")
      .run(name, personId, name),
  );
}

export function setLanguage(db: Database, personId: number, language: Language): void {
  db.query<null, [Language, number]>("UPDATE people SET language = ? WHERE id = ?").run(language, personId);
}

export function setWorking(db: Database, personId: number, { single_keys, after_ticket }: Working): void {
  db.query<null, [number, string, number]>("UPDATE people SET single_keys = ?, after_ticket = ? WHERE id = ?").run(
    single_keys ? 1 : 0,
    after_ticket,
    personId,
  );
}

export function setPasswordHash(db: Database, personId: number, hash: string): void {
  db.query<null, [string, number]>("UPDATE people SET password_hash = ? WHERE id = ?").run(hash, personId);
}

export function passwordHashOf(db: Database, personId: number): string | null {
  return (
    db.query<{ password_hash: string | null }, [number]>("SELECT password_hash FROM people WHERE id = ?").get(personId)
      ?.password_hash ?? null
  );
}

/** Who may log in with this address: somebody with a password who is not disabled. */
export function findAccount(db: Database, email: string): { id: number; password_hash: string } | null {
  return db
    .query<{ id: number; password_hash: string }, [string]>(
      "SELECT id, password_hash FROM people WHERE email = ? AND disabled_at IS NULL AND password_hash IS NOT NULL",
    )
    .get(email);
}

/** When half an hour has passed since somebody was last seen, a new visit begins and remembers when the one before ended. */
export function markSeen(db: Database, personId: number, at: string, visitOverBefore: string): void {
  db.query<null, { id: number; at: string; over: string }>(
    `UPDATE people SET seen_before_at = CASE WHEN last_seen_at < $over THEN last_seen_at ELSE seen_before_at END,
                       last_seen_at = $at
     WHERE id = $id`,
  ).run({ id: personId, at, over: visitOverBefore });
}

function changed({ changes }: { changes: number }): boolean {
  return changes > 0;
}
