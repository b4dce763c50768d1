import type { Database } from "bun:sqlite";
import { activityAbout } from "#src/activity/read.ts";
import type { Language } from "#src/say.ts";
import { byIn } from "#src/settings/history.ts";

/** Something that happened to a ticket, told between its messages. */
export type TicketEvent = { at: string; text: string };

type Names = { people: ReadonlyMap<number, string>; tokens: ReadonlyMap<number, string>; language: Language };

export function eventsOf(db: Database, ticketId: number, names: Names): TicketEvent[] {
  return activityAbout(db, `ticket:${ticketId}`).map(({ what, by, at }) => ({
    at,
    text: `${byIn(by, names)}: ${what}`,
  }));
}
