import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import { forgetDays } from "./day-store.ts";
import { beginFanout } from "./fanout-store.ts";
import { openWindow } from "./from-checks.ts";
import { type ImpactOn, type IncidentState, type Notice, type Told, touched } from "./notice.ts";
import {
  findNotice,
  insertNotice,
  insertUpdate,
  markClosed,
  markDropped,
  markPublished,
  type NoticeWords,
  reopen,
  replaceDraftUpdates,
  setWindow,
  stampDraftUpdates,
  updateNoticeWords,
} from "./notice-store.ts";

export type Words = { text: string; text_en: string | null };
export type Titled = Pick<Notice, "title" | "title_en">;

/** An incident as somebody first writes it down. */
export type NewIncident = Titled & Words & { state: IncidentState; impacts: readonly ImpactOn[]; begins_at: string };

/** Writes an incident down as a draft: only the team sees it. Gives its number. */
export function draftIncident(
  db: Database,
  incident: NewIncident,
  done: Done,
  source: Notice["source"] = "hand",
): number {
  const { title, title_en, begins_at, state, impacts } = incident;
  return db
    .transaction(() => {
      const plan = { begins_at, ends_at: null, reminder_min: "", tells: 1 as const };
      const born = { created_by: done.by, created_at: done.at.toISOString() };
      const id = insertNotice(db, { kind: "incident", title, title_en, source, ...plan, ...born });
      addUpdate(db, id, { ...incident, state, impacts, tells: 1 }, done);
      note(db, id, "notice.drafted", done);
      return id;
    })
    .immediate();
}

/** What a draft says may change until it is published. Gives its number again. */
export function changeDraft(db: Database, id: number, incident: NewIncident, done: Done): number {
  db.transaction(() => {
    if (noticeIn(db, id).published_at !== null) throw isPublished;
    replaceDraftUpdates(db, id);
    updateNoticeWords(db, id, incident);
    addUpdate(db, id, { ...incident, tells: 1 }, done);
  }).immediate();
  return id;
}

/** From now on everybody can read it; `tells` sends it to subscribers. A draft is published once. */
export function publishNotice(db: Database, id: number, tells: boolean, done: Done): void {
  db.transaction(() => {
    const notice = noticeIn(db, id);
    const at = done.at.toISOString();
    if (!markPublished(db, id, at)) throw isPublished;
    stampDraftUpdates(db, id, at, done.by);
    const last = notice.updates.at(-1)!;
    if (last.state === "resolved") markClosed(db, id, at);
    if (notice.kind === "maintenance") setWindow(db, id, openWindow(db, notice, done));
    if (tells) beginFanout(db, last.id);
    reckonAnew(db, notice, done);
    note(db, id, "notice.published", { ...done, detail: { tells } });
  }).immediate();
}

export function dropDraft(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (!markDropped(db, id, done.at.toISOString())) throw isPublished;
    note(db, id, "notice.dropped", done);
  }).immediate();
}

export type Saying = Words & { state: Told["updates"][number]["state"]; impacts: readonly ImpactOn[]; tells: 0 | 1 };

/** One word more about an incident. "Resolved" closes it, anything else on a closed one opens it again. */
export function updateIncident(db: Database, id: number, saying: Saying, done: Done): number {
  return db
    .transaction(() => {
      const notice = published(db, id, "incident");
      if (notice.closed_at !== null && saying.state !== "resolved") reopen(db, id);
      const updateId = addUpdate(db, id, saying, done)!;
      if (saying.state === "resolved") markClosed(db, id, done.at.toISOString());
      if (saying.tells) beginFanout(db, updateId);
      reckonAnew(db, findNotice(db, id)!, done);
      note(db, id, `notice.${saying.state}`, { ...done, detail: { tells: saying.tells } });
      return updateId;
    })
    .immediate();
}

/** Why it happened and what follows from it, after the end. */
export function writePostmortem(db: Database, id: number, words: Words & { tells: 0 | 1 }, done: Done): number {
  return db
    .transaction(() => {
      const notice = published(db, id, "incident");
      if (notice.closed_at === null) throw notOver;
      const updateId = addUpdate(db, id, { ...words, state: "postmortem", impacts: [] }, done)!;
      if (words.tells) beginFanout(db, updateId);
      note(db, id, "notice.postmortem", done);
      return updateId;
    })
    .immediate();
}

/** Mends the title, or since when it has lasted: days that are drawn already are reckoned anew. */
export function correctNotice(db: Database, id: number, words: NoticeWords, done: Done): void {
  db.transaction(() => {
    const before = noticeIn(db, id);
    updateNoticeWords(db, id, words);
    const first = before.begins_at < words.begins_at ? before.begins_at : words.begins_at;
    reckonAnew(db, { ...before, begins_at: first }, done);
    note(db, id, "notice.corrected", done);
  }).immediate();
}

export function addUpdate(db: Database, noticeId: number, said: Saying, { by, at }: Done, key?: string): number | null {
  const { state, text, text_en, impacts, tells } = said;
  return insertUpdate(db, { notice_id: noticeId, state, text, text_en, tells, by, at: at.toISOString(), key }, impacts);
}

/** Days that are written down and that this reaches are forgotten, so that they are reckoned anew. */
export function reckonAnew(db: Database, notice: Told, { at }: Done): void {
  const from = todayAt(db, new Date(notice.begins_at));
  if (from < todayAt(db, at)) forgetDays(db, touched(notice), from);
}

export function note(
  db: Database,
  id: number,
  what: string,
  { by, at, detail }: Done & { detail?: Record<string, unknown> },
): void {
  noteActivity(db, { what, about: `notice:${id}`, by, at, ...(detail ? { detail } : {}) });
}

export function noticeIn(db: Database, id: number): Told {
  const notice = findNotice(db, id);
  if (!notice || notice.dropped_at !== null) throw missing;
  return notice;
}

export function published(db: Database, id: number, kind: Notice["kind"]): Told {
  const notice = noticeIn(db, id);
  if (notice.kind !== kind) throw missing;
  if (notice.published_at === null) throw isDraft;
  return notice;
}

const missing = new Problem("not-found", { de: "Diese Meldung gibt es nicht.", en: "There is no such notice." });
export const isPublished = new Problem("conflict", {
  de: "Diese Meldung ist schon veröffentlicht oder verworfen. Öffnen Sie die Seite neu.",
  en: "This notice has been published or dropped already. Open the page again.",
});
const isDraft = new Problem("conflict", {
  de: "Diese Meldung ist noch ein Entwurf. Veröffentlichen Sie sie zuerst.",
  en: "This notice is still a draft. Publish it first.",
});
const notOver = new Problem("conflict", {
  de: "Ein Nachbericht folgt auf das Ende. Melden Sie die Störung zuerst als behoben.",
  en: "A postmortem follows the end. Report the incident as resolved first.",
});
