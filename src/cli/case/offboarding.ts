import type { Database } from "bun:sqlite";
import { finishStep, planStep, startOffboarding } from "#src/deletions/offboarding-actions.ts";
import { listSteps } from "#src/deletions/offboarding-store.ts";
import type { StepCode } from "#src/deletions/step.ts";
import type { Done } from "#src/history/record.ts";
import { findSystem } from "#src/services/store.ts";
import type { When } from "#src/when.ts";

type Told = { step: StepCode; happened: When; note: string };

/** Only what the reports tell of leaving Slack. Who did it they do not say. */
const toldInReports: readonly Told[] = [
  {
    step: "decide",
    happened: { on: null, text: "vor 10.2020" },
    note: "Aus dem Bericht 10.2020: Slack wird durch Nextcloud Talk ersetzt. Als Schritt von uns ergänzt.",
  },
  {
    step: "request",
    happened: { on: "2020-12-08", text: null },
    note: "Aus dem Bericht 02.2021: gelöscht am 08.12.2020. Als Schritt von uns ergänzt.",
  },
];

/** Begins the leaving of Slack today; every date and every open step of it is ours, not the reports'. */
export function writeOffboarding(db: Database, done: Done): void {
  startOffboarding(db, "slack", done);
  const steps = listSteps(db, findSystem(db, "slack")!.id);
  for (const { step: code, happened, note } of toldInReports) {
    const step = steps.find((one) => one.code === code)!;
    planStep(db, "slack", step.id, { person: null, due_on: null, note }, done);
    finishStep(db, "slack", step.id, { happened, done_by: "im Bericht nicht genannt" }, done);
  }
  const confirmation = steps.find((one) => one.code === "confirmation")!;
  const note = "Von uns ergänzt: Die Berichte nennen keine Bestätigung.";
  planStep(db, "slack", confirmation.id, { person: "Toni Frei", due_on: confirmation.due_on, note }, done);
}
