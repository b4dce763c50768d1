import type { Database } from "bun:sqlite";
import type { AgendaPoint, AgendaSource } from "#src/round/agenda.ts";
import { serviceSubject, systemSubject } from "#src/round/subject.ts";
import { listServices, listSystems } from "#src/services/store.ts";
import { readCompany } from "#src/settings/store.ts";
import { dayIn } from "#src/when.ts";
import { type Check, isAboutOld, type Trouble } from "./check.ts";
import { dayBounds } from "./days.ts";
import { listChecks } from "./store.ts";
import { troublesOver } from "./trouble-store.ts";
import { formatUptime } from "./uptime.ts";
import { checksWeek } from "./week.ts";
import { lasting } from "./words.ts";

/** What fell since the last round, and what is down now: one point for each check. */
export const checkPoints: AgendaSource = (db, since, today) => {
  const { time_zone } = readCompany(db);
  const from = since.at ?? new Date(dayBounds(since.on, time_zone).from).toISOString();
  const until = new Date(dayBounds(today, time_zone).until).toISOString();
  const told = troublesOver(db, from).filter(({ kind, from_at }) => kind !== "degraded" && from_at < until);
  const byCheck = Map.groupBy(told, ({ check_id }) => check_id);
  return listChecks(db).flatMap((check) => {
    const mine = byCheck.get(check.id) ?? [];
    return mine.length === 0 ? [] : [pointOf(db, check, mine, time_zone, until)];
  });
};

/** How much of the time since the last round what is ours answered. Nothing to say while nothing is watched. */
export const uptimePoints: AgendaSource = (db, since, today) => {
  const { time_zone } = readCompany(db);
  const from = since.at ?? new Date(dayBounds(since.on, time_zone).from).toISOString();
  const until = new Date(dayBounds(today, time_zone).from).toISOString();
  const { uptime, all } = checksWeek(db, { from, until });
  if (uptime === null || until <= from) return [];
  return [
    {
      subject: "checks:uptime",
      title: { de: "Prüfungen", en: "Checks" },
      href: "/checks",
      owner: null,
      section: "changed",
      text: {
        de: `Verfügbar seit der letzten Runde: ${formatUptime(uptime, "de")}, ${all} ${all === 1 ? "Prüfung" : "Prüfungen"}`,
        en: `Available since the last round: ${formatUptime(uptime, "en")}, ${all} ${all === 1 ? "check" : "checks"}`,
      },
      on: null,
      red: false,
    },
  ];
};

function pointOf(
  db: Database,
  check: Check,
  troubles: readonly Trouble[],
  timeZone: string,
  until: string,
): AgendaPoint {
  const open = troubles.find(({ over_at }) => over_at === null);
  const total = troubles.reduce((sum, one) => sum + Date.parse(one.until_at ?? until) - Date.parse(one.from_at), 0);
  return {
    ...subjectOf(db, check),
    section: open ? "stuck" : "changed",
    text: open ? openWords(check, open) : overWords(check, troubles.length, total),
    on: dayIn(timeZone, new Date((open ?? troubles.at(-1)!).from_at)),
    red: open?.kind === "down" || open?.kind === "unstable",
  };
}

function openWords(check: Check, { kind, seen }: Trouble) {
  const old = isAboutOld(check);
  const why = (language: "de" | "en") => (seen?.reason ? ` ${seen.reason[language]}` : "");
  if (kind === "expiry") return { de: `${check.name}: läuft bald ab`, en: `${check.name}: expires soon` };
  return {
    de: `${check.name}: ${old ? "noch nicht weg." : "gestört."}${why("de")}`,
    en: `${check.name}: ${old ? "not gone yet." : "down."}${why("en")}`,
  };
}

function overWords(check: Check, count: number, total_ms: number) {
  return {
    de: `${check.name} war ${count === 1 ? "einmal" : `${count}-mal`} gestört, zusammen ${lasting(total_ms, "de")}`,
    en: `${check.name} was down ${count === 1 ? "once" : `${count} times`}, ${lasting(total_ms, "en")} in all`,
  };
}

/** Spoken of with its service or system, where it has one. */
function subjectOf(db: Database, check: Check) {
  const service = listServices(db).find(({ id }) => id === check.service_id);
  if (service) return serviceSubject(service);
  const system = listSystems(db).find(({ id }) => id === check.system_id);
  if (system) return systemSubject(system, null);
  const title = { de: check.name, en: check.name };
  return { subject: `check:${check.slug}`, title, href: `/checks/${check.slug}`, owner: null };
}
