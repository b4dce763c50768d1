import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { findService, findSystem } from "#src/services/store.ts";
import { deleteSubject, insertSubject, type Target } from "./subject-store.ts";
import { ticketFor } from "./ticket-access.ts";
import { tell } from "./ticket-actions.ts";

/** What a ticket is about, as a form says it: `service:chat`, `system:slack`. */
export type Named = `${"service" | "system"}:${string}`;

/** Says that a ticket is about a service or a system. Said twice it is true once. */
export function linkTicket(db: Database, ticketId: number, about: Named, { by, at }: Done): void {
  db.transaction(() => {
    ticketFor(db, ticketId, by);
    const { name, ...target } = targetOf(db, about);
    if (!insertSubject(db, { ...target, ticket_id: ticketId, by, at: at.toISOString() })) return;
    tell(db, ticketId, "ticket.linked", { by, at }, { about, name });
  }).immediate();
}

export function unlinkTicket(db: Database, ticketId: number, about: Named, { by, at }: Done): void {
  db.transaction(() => {
    ticketFor(db, ticketId, by);
    const { name, ...target } = targetOf(db, about);
    if (!deleteSubject(db, { ...target, ticket_id: ticketId })) return;
    tell(db, ticketId, "ticket.unlinked", { by, at }, { about, name });
  }).immediate();
}

function targetOf(db: Database, about: Named): Target & { name: string } {
  const [kind, slug = ""] = about.split(":");
  const service = kind === "service" ? findService(db, slug) : null;
  const system = kind === "system" ? findSystem(db, slug) : null;
  const found = service ?? system;
  if (!found) throw new Problem("not-found", nothingOfThatName);
  return { service_id: service?.id ?? null, system_id: system?.id ?? null, name: found.name };
}

const nothingOfThatName = {
  de: "Diesen Dienst oder dieses System gibt es im Register nicht. Wählen Sie neu.",
  en: "There is no such service or system in the register. Choose again.",
};
