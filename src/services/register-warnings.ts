import { assess } from "#src/law/assess.ts";
import { parentAccess } from "#src/law/parent-access.ts";
import { type Day, periodEnd, periodStart } from "#src/when.ts";
import { factsOn, knownFacts, type Moment, standingOn, startOf } from "./dated.ts";
import { deletionBegan, holdsData, isSettled } from "./old-data.ts";
import type { Indexed, Judging, Row, SystemOn } from "./register.ts";
import type { StageReport, Target } from "./service.ts";
import { isComplete } from "./system.ts";
import { type Warning, type WarningCode, warningCodes } from "./warning.ts";

type Context = { facts: Indexed; targets: readonly Target[]; moment: Moment; judging: Judging };

/** Every warning of a service on a day, in the order in which they are listed. */
export function warningsOf(row: Row, context: Context): Warning[] {
  const found: Record<WarningCode, string[] | null> = {
    "deleted-before-ready": some(row.from.filter((one) => deletedBeforeReady(row, one, context))),
    "replaced-not-deleted": row.stage === "live" ? some(row.from.filter((one) => !isSettled(one.old_data))) : null,
    "deletion-without-proof": some(row.from.filter((one) => one.proof?.level === "own-statement")),
    stale: row.stale ? [] : null,
    "target-slipped": targetSlipped(row, context) ? [] : null,
    "criterion-missed": some(row.to.filter((one) => missesCriterion(one, context))),
    "not-adequate": some(holding(row).filter((one) => isInadequate(one, context))),
    "parent-access": some(holding(row).filter((one) => isReachable(one, context))),
  };
  return warningCodes.flatMap((code) => (found[code] ? [{ code, systems: found[code] }] : []));
}

function some(systems: SystemOn[]): string[] | null {
  return systems.length > 0 ? systems.map((one) => one.system.slug) : null;
}

function holding(row: Row): SystemOn[] {
  return [...row.from, ...row.to].filter((one) => holdsData(one.old_data));
}

/**
 * Permanent: judged with everything known at `knownAt`, so that it does not come and go with `asOf`. Where the two periods overlap
 * (deleted on the 8th, live "in December") the order is not known, and nothing is claimed.
 */
function deletedBeforeReady(row: Row, { system }: SystemOn, { facts, moment }: Context): boolean {
  const began = factsOn(facts.oldDataReports.get(system.id) ?? [], moment).find((report) =>
    deletionBegan(report.state),
  );
  if (!began) return false;
  const reports = knownFacts(facts.stageReports.get(row.service.id) ?? [], moment.knownAt);
  const ready = reports.find((report) => report.stage === "ready" || report.stage === "live");
  if (!ready) return true;
  const latestBeginning = began.happened_on ? periodEnd(began.happened_on) : began.reported_on;
  return ready.happened_on !== null && latestBeginning < periodStart(ready.happened_on);
}

/** Moved later, or passed before live. A target in words alone cannot be compared. */
function targetSlipped(row: Row, { facts, targets, moment }: Context): boolean {
  const ends = targets.flatMap((target) => (target.target_on ? [periodEnd(target.target_on)] : []));
  if (ends.some((end, index) => index > 0 && end > ends[index - 1]!)) return true;
  const last = targets.at(-1)?.target_on ? ends.at(-1) : undefined;
  if (last === undefined) return false;
  const live = factsOn(facts.stageReports.get(row.service.id) ?? [], moment).find((report) => report.stage === "live");
  return last < (live ? startOfLive(live) : moment.asOf);
}

function startOfLive(live: StageReport): Day {
  return live.happened_on ? periodStart(live.happened_on) : startOf(live);
}

function missesCriterion({ system }: SystemOn, { facts, moment }: Context): boolean {
  const said = standingOn(facts.answers.get(system.id) ?? [], moment);
  const excepted = standingOn(facts.exceptions.get(system.id) ?? [], moment);
  return facts.criteria.some(({ id }) => {
    if (said.findLast((answer) => answer.criterion_id === id)?.answer !== "no") return false;
    const exception = excepted.findLast((one) => one.criterion_id === id);
    return !exception || !isComplete(exception, moment.asOf);
  });
}

function isInadequate({ system, places }: SystemOn, { moment, judging }: Context): boolean {
  return Object.values(places).some((place) => {
    if (!place?.country) return false;
    const { regime, ownIntervals: own } = judging;
    const certified = system.certified === 1;
    return assess({ regime, country: place.country, on: moment.asOf, certified, own }).effective === "inadequate";
  });
}

function isReachable({ places }: SystemOn, { moment }: Context): boolean {
  const access = places.parent?.country ? parentAccess(places.parent.country) : null;
  return access !== null && access.since <= moment.asOf;
}
