import type { App } from "#src/context.ts";
import type { Gauge } from "#src/http/health.ts";
import { type Figures, liveOf } from "./live.ts";
import { checksNow } from "./read.ts";
import { faceOf, needsPerson } from "./words.ts";

const none: Figures = {
  checks: 0,
  running: 0,
  waiting: 0,
  skipped: 0,
  started: 0,
  late_p99_ms: 0,
  late_max_ms: 0,
  unwritten: 0,
};

/** What is watched of the checks, and of the one who watches. */
export function checkGauges({ db }: App): Gauge[] {
  const figures = () => liveOf(db)?.figures() ?? none;
  const down = () => checksNow(db).filter((one) => needsPerson(faceOf(one))).length;
  return [
    { name: "aktion_checks", help: "Checks that run.", read: () => figures().checks },
    { name: "aktion_checks_down", help: "Checks that are down or unstable.", read: down },
    { name: "aktion_checks_running", help: "Checks that wait for an answer now.", read: () => figures().running },
    { name: "aktion_checks_waiting", help: "Checks that are due and wait for room.", read: () => figures().waiting },
    { name: "aktion_checks_started_total", help: "Checks started.", read: () => figures().started },
    {
      name: "aktion_checks_skipped_total",
      help: "Turns left out because the one before had not ended.",
      read: () => figures().skipped,
    },
    {
      name: "aktion_checks_lag_p99_ms",
      help: "99 of the last 100 checks started less late than this.",
      read: () => figures().late_p99_ms,
    },
    {
      name: "aktion_checks_lag_max_ms",
      help: "The latest start of a check since this was last asked.",
      read: () => figures().late_max_ms,
    },
    {
      name: "aktion_checks_unwritten",
      help: "Results that wait for the database.",
      read: () => figures().unwritten,
    },
  ];
}
