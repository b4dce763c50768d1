import type { Database } from "bun:sqlite";
import { listed } from "#src/number-words.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Component } from "./component.ts";
import { componentsFedBy, listFeeds } from "./component-store.ts";
import { forgetDays } from "./day-store.ts";
import { statesOfChecks } from "./from-checks.ts";
import { isRunning, type Told, touched } from "./notice.ts";
import { changeDraft, draftIncident, publishNotice, updateIncident } from "./notice-actions.ts";
import { openFromChecks, openNotices, setEnd } from "./notice-store.ts";
import { raiseVersion, readPage } from "./page-store.ts";
import { formatTime } from "#views/ui/moment.tsx";
import { readCompany } from "#src/settings/store.ts";

/** What a check is believed to be from a moment on, which may lie before the moment at which it was certain. */
export type Turned = { check_id: number; to: "up" | "degraded" | "down"; from_at: string };

const aktion = "aktion";
/** What falls within so long is one incident. */
const together_ms = 10 * 60_000;

/** Called by checks when what is believed of one changes, inside its transaction. */
export function checkTurned(db: Database, { check_id, to, from_at }: Turned, at: Date): void {
  const components = componentsFedBy(db, check_id);
  if (components.length === 0) return;
  raiseVersion(db);
  const since = todayAt(db, new Date(from_at));
  if (since < todayAt(db, at)) forgetDays(db, components.map(({ id }) => id), since);
  if (readPage(db).incidents_from_checks === "never") return;
  if (to === "down") fallen(db, withoutPlannedWork(db, components, at), from_at, at);
  else if (to === "up") risen(db, components, at);
}

/** Nobody is told of an outage that was planned. */
function withoutPlannedWork(db: Database, components: readonly Component[], at: Date): Component[] {
  const running = openNotices(db).filter((one) => isRunning(one, at.toISOString()));
  const planned = new Set(running.flatMap(touched));
  return components.filter(({ id }) => !planned.has(id));
}

function fallen(db: Database, components: readonly Component[], from_at: string, at: Date): void {
  const open = openFromChecks(db);
  const fresh = components.filter(({ id }) => !open.some((notice) => touched(notice).includes(id)));
  if (fresh.length === 0) return;
  const near = open.find((notice) => Math.abs(Date.parse(notice.begins_at) - Date.parse(from_at)) <= together_ms);
  if (near) return widen(db, near, fresh, at);
  const id = draftIncident(db, { ...wordsOf(db, fresh, from_at), impacts: downFor(fresh), begins_at: from_at }, { by: aktion, at }, "checks");
  if (readPage(db).incidents_from_checks === "publish") publishNotice(db, id, true, { by: aktion, at });
}

const downFor = (components: readonly Component[]) =>
  components.map(({ id }) => ({ component_id: id, impact: "down" as const }));

function wordsOf(db: Database, components: readonly Component[], from_at: string) {
  const time = formatTime(from_at, readCompany(db).time_zone);
  const de = listed(components.map(({ name }) => name), "de");
  const en = listed(components.map(({ name, name_en }) => name_en ?? name), "en");
  const many = components.length > 1;
  return {
    title: `${de} ${many ? "sind" : "ist"} gestört`,
    title_en: `${en} ${many ? "are" : "is"} down`,
    text: `Unsere Prüfungen melden seit ${time} Uhr eine Störung: ${de}. Wir sehen nach.`,
    text_en: `Our checks have reported a failure since ${time}: ${en}. We are looking into it.`,
    state: "investigating" as const,
  };
}

/** More of the same trouble: one incident, not two. */
function widen(db: Database, notice: Told, fresh: readonly Component[], at: Date): void {
  if (notice.published_at === null) return widenDraft(db, notice, fresh, at);
  const { text, text_en } = wordsOf(db, fresh, at.toISOString());
  const impacts = [...(notice.updates.at(-1)?.impacts ?? []), ...downFor(fresh)];
  updateIncident(db, notice.id, { text, text_en, impacts, state: "investigating", tells: 1 }, { by: aktion, at });
}

function widenDraft(db: Database, notice: Told, fresh: readonly Component[], at: Date): void {
  const first = notice.updates[0];
  if (!first) return;
  const impacts = [...first.impacts, ...downFor(fresh)];
  const { title, title_en, begins_at } = notice;
  const { text, text_en } = first;
  changeDraft(db, notice.id, { title, title_en, begins_at, text, text_en, impacts, state: "investigating" }, { by: aktion, at });
}

/** Everything behind an incident answers again. What people have taken over stays theirs to end. */
function risen(db: Database, components: readonly Component[], at: Date): void {
  const risen = new Set(components.map(({ id }) => id));
  for (const notice of openFromChecks(db).filter((one) => touched(one).some((id) => risen.has(id)))) {
    if (stillDown(db, notice, at)) continue;
    if (notice.published_at === null) setEnd(db, notice.id, at.toISOString());
    else if (notice.updates.every(({ by }) => by === aktion)) resolve(db, notice, at);
  }
}

function stillDown(db: Database, notice: Told, at: Date): boolean {
  const states = statesOfChecks(db, at);
  const mine = new Set(touched(notice));
  return listFeeds(db).some(({ component_id, check_id }) => mine.has(component_id) && states.get(check_id) === "down");
}

function resolve(db: Database, notice: Told, at: Date): void {
  const impacts = touched(notice).map((component_id) => ({ component_id, impact: "none" as const }));
  const words = { text: "Unsere Prüfungen melden: Alles antwortet wieder.", text_en: "Our checks report that everything answers again." };
  updateIncident(db, notice.id, { ...words, impacts, state: "resolved", tells: 1 }, { by: aktion, at });
}
