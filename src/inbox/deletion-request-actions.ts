import type { Database } from "bun:sqlite";
import { openAmong } from "#src/deletions/request.ts";
import { requestDeletion } from "#src/deletions/request-actions.ts";
import { requestsOf } from "#src/deletions/request-store.ts";
import type { Done } from "#src/history/record.ts";
import type { Address } from "#src/mail/message.ts";
import { Problem } from "#src/problem.ts";
import { findSystem } from "#src/services/store.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Day } from "#src/when.ts";
import { readAddressList } from "./address-list.ts";
import { deleteDraft } from "./draft-store.ts";
import { letterDesk } from "./letter-desk.ts";
import { openTicket } from "./open-actions.ts";
import { replyToTicket } from "./reply-actions.ts";
import { insertRequestMessage, placesOfRequests } from "./request-message-store.ts";
import { linkTicket } from "./subject-actions.ts";
import { personOf } from "./ticket-access.ts";

export type LetterToSend = {
  mailbox_id: number;
  to: readonly Address[];
  subject: string;
  text: string;
  account: string | null;
  answer_by: Day;
};

type Placed = { request: number; ticket_id: number; message_id: number };

/**
 * Sends the request to delete as one change: its ticket, the mail in the outbox, the request with the step and the state of the data, and
 * the date of the answer. All of it or nothing; the undo of the mail takes all of it back.
 */
export function sendDeletionRequest(db: Database, slug: string, letter: LetterToSend, done: Done): Placed {
  return db
    .transaction(() => {
      const { mailbox_id, to, subject, text, account, answer_by } = letter;
      const opened = openTicket(
        db,
        {
          mailbox_id,
          subject,
          kind: "deletion-request",
          assignee_id: personOf(done.by),
          first: { kind: "out", to, cc: [], bcc: [], text, becomes: "waiting-third" },
        },
        done,
      );
      const recipient = to.map(({ address }) => address).join(", ");
      const requested_on = todayAt(db, done.at);
      const asked = { way: "mail" as const, recipient, account, reference: null, requested_on, answer_by };
      const request = requestDeletion(db, slug, asked, done);
      linkTicket(db, opened.ticket_id, `system:${slug}`, done);
      insertRequestMessage(db, opened.message_id, request);
      dropLetter(db, slug, done);
      return { request, ticket_id: opened.ticket_id, message_id: opened.message_id };
    })
    .immediate();
}

/** Reminds the provider in the same thread, with a new date. */
export function remindProvider(
  db: Database,
  slug: string,
  letter: { text: string; answer_by: Day },
  done: Done,
): Placed {
  return db
    .transaction(() => {
      const open = openAmong(requestsOf(db, findSystem(db, slug)?.id ?? 0));
      const place = open && placesOfRequests(db, [open.id])[0];
      if (!open || !place) throw new Problem("conflict", noThread);
      const { addresses: to } = readAddressList(open.recipient);
      const reply = { answering: null, to, cc: [], bcc: [], text: letter.text, seen: null };
      const sent = replyToTicket(db, place.ticket_id, { ...reply, becomes: "waiting-third" }, done);
      const { recipient, account, reference } = open;
      const asked = { way: "mail" as const, recipient, account, reference, requested_on: todayAt(db, done.at) };
      const request = requestDeletion(db, slug, { ...asked, answer_by: letter.answer_by }, done, open.id);
      insertRequestMessage(db, sent.message_id, request);
      return { request, ticket_id: place.ticket_id, message_id: sent.message_id };
    })
    .immediate();
}

function dropLetter(db: Database, slug: string, { by }: Done): void {
  const person_id = personOf(by);
  if (person_id !== null) deleteDraft(db, letterDesk(person_id, findSystem(db, slug)!.id));
}

const noThread = {
  de: "Hier gibt es keine Mail, an die sich erinnern liesse. Halten Sie fest, auf welchem Weg Sie nachfassen.",
  en: "There is no mail here to remind of. Note in which way you follow up.",
};
