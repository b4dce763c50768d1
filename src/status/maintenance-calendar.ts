import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import type { Language } from "#src/say.ts";
import { type Told, textOf, titleOf } from "./notice.ts";

type Calendar = { notices: readonly Told[]; name: string; language: Language; address: string; at: Date };

/** Planned work as events: moments in UTC, so that every calendar puts them right. An event keeps its UID while it moves. */
export function maintenanceCalendar({ notices, name, language, address, at }: Calendar): string {
  const calendar = ical({
    name,
    prodId: { company: "Aktion", product: "Aktion" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const notice of notices) {
    const last = notice.updates.at(-1);
    calendar.createEvent({
      id: `maintenance-${notice.id}@${new URL(address).host}`,
      sequence: Math.max(0, notice.updates.length - 1),
      start: new Date(notice.begins_at),
      end: new Date(notice.ends_at ?? notice.begins_at),
      stamp: last ? new Date(last.at) : at,
      summary: titleOf(notice, language),
      description: last ? textOf(last, language).text : "",
      url: `${address}/status/notices/${notice.id}`,
      status: last?.state === "cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
