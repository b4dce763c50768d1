import type { Database } from "bun:sqlite";
import type { Incoming } from "./incoming.ts";
import type { How } from "./match.ts";
import { type Candidate, type Found, findTicketFor } from "./matching.ts";
import { subjectsOf } from "./message-store.ts";
import type { TicketRow } from "./ticket.ts";
import { participantsOf } from "./ticket-store.ts";
import { vetoOf } from "./vetoes.ts";

/** Where a mail goes: into a ticket, or into a new one that may be linked to the one it did not join. */
export type Place = { ticket: TicketRow | null; how: How; link: { ticket_id: number; why: string } | null };

export function placeFor(db: Database, mail: Incoming): Place {
  const found = findTicketFor(db, mail);
  const place = found.candidate ? judged(db, mail, found.candidate) : alone(found);
  if (found.forged.length > 0) place.how.forged = found.forged;
  return place;
}

function judged(db: Database, mail: Incoming, { ticket, how }: Candidate): Place {
  const participants = () => participantsOf(db, ticket.id);
  const target = { ticket, how, participants, subjects: () => subjectsOf(db, ticket.id) };
  const veto = vetoOf(mail, target);
  if (veto === null) return { ticket, how, link: null };
  const { rule, link, days } = veto;
  const spoken = { rule, about: ticket.id, ...(days === undefined ? {} : { days }) };
  return { ticket: null, how: { ...how, veto: spoken }, link: { ticket_id: ticket.id, why: link } };
}

/** Nothing of this mailbox was found; what was found elsewhere is told, and linked where it still exists. */
function alone({ elsewhere, strangersToken }: Found): Place {
  if (strangersToken) {
    const { ticket, found } = strangersToken;
    const how: How = { rule: "M7", found, veto: { rule: "token-without-participant", about: ticket.id } };
    return { ticket: null, how, link: { ticket_id: ticket.id, why: "token-without-participant" } };
  }
  if (elsewhere === null) return { ticket: null, how: {}, link: null };
  const { rule, found, ticket } = elsewhere;
  if (ticket === null) return { ticket: null, how: { rule, found, veto: { rule: "V4" } }, link: null };
  const how: How = { rule, found, veto: { rule: "other-mailbox", about: ticket.id } };
  return { ticket: null, how, link: { ticket_id: ticket.id, why: "other-mailbox" } };
}
