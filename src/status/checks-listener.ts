import type { Database } from "bun:sqlite";
import { listed } from "#src/number-words.ts";
import { readCompany } from "#src/settings/store.ts";
import { todayAt } from "#src/settings/today.ts";
import { formatTime } from "#views/ui/moment.tsx";
import type { Component } from "./component.ts";
import { listComponents, listFeeds } from "./component-store.ts";
import { forgetDays } from "./day-store.ts";
import { isTroubled, newTroubles, type Trouble } from "./from-checks.ts";
import { isRunning, type Told, touched } from "./notice.ts";
import { changeDraft, draftIncident, publishNotice, updateIncident } from "./notice-actions.ts";
import { openFromChecks, openNotices, setEnd } from "./notice-store.ts";
import { lastHeard, raiseVersion, readPage, setHeard } from "./page-store.ts";

const aktion = "aktion";
/** What falls within so long is one incident. */
const together_ms = 10 * 60_000;

/**
 * Hears what checks have found since the last time, and makes or ends incidents of it. Safe to call at any time: what was heard is
 * written down with what was made of it, so a crash between two calls loses nothing and makes nothing twice.
 */
export function hearChecks(db: Database, at: Date): void {
  const troubles = newTroubles(db, lastHeard(db));
  const ending = openFromChecks(db).filter((notice) => notice.ends_at === null && !stillDown(db, notice, at));
  if (troubles.length === 0 && ending.length === 0) return;
  db.transaction(() => {
    for (const trouble of troubles) heard(db, trouble, at);
    for (const notice of ending) risen(db, notice, at);
  }).immediate();
}

function heard(db: Database, { id, check_id, from_at }: Trouble, at: Date): void {
  setHeard(db, id);
  const fed = new Set(listFeeds(db).flatMap((feed) => (feed.check_id === check_id ? [feed.component_id] : [])));
  const components = listComponents(db).filter((component) => fed.has(component.id));
  if (components.length === 0) return;
  raiseVersion(db);
  forgetDays(db, [...fed], todayAt(db, new Date(from_at)));
  if (readPage(db).incidents_from_checks !== "never") fallen(db, withoutPlannedWork(db, components, at), from_at, at);
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
  if (near) {
    widen(db, near, fresh, at);
    return;
  }
  const id = draftIncident(
    db,
    { ...wordsOf(db, fresh, from_at), impacts: downFor(fresh), begins_at: from_at },
    { by: aktion, at },
    "checks",
  );
  if (readPage(db).incidents_from_checks === "publish") publishNotice(db, id, true, { by: aktion, at });
}

const downFor = (components: readonly Component[]) =>
  components.map(({ id }) => ({ component_id: id, impact: "down" as const }));

function wordsOf(db: Database, components: readonly Component[], from_at: string) {
  const time = formatTime(from_at, readCompany(db).time_zone);
  const de = listed(
    components.map(({ name }) => name),
    "de",
  );
  const en = listed(
    components.map(({ name, name_en }) => name_en ?? name),
    "en",
  );
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
  if (notice.published_at === null) {
    widenDraft(db, notice, fresh, at);
    return;
  }
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
  changeDraft(
    db,
    notice.id,
    { title, title_en, begins_at, text, text_en, impacts, state: "investigating" },
    { by: aktion, at },
  );
}

/** Everything behind an incident answers again. What people have taken over stays theirs to end. */
function risen(db: Database, notice: Told, at: Date): void {
  if (notice.published_at === null) setEnd(db, notice.id, at.toISOString());
  else if (notice.updates.every(({ by }) => by === aktion)) resolve(db, notice, at);
}

/** Down, or not settled yet: an incident does not end between two falls. */
function stillDown(db: Database, notice: Told, at: Date): boolean {
  const mine = new Set(touched(notice));
  const checks = listFeeds(db).flatMap((feed) => (mine.has(feed.component_id) ? [feed.check_id] : []));
  return checks.length === 0 || checks.some((id) => isTroubled(db, id, at));
}

function resolve(db: Database, notice: Told, at: Date): void {
  const impacts = touched(notice).map((component_id) => ({ component_id, impact: "none" as const }));
  const words = {
    text: "Unsere Prüfungen melden: Alles antwortet wieder.",
    text_en: "Our checks report that everything answers again.",
  };
  updateIncident(db, notice.id, { ...words, impacts, state: "resolved", tells: 1 }, { by: aktion, at });
}
