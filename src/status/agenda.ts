import type { Database } from "bun:sqlite";
import type { AgendaPoint, AgendaSource, Subject } from "#src/round/agenda.ts";
import { serviceSubject } from "#src/round/subject.ts";
import { readCompany } from "#src/settings/store.ts";
import { type Day, dayIn, formatOn } from "#src/when.ts";
import { servicesOf } from "./affected.ts";
import { midnightOf } from "./days.ts";
import { stateNow, type Told, titleOf, touched, updateWords } from "./notice.ts";
import { incidentsBetween } from "./week.ts";
import { duration } from "./words.ts";

/** Incidents that last, or ended since the last round: with the service they touch, where it is one. */
export const incidentPoints: AgendaSource = (db, since, today) => {
  const { time_zone } = readCompany(db);
  const from = since.at ?? new Date(midnightOf(since.on, time_zone)).toISOString();
  const until = new Date(midnightOf(today, time_zone) + 86_400_000).toISOString();
  return incidentsBetween(db, { from, until }).map((notice) => pointOf(db, notice, time_zone, today));
};

function pointOf(db: Database, notice: Told, timeZone: string, today: Day): AgendaPoint {
  const day = dayIn(timeZone, new Date(notice.begins_at));
  const open = notice.closed_at === null;
  return {
    ...subjectOf(db, notice, today),
    section: open ? "stuck" : "changed",
    text: { de: textIn(notice, day, "de"), en: textIn(notice, day, "en") },
    on: day,
    red: open,
  };
}

function textIn(notice: Told, day: Day, language: "de" | "en"): string {
  const state = stateNow(notice);
  const title = titleOf(notice, language);
  const began = `${{ de: "Störung vom", en: "Incident of" }[language]} ${formatOn(day, language)}: ${title}`;
  if (notice.closed_at === null) return state ? `${began}, ${updateWords[state][language]}` : began;
  const seconds = (Date.parse(notice.ends_at ?? notice.closed_at) - Date.parse(notice.begins_at)) / 1000;
  const lasted = duration(seconds, language);
  return `${began}, ${{ de: "behoben nach", en: "resolved after" }[language]} ${lasted}`;
}

function subjectOf(db: Database, notice: Told, today: Day): Subject {
  const rows = servicesOf(db, touched(notice), today);
  if (rows.length === 1) return serviceSubject(rows[0]!.service);
  const title = { de: titleOf(notice, "de"), en: titleOf(notice, "en") };
  return { subject: `notice:${notice.id}`, title, href: `/status/notices/${notice.id}`, owner: null };
}
