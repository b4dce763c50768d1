import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import type { Settings } from "#src/settings.ts";
import { hearChecks } from "./checks-listener.ts";
import { freezeDays } from "./day-actions.ts";
import { exportWhenChanged } from "./exporting.ts";
import { fanOut } from "./fanout.ts";
import { statesOfChecks } from "./from-checks.ts";
import { keepPlans } from "./maintenance-jobs.ts";
import { raiseVersion } from "./page-store.ts";
import { mailAddress, siteOf } from "./site.ts";
import { purgeUnconfirmed } from "./subscriber-actions.ts";

type Running = { db: Database; settings: Settings; clock: () => Date };

const second_ms = 1000;
const hour_ms = 3_600_000;

/** What the status page does without being asked. */
export function statusJobs({ db, settings, clock }: Running): Job[] {
  const base = () => mailAddress(db, settings);
  const noticed = statesNoticed(db);
  const exporting = exportWhenChanged({ db, base });
  return [
    {
      name: "status page",
      every_ms: second_ms,
      run(at) {
        noticed(at);
        hearChecks(db, at);
        keepPlans(db, at);
        siteOf(db, settings).snapshot.refresh(at);
      },
    },
    { name: "status notices", every_ms: second_ms, run: (_, stopping) => fanOut({ db, base, clock }, stopping) },
    { name: "status export", every_ms: 5 * second_ms, run: (at, stopping) => exporting(at, stopping) },
    {
      name: "status cleared",
      every_ms: hour_ms,
      run(at) {
        purgeUnconfirmed(db, at);
        freezeDays(db, at);
      },
    },
  ];
}

/** Tells the page when a check is believed to be otherwise than a second ago. */
function statesNoticed(db: Database): (at: Date) => void {
  let before: string | null = null;
  return (at) => {
    const now = JSON.stringify([...statesOfChecks(db, at)]);
    if (before !== null && before !== now) raiseVersion(db);
    before = now;
  };
}
