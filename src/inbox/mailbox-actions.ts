import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { listWebhooks } from "#src/outbox/webhook-store.ts";
import { listAssignable } from "#src/people/store.ts";
import { listTokens } from "#src/people/token-store.ts";
import { Problem } from "#src/problem.ts";
import { slugFrom } from "#src/settings/company.ts";
import { readCompany } from "#src/settings/store.ts";
import { todayAt } from "#src/settings/today.ts";
import type { MailboxRow } from "./mailbox.ts";
import {
  accessKinds,
  accessOf,
  clearNotices,
  grant,
  insertMailbox,
  type MailboxAccess,
  type MailboxColumns,
  revoke,
  secretsOf,
  updateMailbox,
} from "./mailbox-settings-store.ts";
import { findMailbox, findMailboxAt, findMailboxBySlug } from "./mailbox-store.ts";

type NewMailbox = { name: string; address: string };

/** Adds a mailbox that does nothing yet: paused until somebody starts it. Whoever adds it may use it. Gives its slug. */
export function addMailbox(db: Database, { name, address }: NewMailbox, done: Done): string {
  return db
    .transaction(() => {
      const company = readCompany(db);
      const created_at = done.at.toISOString();
      const slug = freeSlug(db, slugFrom(name));
      const { language } = company;
      const from_name = company.name;
      const id = insertMailbox(db, { slug, name, address, from_name, language, created_at, paused_at: created_at });
      if (id === null) throw taken(findMailbox(db, findMailboxAt(db, address)!.id)!);
      const person = personIn(done.by);
      if (person !== null) grant(db, id, "people", person);
      recordMailbox(db, "mailbox.added", slug, { ...done, words: { name, address } });
      return slug;
    })
    .immediate();
}

export type IdentityWords = Pick<
  MailboxRow,
  | "name"
  | "from_name"
  | "reply_to"
  | "signature"
  | "language"
  | "undo_s"
  | "subject_token"
  | "new_ticket_after_days"
  | "plus_addressing"
  | "authserv_id"
  | "same_subject_hours"
  | "tracker_senders"
>;

export function changeMailbox(db: Database, slug: string, words: IdentityWords, done: Done): void {
  db.transaction(() => change(db, usable(db, slug), "mailbox.changed", words, done)).immediate();
}

export type AutoReplyWords = Pick<MailboxRow, "auto_reply" | "auto_reply_subject" | "auto_reply_text" | "office_hours">;

export function setAutoReply(db: Database, slug: string, words: AutoReplyWords, done: Done): void {
  db.transaction(() => change(db, usable(db, slug), "mailbox.auto-reply-changed", words, done)).immediate();
}

/** Who may read and answer, and which programs and webhooks hear of it. Whom nobody knows is left out. */
export function setAccess(db: Database, slug: string, wanted: MailboxAccess, done: Done): void {
  db.transaction(() => {
    const { id } = usable(db, slug);
    const [before, known] = [accessOf(db, id), knownIds(db)];
    const facts: Record<string, number[]> = {};
    for (const kind of accessKinds) {
      const wished = wanted[kind].filter((one) => known[kind].includes(one));
      facts[`${kind}_added`] = wished.filter((one) => !before[kind].includes(one));
      facts[`${kind}_removed`] = before[kind].filter((one) => !wanted[kind].includes(one));
      for (const one of facts[`${kind}_added`]!) grant(db, id, kind, one);
      for (const one of facts[`${kind}_removed`]!) revoke(db, id, kind, one);
    }
    const told = Object.entries(facts).filter(([, ids]) => ids.length > 0);
    if (told.length > 0)
      recordMailbox(db, "mailbox.access-changed", slug, { ...done, facts: Object.fromEntries(told) });
  }).immediate();
}

function knownIds(db: Database): MailboxAccess {
  return {
    people: listAssignable(db).map(({ id }) => id),
    tokens: listTokens(db).flatMap(({ id, revoked_at }) => (revoked_at === null ? [id] : [])),
    webhooks: listWebhooks(db).flatMap(({ id, archived_at }) => (archived_at === null ? [id] : [])),
  };
}

/** The program's own mail leaves from here, or from nowhere. */
export function setNotices(db: Database, slug: string, sends: boolean, done: Done): void {
  db.transaction(() => {
    const mailbox = usable(db, slug);
    if (sends && mailbox.smtp_host === null) throw cannotSend;
    if (sends) clearNotices(db);
    change(db, mailbox, "mailbox.notices-changed", { sends_notices: sends ? 1 : 0 }, done);
  }).immediate();
}

/** Nothing is fetched until it is started again; what was written still leaves. */
export function pauseMailbox(db: Database, slug: string, done: Done): void {
  mark(db, slug, "mailbox.paused", ({ paused_at }) => paused_at === null && { paused_at: done.at.toISOString() }, done);
}

