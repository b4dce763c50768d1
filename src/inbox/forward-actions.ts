import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import type { Address } from "#src/mail/message.ts";
import { Problem } from "#src/problem.ts";
import { announceTicket } from "./announcing.ts";
import { isOurs } from "./author.ts";
import { deleteDraft } from "./draft-store.ts";
import { type ForwardedFile, namedFile } from "./forward-files.ts";
import type { MessageRow } from "./message.ts";
import { setForwarded } from "./message-store.ts";
import { sendFromTicket } from "./outgoing-message.ts";
import { recountTicket } from "./recount.ts";
import { sendingMailbox, snapshotOf } from "./reply-actions.ts";
import { personOf, ticketFor } from "./ticket-access.ts";
import { tell } from "./ticket-actions.ts";
import { findTicket, insertParticipant, participantsOf, updateTicket } from "./ticket-store.ts";

export type Forward = {
  /** What is passed on, the oldest first. */
  messages: readonly MessageRow[];
  to: readonly Address[];
  cc: readonly Address[];
  bcc: readonly Address[];
  subject: string;
  /** What is said above it; may be empty. */
  text: string;
  files: readonly ForwardedFile[];
  /** The ticket waits for them from now on; else it stays as it is. */
  waits: boolean;
};

/**
 * Passes messages of a ticket on to somebody outside, who takes part in it from then on: their answer comes into the same ticket. The
 * customer gets nothing and is not named as a recipient; it begins a thread of its own. It leaves after the undo window, like every reply.
 */
export function forwardFromTicket(db: Database, ticketId: number, forward: Forward, { by, at }: Done): number {
  return db
    .transaction(() => {
      const ticket = ticketFor(db, ticketId, by);
      const mailbox = sendingMailbox(db, ticket.mailbox_id, by);
      const { messages, to, cc, bcc, waits } = forward;
      if (messages.length === 0) throw new Problem("invalid", nothing);
      if (to.length + cc.length + bcc.length === 0) throw new Problem("invalid", nobody);
      const before = new Set(participantsOf(db, ticketId));
      const joining = [...to, ...cc]
        .map(({ address }) => address)
        .filter((one) => !isOurs(db, one) && !before.has(one));
      const added = [...new Set(joining)];
      const becomes = waits ? "waiting-third" : ticket.state;
      const not_before = new Date(at.getTime() + mailbox.undo_s * 1000);
      const { message_id } = sendFromTicket(db, {
        mailbox,
        ticket_id: ticketId,
        answered: null,
        forwarded: messages,
        subject: forward.subject,
        to,
        cc,
        bcc,
        text: forward.text,
        files: forward.files.map((file) => namedFile(db, file)),
        quotes: false,
        automatic: null,
        by,
        person_id: personOf(by),
        at,
        not_before,
        ticket_before: { ...snapshotOf(ticket), added, becomes },
      });
      setForwarded(
        db,
        message_id,
        messages.map(({ id }) => id),
      );
      for (const address of added) insertParticipant(db, ticketId, address, at.toISOString());
      if (waits) waitForThem(db, ticketId);
      recountTicket(db, ticketId);
      deleteDraft(db, { person_id: personOf(by) ?? 0, ticket_id: ticketId });
      tell(db, ticketId, "ticket.forwarded", { by, at }, { messages: messages.length });
      announceTicket(db, { kind: "ticket.message", ticket_id: ticketId, message_id, by, at, due: not_before });
      return message_id;
    })
    .immediate();
}

function waitForThem(db: Database, ticketId: number): void {
  const ticket = findTicket(db, ticketId)!;
  updateTicket(db, ticketId, {
    ...ticket,
    state: "waiting-third",
    waiting_since: null,
    snoozed_until: null,
    closed_at: null,
  });
}

const nothing = { de: "Hier ist keine Mail, die man weiterleiten kann.", en: "There is no mail here to forward." };
const nobody = { de: "An wen soll die Mail gehen?", en: "Whom shall the mail go to?" };
