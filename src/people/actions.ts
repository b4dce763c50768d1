import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import type { Role, Working } from "#src/reader.ts";
import type { Language } from "#src/say.ts";
import { recordPerson } from "./entry.ts";
import { issueLink } from "./link-actions.ts";
import { deleteLinks } from "./link-store.ts";
import type { PersonWithState } from "./person.ts";
import { deleteSessions } from "./session-store.ts";
import {
  findPerson,
  insertPerson,
  setDisabled,
  setEnabled,
  setLanguage,
  setName,
  setRole,
  setWorking,
} from "./store.ts";

export type Invitation = { email: string; name: string; role: Role; language: Language };

/** Adds a person who has no password yet; gives their id and the secret of their link. Null when the address is taken. */
export function invitePerson(db: Database, invitation: Invitation, done: Done): { id: number; secret: string } | null {
  return db
    .transaction(() => {
      const created = { ...invitation, password_hash: null, created_at: done.at.toISOString() };
      const id = insertPerson(db, created);
      if (id === null) return null;
      const { email, name, role } = invitation;
      recordPerson(db, "person.invited", id, { ...done, facts: { role }, words: { email, name } });
      return { id, secret: issueLink(db, "invitation", id, done.at) };
    })
    .immediate();
}

export function changeRole(db: Database, personId: number, role: Role, done: Done): void {
  db.transaction(() => {
    if (setRole(db, personId, role)) recordPerson(db, "person.role-changed", personId, { ...done, facts: { role } });
    else if (existing(db, personId).role !== role) throw lastOwner;
  }).immediate();
}

/** Ends every session of theirs and voids their link at the same moment. */
export function disablePerson(db: Database, personId: number, done: Done): void {
  db.transaction(() => {
    if (setDisabled(db, personId, done.at.toISOString())) {
      deleteSessions(db, personId, null);
      deleteLinks(db, personId);
      recordPerson(db, "person.disabled", personId, done);
    } else if (existing(db, personId).disabled_at === null) throw lastOwner;
  }).immediate();
}

export function enablePerson(db: Database, personId: number, done: Done): void {
  db.transaction(() => {
    if (setEnabled(db, personId)) recordPerson(db, "person.enabled", personId, done);
    else existing(db, personId);
  }).immediate();
}

/** A new way in for somebody: an invitation until they have a password, a reset from then on. Links from before stop working. */
export function renewLink(
  db: Database,
  personId: number,
  done: Done,
): { kind: "invitation" | "reset"; secret: string } {
  return db
    .transaction(() => {
      const person = existing(db, personId);
      if (person.disabled_at !== null) throw isDisabled;
      const kind = person.has_password ? ("reset" as const) : ("invitation" as const);
      recordPerson(db, "person.link-issued", personId, { ...done, facts: { kind } });
      return { kind, secret: issueLink(db, kind, personId, done.at) };
    })
    .immediate();
}

export function voidLink(db: Database, personId: number, done: Done): void {
  db.transaction(() => {
    existing(db, personId);
    if (deleteLinks(db, personId)) recordPerson(db, "person.link-voided", personId, done);
  }).immediate();
}

export function renamePerson(db: Database, personId: number, name: string, done: Done): void {
  db.transaction(() => {
    if (setName(db, personId, name)) recordPerson(db, "person.renamed", personId, { ...done, words: { name } });
  }).immediate();
}

export function chooseLanguage(db: Database, personId: number, language: Language): void {
  setLanguage(db, personId, language);
}

export function chooseWorking(db: Database, personId: number, working: Working): void {
  setWorking(db, personId, working);
}

function existing(db: Database, personId: number): PersonWithState {
  const person = findPerson(db, personId);
  if (!person) throw gone;
  return person;
}

const gone = new Problem("not-found", { de: "Diese Person gibt es nicht.", en: "There is no such person." });

const lastOwner = new Problem("conflict", {
  de: "Das ist die letzte Person, die Aktion verwalten kann. Machen Sie zuerst jemand anderen zur Inhaberin oder zum Inhaber.",
  en: "This is the last person who can manage Aktion. Make somebody else an owner first.",
});

const isDisabled = new Problem("conflict", {
  de: "Diese Person ist gesperrt. Lassen Sie sie zuerst wieder zu.",
  en: "This person is disabled. Enable them first.",
});
