import { addDays, type Day } from "#src/when.ts";
import { startOfDay } from "./day-start.ts";

/** When people begin to work: what was put off is there before them. */
const morning_ms = 7 * 3_600_000;

export const snoozeChoices = ["tomorrow", "monday", "week"] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

/** The morning that a choice means, in the company's time zone. */
export function snoozedUntil(choice: SnoozeChoice | Day, today: Day, timeZone: string): Date {
  return new Date(Date.parse(startOfDay(dayOf(choice, today), timeZone)) + morning_ms);
}

function dayOf(choice: SnoozeChoice | Day, today: Day): Day {
  if (choice === "tomorrow") return addDays(today, 1);
  if (choice === "week") return addDays(today, 7);
  if (choice !== "monday") return choice;
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  return addDays(today, weekday === 0 ? 1 : 8 - weekday);
}

export const inThePast = { de: "Der Zeitpunkt liegt in der Vergangenheit.", en: "That moment is in the past." };
