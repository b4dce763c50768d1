import type { AgendaPoint, AgendaSource } from "#src/round/agenda.ts";
import { readCompany } from "#src/settings/store.ts";
import { dayIn, formatOn } from "#src/when.ts";
import { startOfDay } from "./day-start.ts";
import { mailboxesOpenToAll } from "./mailbox-store.ts";
import { inboxWeek } from "./week.ts";

/**
 * Who waits too long, as a number. Minutes are read by everybody, so only mailboxes that everybody uses are spoken of: of all others not even
 * their name, and of none a subject or an address.
 */
export const ticketPoints: AgendaSource = (db, since, today) => {
  const { time_zone } = readCompany(db);
  const began = startOfDay(today, time_zone);
  const from = since.at ?? startOfDay(since.on, time_zone);
  return mailboxesOpenToAll(db).flatMap(({ id, slug, name }): AgendaPoint[] => {
    const { waiting, waiting_since } = inboxWeek(db, [id], { from, until: began }, began);
    if (waiting === 0 || waiting_since === null) return [];
    const day = dayIn(time_zone, new Date(waiting_since));
    return [
      {
        subject: `mailbox:${slug}`,
        title: { de: `Postfach ${name}`, en: `Mailbox ${name}` },
        href: "/inbox",
        owner: null,
        section: "stuck",
        text: {
          de: `${waiting === 1 ? "Eine Anfrage wartet" : `${waiting} Anfragen warten`} seit gestern oder länger, die erste seit ${formatOn(day, "de")}`,
          en: `${waiting === 1 ? "One ticket has" : `${waiting} tickets have`} waited since yesterday or longer, the first since ${formatOn(day, "en")}`,
        },
        on: day,
        red: true,
      },
    ];
  });
};
