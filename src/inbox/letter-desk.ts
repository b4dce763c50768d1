import type { Database } from "bun:sqlite";
import { findSystemById } from "#src/services/store.ts";
import { type Desk, newTicketDesk } from "./draft-store.ts";

/** Where somebody writes the request to delete to a system's provider. No ticket has a number below zero. */
export function letterDesk(person_id: number, systemId: number): Desk {
  return { person_id, ticket_id: -systemId };
}

/** The page on which what lies at a desk is written on. */
export function pageOf(db: Database, { ticket_id }: Desk): string {
  if (ticket_id > newTicketDesk) return `/inbox/${ticket_id}#reply`;
  const system = findSystemById(db, -ticket_id);
  return system ? `/inbox/deletions/${system.slug}` : "/inbox/new";
}
