import type { Database } from "bun:sqlite";
import { sessionSecret } from "#src/http/cookie.ts";
import { acceptedLanguage, namedLanguage } from "#src/http/language.ts";
import type { Visitor } from "#src/http/visitor.ts";
import type { Reader } from "#src/reader.ts";
import { readCompany } from "#src/settings/store.ts";
import type { Settings } from "#src/settings.ts";
import { writeLightly } from "#src/storage/lightly.ts";
import { dayIn } from "#src/when.ts";
import { openTicketsFor } from "./open-tickets.ts";
import { hashSecret } from "./secret.ts";
import { before, idleSince, visitOverBefore } from "./session.ts";
import { findSignedIn, markSessionSeen, type SignedIn } from "./session-store.ts";
import { markSeen } from "./store.ts";
import { findTokenInForce, markTokenUsed } from "./token-store.ts";
import { unreadFor } from "./unread.ts";

type Identified = { visitor: Visitor; reader: Reader };

/** Who sent a request: under /api a bearer token and nothing else, everywhere else the session cookie and nothing else. */
export function identifyIn(db: Database, settings: Settings) {
  return (request: Request, at: Date): Identified => {
    const path = pathOf(request.url);
    const person = isForMachines(path) ? null : signedIn(db, request, settings, at);
    const visitor = person ? visitorOf(person) : isForMachines(path) ? tokenOf(db, request, at) : nobody;
    return { visitor, reader: readerOf(db, request, { person, path, at }) };
  };
}

const nobody: Visitor = { kind: "nobody" };

/** Path and query as they were asked for. Two slashes at the start would name another host in a link. */
function pathOf(url: string): string {
  return url.slice(url.indexOf("/", 8)).replace(/^\/+/, "/");
}

function isForMachines(path: string): boolean {
  return /^\/api([/?]|$)/.test(path);
}

function signedIn(db: Database, request: Request, settings: Settings, at: Date): SignedIn | null {
  const secret = sessionSecret(request);
  if (!secret) return null;
  const person = findSignedIn(db, hashSecret(secret), at.toISOString(), idleSince(settings, at));
  const isNews = person !== null && person.session_seen_at < before(at, { minutes: 1 });
  if (isNews && !isByItself(request)) seen(db, person, at);
  return person;
}

/** A page that keeps itself up to date is nobody at the keyboard: an idle session ends all the same. */
export function isByItself(request: Request): boolean {
  return request.headers.has("x-by-itself");
}

/** Whether whoever sent a request is still logged in: for what stays open long after it was asked for. */
export function stillIn(db: Database, settings: Settings, request: Request, at: Date): boolean {
  const secret = sessionSecret(request);
  return secret !== null && findSignedIn(db, hashSecret(secret), at.toISOString(), idleSince(settings, at)) !== null;
}

function seen(db: Database, { id, handle }: SignedIn, at: Date): void {
  writeLightly(db, () => {
    markSessionSeen(db, handle, at.toISOString());
    markSeen(db, id, at.toISOString(), visitOverBefore(at));
  });
}

function visitorOf({ id, role, handle }: SignedIn): Visitor {
  return { kind: "person", id, role, session: handle };
}

function tokenOf(db: Database, request: Request, at: Date): Visitor {
  const secret = request.headers.get("authorization")?.match(/^Bearer +(\S+)$/i)?.[1];
  const token = secret ? findTokenInForce(db, hashSecret(secret)) : null;
  if (!token) return nobody;
  if ((token.last_used_at ?? "") < before(at, { minutes: 1 }))
    writeLightly(db, () => markTokenUsed(db, token.id, at.toISOString()));
  return { kind: "token", id: token.id, scope: token.scope };
}

type Reading = { person: SignedIn | null; path: string; at: Date };

function readerOf(db: Database, request: Request, { person, path, at }: Reading): Reader {
  const company = readCompany(db);
  const chosen = () =>
    namedLanguage(path.split("?")[1] ?? "") ?? acceptedLanguage(request.headers.get("accept-language"));
  return {
    person: person ? { id: person.id, name: person.name, email: person.email, role: person.role } : null,
    language: person?.language ?? chosen() ?? company.language,
    path,
    company,
    now: at,
    today: dayIn(company.time_zone, at),
    open_tickets: person ? openTicketsFor(db, person.id) : 0,
    ...(person ? { working: { single_keys: person.single_keys === 1, after_ticket: person.after_ticket } } : {}),
    unread: person ? unreadFor(db, person.id) : 0,
  };
}