export function startMailbox(db: Database, slug: string, done: Done): void {
  mark(
    db,
    slug,
    "mailbox.started",
    ({ paused_at, imap_host, smtp_host }) => {
      if (imap_host === null && smtp_host === null) throw nothingSet;
      return paused_at !== null && { paused_at: null };
    },
    done,
  );
}

/** Out of the lists, nothing fetched, nothing sent; its tickets stay. */
export function archiveMailbox(db: Database, slug: string, done: Done): void {
  const archived = { archived_at: done.at.toISOString(), paused_at: done.at.toISOString(), sends_notices: 0 as const };
  mark(db, slug, "mailbox.archived", ({ archived_at }) => archived_at === null && archived, done);
}

/** Back, and paused: somebody looks at it before it fetches again. */
export function restoreMailbox(db: Database, slug: string, done: Done): void {
  mark(db, slug, "mailbox.restored", ({ archived_at }) => archived_at !== null && { archived_at: null }, done);
}

/** One entry when something changes, none when it was so before. */
function mark(
  db: Database,
  slug: string,
  what: string,
  to: (now: MailboxRow) => MailboxColumns | false,
  done: Done,
): void {
  db.transaction(() => {
    const mailbox = existing(db, slug);
    const columns = to(mailbox);
    if (columns === false) return;
    updateMailbox(db, mailbox.id, columns);
    recordMailbox(db, what, slug, done);
  }).immediate();
}

/** Writes what is different, and tells which columns; passwords are told as changed and never what they are. */
export function change(db: Database, mailbox: MailboxRow, what: string, to: MailboxColumns, done: Done): void {
  const before: MailboxColumns = { ...mailbox, ...secretsOf(db, mailbox.id) };
  const changed = Object.entries(to).filter(([name, value]) => before[name as keyof MailboxColumns] !== value);
  if (changed.length === 0) return;
  updateMailbox(db, mailbox.id, Object.fromEntries(changed) as MailboxColumns);
  const names = changed.map(([name]) => name);
  const told = changed.filter(([name]) => toldInWords.has(name)) as [string, string | null][];
  recordMailbox(db, what, mailbox.slug, {
    ...done,
    facts: { changed: names.sort() },
    words: Object.fromEntries(told),
  });
}

const toldInWords = new Set(["name", "from_name", "reply_to", "imap_host", "imap_user", "smtp_host", "smtp_user"]);

type Told = Done & { facts?: Record<string, unknown>; words?: Record<string, string | null> };

function recordMailbox(db: Database, what: string, slug: string, told: Told): void {
  record(db, { ...told, what, about: `mailbox:${slug}`, reported_on: todayAt(db, told.at) });
}

function existing(db: Database, slug: string): MailboxRow {
  const mailbox = findMailboxBySlug(db, slug);
  if (mailbox) return mailbox;
  throw new Problem("not-found", { de: "Dieses Postfach gibt es nicht.", en: "There is no such mailbox." });
}

export function usable(db: Database, slug: string): MailboxRow {
  const mailbox = existing(db, slug);
  if (mailbox.archived_at === null) return mailbox;
  throw new Problem("conflict", {
    de: "Dieses Postfach ist archiviert. Holen Sie es zuerst zurück.",
    en: "This mailbox is archived. Bring it back first.",
  });
}

function personIn(by: string): number | null {
  return by.startsWith("person:") ? Number(by.slice("person:".length)) : null;
}

/** Not `new`: that is the address of the form. */
function freeSlug(db: Database, wanted: string): string {
  const isTaken = (slug: string) => slug === "new" || findMailboxBySlug(db, slug) !== null;
  if (!isTaken(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!isTaken(`${wanted}-${number}`)) return `${wanted}-${number}`;
}

function taken({ name, archived_at }: MailboxRow): Problem {
  if (archived_at === null)
    return new Problem("conflict", {
      de: `Diese Adresse hat schon ein Postfach: «${name}».`,
      en: `This address has a mailbox already: "${name}".`,
    });
  return new Problem("conflict", {
    de: `Diese Adresse hat ein archiviertes Postfach: «${name}». Holen Sie es zurück.`,
    en: `This address has an archived mailbox: "${name}". Bring it back.`,
  });
}

const cannotSend = new Problem("conflict", {
  de: "Dieses Postfach kann noch nicht senden. Tragen Sie zuerst einen Server für den Versand ein.",
  en: "This mailbox cannot send yet. Enter a server for sending first.",
});

const nothingSet = new Problem("conflict", {
  de: "Das Postfach kann weder empfangen noch senden. Tragen Sie zuerst einen Server ein.",
  en: "The mailbox can neither receive nor send. Enter a server first.",
});
