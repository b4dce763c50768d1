import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { longestTag, type Tag, tagKey, tagNames } from "./tag.ts";
import {
  deleteTag,
  deleteTicketTag,
  findTag,
  findTagByKey,
  insertTag,
  insertTicketTag,
  type LeavingTag,
  leavingTags,
  markLeaving,
  setTagName,
  someTagged,
} from "./tag-store.ts";
import { ticketFor } from "./ticket-access.ts";
import { type TicketDone, tell } from "./ticket-actions.ts";

/** So many tags at a time; more is a pasted text. */
const mostAtOnce = 20;

/** Puts tags on a ticket, as they are typed with commas between. A word that nobody used so far becomes a tag by it. Gives what is new on it. */
export function tagTicket(db: Database, ticketId: number, typed: string, done: TicketDone): Tag[] {
  return db
    .transaction(() => {
      ticketFor(db, ticketId, done.by);
      const tags = readTags(typed).map((name) => tagNamed(db, name, done.at));
      const added = tags.filter(({ id }) => insertTicketTag(db, ticketId, id));
      if (added.length === 0) throw new Problem("conflict", taggedAlready);
      tell(db, ticketId, "ticket.tagged", done, { tags: namesOf(added) });
      return added;
    })
    .immediate();
}

/** Takes tags off a ticket. */
export function untagTicket(db: Database, ticketId: number, typed: string, done: TicketDone): Tag[] {
  return db
    .transaction(() => {
      ticketFor(db, ticketId, done.by);
      const tags = readTags(typed).flatMap((name) => findTagByKey(db, tagKey(name)) ?? []);
      const removed = tags.filter(({ id }) => deleteTicketTag(db, ticketId, id));
      if (removed.length === 0) throw new Problem("conflict", notTagged);
      tell(db, ticketId, "ticket.untagged", done, { tags: namesOf(removed) });
      return removed;
    })
    .immediate();
}

const namesOf = (tags: readonly Tag[]) => tags.map(({ name }) => name).join(", ");

/** The names that were typed; a Problem says what is wrong with them. */
export function readTags(typed: string): string[] {
  const names = tagNames(typed);
  if (names.length === 0) throw new Problem("invalid", noTag);
  const long = names.find((name) => name.length > longestTag);
  if (long !== undefined) throw new Problem("invalid", tooLong(long));
  if (names.length > mostAtOnce) throw new Problem("invalid", tooMany);
  return names;
}

function tagNamed(db: Database, name: string, at: Date): Tag {
  return findTagByKey(db, tagKey(name)) ?? insertTag(db, { key: tagKey(name), name, at: at.toISOString() });
}

/** Another word for the same tag, on all tickets at once. */
export function renameTag(db: Database, tagId: number, typed: string, { by, at }: Done): void {
  db.transaction(() => {
    const tag = existing(db, tagId);
    const [name, ...more] = readTags(typed);
    if (more.length > 0) throw new Problem("invalid", oneWord);
    if (!setTagName(db, tagId, tagKey(name!), name!)) throw new Problem("conflict", takenAlready(name!));
    noteActivity(db, { what: "tag.renamed", about: `tag:${tagId}`, by, at, detail: { from: tag.name, to: name } });
  }).immediate();
}

/** Makes one tag of two. From this moment there is only the other; the tickets follow in small steps (`sweepTags`). */
export function mergeTag(db: Database, tagId: number, intoTyped: string, { by, at }: Done): void {
  db.transaction(() => {
    const tag = existing(db, tagId);
    const into = findTagByKey(db, tagKey(intoTyped));
    if (into === null) throw new Problem("not-found", noSuchTag(intoTyped));
    if (into.id === tagId) throw new Problem("invalid", sameTag);
    markLeaving(db, tagId, into.id, at.toISOString());
    noteActivity(db, { what: "tag.merged", about: `tag:${into.id}`, by, at, detail: { from: tag.name } });
  }).immediate();
}

/** Takes a tag off all tickets, in every mailbox; the tickets follow in small steps (`sweepTags`). */
export function removeTag(db: Database, tagId: number, { by, at }: Done): void {
  db.transaction(() => {
    const tag = existing(db, tagId);
    markLeaving(db, tagId, null, at.toISOString());
    noteActivity(db, { what: "tag.removed", about: `tag:${tagId}`, by, at, detail: { name: tag.name } });
  }).immediate();
}

const sweptAtOnce = 100;

/** Does what is left of merging and removing tags, a little at a time so that others have their turn; begins again after a crash. */
export async function sweepTags(db: Database): Promise<void> {
  for (let leaving = leavingTags(db)[0]; leaving; leaving = leavingTags(db)[0]) {
    const tag = leaving;
    db.transaction(() => sweepSome(db, tag)).immediate();
    await Bun.sleep(0);
  }
}

function sweepSome(db: Database, { id, becomes }: LeavingTag): void {
  const tickets = someTagged(db, id, sweptAtOnce);
  for (const ticket of tickets) {
    if (becomes !== null) insertTicketTag(db, ticket, becomes);
    deleteTicketTag(db, ticket, id);
  }
  if (tickets.length < sweptAtOnce) deleteTag(db, id);
}

function existing(db: Database, id: number): Tag {
  const tag = findTag(db, id);
  if (tag === null)
    throw new Problem("not-found", {
      de: "Dieses Schlagwort gibt es nicht mehr.",
      en: "There is no such tag any more.",
    });
  return tag;
}

const noTag = { de: "Welches Schlagwort? Tippen Sie ein Wort.", en: "Which tag? Type a word." };
const tooMany = { de: `Höchstens ${mostAtOnce} Schlagwörter auf einmal.`, en: `At most ${mostAtOnce} tags at a time.` };
const oneWord = { de: "Ein Schlagwort, ohne Komma.", en: "One tag, without a comma." };
const sameTag = { de: "Das ist dasselbe Schlagwort.", en: "That is the same tag." };
const taggedAlready = {
  de: "Die Anfrage trägt das schon als Schlagwort.",
  en: "The ticket carries that tag already.",
};
const notTagged = { de: "Die Anfrage trägt dieses Schlagwort nicht.", en: "The ticket does not carry that tag." };

function tooLong(name: string) {
  const begins = name.slice(0, 20);
  return {
    de: `Ein Schlagwort hat höchstens ${longestTag} Zeichen; «${begins}…» ist länger.`,
    en: `A tag has at most ${longestTag} characters; "${begins}…" is longer.`,
  };
}

function takenAlready(name: string) {
  return {
    de: `«${name}» gibt es schon. Führen Sie die beiden zusammen.`,
    en: `"${name}" is there already. Merge the two.`,
  };
}

function noSuchTag(typed: string) {
  const name = typed.trim().slice(0, longestTag);
  return { de: `Ein Schlagwort «${name}» gibt es nicht.`, en: `There is no tag "${name}".` };
}
