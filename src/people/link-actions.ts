import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { recordPerson } from "./entry.ts";
import { deleteLinks, findOpenLink, insertLink, type LinkKind, type OpenLink, useLink } from "./link-store.ts";
import { hashSecret, newSecret } from "./secret.ts";
import { after } from "./session.ts";
import { deleteSessions } from "./session-store.ts";
import { hasActiveOwner, insertPerson, setName, setPasswordHash } from "./store.ts";

const hoursOf: Record<LinkKind, number> = { setup: 24, invitation: 72, reset: 24 };

/** Makes a link's secret; whatever link there was before stops working. Call it inside a transaction. */
export function issueLink(db: Database, kind: LinkKind, personId: number | null, at: Date): string {
  const secret = newSecret();
  deleteLinks(db, personId);
  insertLink(db, {
    token_hash: hashSecret(secret),
    kind,
    person_id: personId,
    created_at: at.toISOString(),
    expires_at: after(at, { hours: hoursOf[kind] }),
  });
  return secret;
}

/** The secret of a new set-up link, valid for a day; null as soon as an owner can log in. */
export function issueSetupLink(db: Database, { at }: { at: Date }): string | null {
  return db.transaction(() => (hasActiveOwner(db) ? null : issueLink(db, "setup", null, at))).immediate();
}

/** Whom a link is for. Looking at it does not use it up. Throws a Problem when it no longer works. */
export function openLink(db: Database, kind: LinkKind, secret: string, at: Date): OpenLink {
  const link = findOpenLink(db, kind, hashSecret(secret), at.toISOString());
  if (!link || (kind === "setup" && hasActiveOwner(db))) throw over(kind);
  return link;
}

type FirstOwner = { name: string; email: string; language: "de" | "en"; password_hash: string };

/** Gives the new owner's id; null when somebody invited already has this address. */
export function setUpFirstOwner(db: Database, secret: string, owner: FirstOwner, at: Date): number | null {
  return db
    .transaction(() => {
      if (hasActiveOwner(db)) throw over("setup");
      const id = insertPerson(db, { ...owner, role: "owner", created_at: at.toISOString() });
      if (id === null) return null;
      if (!useLink(db, "setup", hashSecret(secret), at.toISOString())) throw over("setup");
      const words = { email: owner.email, name: owner.name };
      recordPerson(db, "person.set-up", id, { by: `person:${id}`, at, facts: { role: "owner" }, words });
      return id;
    })
    .immediate();
}

type Joining = { name: string; password_hash: string };

/** Gives the person's id. */
export function acceptInvitation(db: Database, secret: string, { name, password_hash }: Joining, at: Date): number {
  return db
    .transaction(() => {
      const personId = used(db, "invitation", secret, at);
      const renamed = setName(db, personId, name);
      setPasswordHash(db, personId, password_hash);
      const words = renamed ? { name } : {};
      recordPerson(db, "person.joined", personId, { ...byThemselves(personId, at), words });
      return personId;
    })
    .immediate();
}

/** Gives the person's id. Ends every session of theirs: whoever had one may be the reason for the reset. */
export function resetPassword(db: Database, secret: string, hash: string, at: Date): number {
  return db
    .transaction(() => {
      const personId = used(db, "reset", secret, at);
      setPasswordHash(db, personId, hash);
      deleteSessions(db, personId, null);
      recordPerson(db, "person.password-reset", personId, byThemselves(personId, at));
      return personId;
    })
    .immediate();
}

function used(db: Database, kind: LinkKind, secret: string, at: Date): number {
  const { person_id } = openLink(db, kind, secret, at);
  if (!useLink(db, kind, hashSecret(secret), at.toISOString())) throw over(kind);
  return person_id!;
}

function byThemselves(personId: number, at: Date): Done {
  return { by: `person:${personId}`, at };
}

function over(kind: LinkKind): Problem {
  return new Problem("not-found", overSentences[kind]);
}

const overSentences: Record<LinkKind, { de: string; en: string }> = {
  setup: {
    de: "Dieser Link zum Einrichten gilt nicht mehr. Solange niemand eingerichtet ist, zeigt jeder Start von Aktion einen neuen.",
    en: "This set-up link no longer works. Until somebody has set up, every start of Aktion shows a new one.",
  },
  invitation: {
    de: "Diese Einladung gilt nicht mehr. Bitten Sie die Person, die Sie eingeladen hat, um einen neuen Link.",
    en: "This invitation no longer works. Ask whoever invited you for a new link.",
  },
  reset: {
    de: "Dieser Link gilt nicht mehr. Bitten Sie eine Inhaberin oder einen Inhaber um einen neuen.",
    en: "This link no longer works. Ask an owner for a new one.",
  },
};
