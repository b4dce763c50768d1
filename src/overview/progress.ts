import type { Language } from "#src/say.ts";
import { knownFacts, startOf } from "#src/services/dated.ts";
import { isDeleted } from "#src/services/old-data.ts";
import type { RegisterFacts } from "#src/services/register.ts";
import { targetWhen } from "#src/services/service.ts";
import { named } from "#src/settings/company.ts";
import { type Day, formatWhen, periodEnd, type When } from "#src/when.ts";

export type Point = { day: Day; live: number; deleted: number };

/** A target that was moved, or passed while the service was not live. */
export type Slip = { service: string; from: When; to: When };

export type Progress = { points: Point[]; services: number; oldSystems: number; slips: Slip[] };

type Changes = Map<Day, { live: number; deleted: number }>;

/** How many services were live and how many old systems deleted, day by day, told with what is known at `knownAt`. */
export function progressOf(facts: RegisterFacts, knownAt: Day, language: Language): Progress {
  const changes: Changes = new Map();
  const services = facts.services.filter((service) => service.archived_on === null || service.archived_on > knownAt);
  const ids = new Set(services.map(({ id }) => id));
  const reports = Map.groupBy(facts.stageReports, (fact) => fact.service_id);
  for (const { id } of services) {
    const stages = knownFacts(reports.get(id) ?? [], knownAt).map((fact) => ({
      day: startOf(fact),
      on: fact.stage === "live",
    }));
    count(changes, "live", stages);
  }
  const old = new Set(
    knownFacts(facts.replacements, knownAt)
      .flatMap((edge) => (ids.has(edge.service_id) ? [edge.from_system_id] : []))
      .filter((id) => id !== null),
  );
  const data = Map.groupBy(facts.oldDataReports, (fact) => fact.system_id);
  for (const id of old) {
    const states = knownFacts(data.get(id) ?? [], knownAt).map((fact) => ({
      day: startOf(fact),
      on: isDeleted(fact.state),
    }));
    count(changes, "deleted", states);
  }
  return {
    points: summed(changes),
    services: services.length,
    oldSystems: old.size,
    slips: slipsOf(facts, ids, knownAt, language),
  };
}

function count(changes: Changes, what: "live" | "deleted", states: readonly { day: Day; on: boolean }[]): void {
  let was = false;
  for (const { day, on } of states) {
    if (on === was) continue;
    const change = changes.get(day) ?? { live: 0, deleted: 0 };
    change[what] += on ? 1 : -1;
    changes.set(day, change);
    was = on;
  }
}

function summed(changes: Changes): Point[] {
  let live = 0;
  let deleted = 0;
  return [...changes.keys()].sort().map((day) => {
    live += changes.get(day)!.live;
    deleted += changes.get(day)!.deleted;
    return { day, live, deleted };
  });
}

function slipsOf(facts: RegisterFacts, services: ReadonlySet<number>, knownAt: Day, language: Language): Slip[] {
  const byService = Map.groupBy(facts.targets, (fact) => fact.service_id);
  return facts.services.flatMap((service) => {
    const targets = services.has(service.id) ? knownFacts(byService.get(service.id) ?? [], knownAt) : [];
    return targets.slice(1).flatMap((target, index) => {
      const [from, to] = [targetWhen(targets[index]!), targetWhen(target)];
      const later = from.on !== null && to.on !== null && periodEnd(to.on) > periodEnd(from.on);
      return later ? [{ service: named(service, language), from, to }] : [];
    });
  });
}

/** "Newsletter von «noch 2020» auf «erste Monate 2021»" */
export function slipWords({ service, from, to }: Slip, language: Language): string {
  const [before, after] = [formatWhen(from, language), formatWhen(to, language)];
  return language === "de" ? `${service} von «${before}» auf «${after}»` : `${service} from "${before}" to "${after}"`;
}
