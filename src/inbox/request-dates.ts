import type { DateSource } from "#src/deletions/dates.ts";
import { mayUse } from "./mailbox-store.ts";
import { requestWords } from "./privacy-request.ts";
import { openRequests } from "./privacy-request-store.ts";

/** When requests of people about their data must be answered: without a name, for who may open the ticket and for the round. */
export const requestDates: DateSource = {
  name: "privacy-requests",
  read: (db, { person_id }) =>
    openRequests(db)
      .filter(({ mailbox_id }) => person_id === null || mayUse(db, mailbox_id, person_id))
      .map(({ ticket_id, kind, due_on, assignee_id, assignee }) => ({
        key: `request:${ticket_id}`,
        what: { de: "Frist für die Antwort", en: "answer due" },
        title: {
          de: `${requestWords[kind].de}, Anfrage ${ticket_id}`,
          en: `${requestWords[kind].en}, ticket ${ticket_id}`,
        },
        on: due_on,
        person_id: assignee_id,
        person: assignee,
        href: `/inbox/${ticket_id}`,
      })),
};
