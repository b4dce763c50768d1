import type { Day } from "#src/when.ts";

const formats: Partial<Record<string, Intl.DateTimeFormat>> = {};

/** The moment a day begins somewhere, as ISO in UTC: `2026-11-23` in Zurich is `2026-11-22T23:00:00.000Z`. */
export function startOfDay(day: Day, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let moment = midnight;
  for (let step = 0; step < 2; step += 1) moment += midnight - clockAt(moment, timeZone);
  return new Date(moment).toISOString();
}

/** What the clock there shows, as if it were UTC. */
function clockAt(moment: number, timeZone: string): number {
  formats[timeZone] ??= new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return Date.parse(`${formats[timeZone].format(moment).replace(" ", "T")}Z`);
}
