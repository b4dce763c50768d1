import type { Database } from "bun:sqlite";
import type { Reader } from "#src/reader.ts";
import { may } from "#src/reader.ts";
import type { ServicePanel, SystemPanel } from "#src/services/panels.ts";
import { TicketsPanel } from "#views/inbox/tickets-panel.tsx";
import { mailboxesOf } from "./mailbox-store.ts";
import { subjectsOfTicket, ticketsAbout } from "./subject-store.ts";

/** The tickets about a service, or about a system of its, on the service's page: those of the reader's own mailboxes. */
export const serviceTickets: ServicePanel = (db, row, reader) => {
  const systems = [...row.from, ...row.to].map(({ system }) => system.id);
  return panel(db, { services: [row.service.id], systems, about: `service:${row.service.slug}` }, reader);
};

export const systemTickets: SystemPanel = (db, system, reader) =>
  panel(db, { services: [], systems: [system.id], about: `system:${system.slug}` }, reader);

type Asked = { services: number[]; systems: number[]; about: string };

/** Nothing for whoever uses no mailbox: not even that there is something. */
function panel(db: Database, { services, systems, about }: Asked, reader: Reader): JSX.Element | null {
  const mailboxes = reader.person ? mailboxesOf(db, reader.person.id).map(({ id }) => id) : [];
  if (mailboxes.length === 0) return null;
  const tickets = ticketsAbout(db, { services, systems, mailboxes }).map((ticket) => ({
    ...ticket,
    own: subjectsOfTicket(db, ticket.id).some(({ kind, slug }) => `${kind}:${slug}` === about),
  }));
  if (tickets.length === 0 && !may(reader, "member")) return null;
  return <TicketsPanel {...{ reader, tickets, about }} />;
}
