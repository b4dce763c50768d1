import type { Database } from "bun:sqlite";
import { listChecks } from "#src/checks/store.ts";
import { readRegister } from "#src/services/read.ts";
import type { ServiceOn } from "#src/services/register.ts";
import type { Day } from "#src/when.ts";
import { listComponentServices } from "./affected-store.ts";
import { listFeeds } from "./component-store.ts";
import { type Told, touched } from "./notice.ts";
import { noticesBetween } from "./notice-store.ts";

/** Which components stand for which services: what somebody said, and what the checks that feed them watch. */
function pairsOf(db: Database, rows: readonly ServiceOn[]): { component_id: number; service_id: number }[] {
  const checks = new Map(listChecks(db).map((check) => [check.id, check]));
  const fed = listFeeds(db).flatMap(({ component_id, check_id }) => {
    const check = checks.get(check_id);
    if (!check) return [];
    const watched = rows.filter(
      ({ service, to }) => service.id === check.service_id || to.some(({ system }) => system.id === check.system_id),
    );
    return watched.map(({ service }) => ({ component_id, service_id: service.id }));
  });
  return [...listComponentServices(db), ...fed];
}

/** The services of the register that some components stand for, as they are today. */
export function servicesOf(db: Database, componentIds: readonly number[], today: Day): ServiceOn[] {
  const rows = readRegister(db, { asOf: today, knownAt: today }).services;
  const pairs = pairsOf(db, rows).filter(({ component_id }) => componentIds.includes(component_id));
  const ids = new Set(pairs.map(({ service_id }) => service_id));
  return rows.filter(({ service }) => ids.has(service.id));
}

/** Incidents and maintenance of a time that touched a service, the newest first. */
export function noticesOfService(
  db: Database,
  serviceId: number,
  span: { from: string; until: string },
  today: Day,
): Told[] {
  const rows = readRegister(db, { asOf: today, knownAt: today }).services;
  const mine = new Set(
    pairsOf(db, rows).flatMap(({ component_id, service_id }) => (service_id === serviceId ? [component_id] : [])),
  );
  if (mine.size === 0) return [];
  return noticesBetween(db, span.from, span.until).filter((notice) => touched(notice).some((id) => mine.has(id)));
}
