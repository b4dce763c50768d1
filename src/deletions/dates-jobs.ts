import type { App } from "#src/context.ts";
import type { Job } from "#src/jobs/scheduler.ts";
import { remindOfDates } from "./dates-actions.ts";

/** Asks every minute whether it is morning. */
export function datesJobs({ db, settings }: Pick<App, "db" | "settings">): Job[] {
  return [{ name: "reminders of dates", every_ms: 60_000, run: (at) => remindOfDates(db, at, settings.publicUrl) }];
}
