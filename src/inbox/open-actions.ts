import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import type { Address } from "#src/mail/message.ts";
import { Problem } from "#src/problem.ts";
import { isOurs } from "./author.ts";
import { customerFor } from "./customers.ts";
import { mentionPeople } from "./follow-actions.ts";
import { membersOf } from "./mailbox-store.ts";
import { writeMessage } from "./message-words.ts";
import { noteNews } from "./news-actions.ts";
import { type OutgoingFile, sendFromTicket } from "./outgoing-message.ts";
import { sendingMailbox } from "./reply-actions.ts";
import { previewOf, type TicketState } from "./ticket.ts";
import { mailboxFor, personOf } from "./ticket-access.ts";
import { tell } from "./ticket-actions.ts";
import { insertParticipant, insertTicket, setLastMessage } from "./ticket-store.ts";

/** What a ticket begins with: a mail of ours; what somebody told us by other means (telephone, a form); or a note of our own. */
export type First =
  | {
      kind: "out";
      to: readonly Address[];
      cc: readonly Address[];
      bcc: readonly Address[];
      text: string;
      files?: readonly OutgoingFile[];
      becomes?: Exclude<TicketState, "spam">;
    }
  | { kind: "in"; from: Address; text: string }
  | { kind: "note"; text: string };

export type NewRequest = {
  mailbox_id: number;
  subject: string;
  kind?: string;
  assignee_id?: number | null;
  first: First;
};

export type Opened = { ticket_id: number; message_id: number; outgoing_id: number | null };

/** Opens a ticket by hand. A mail of ours leaves after the undo window, like every reply. */
export function openTicket(db: Database, request: NewRequest, { by, at }: Done): Opened {
  return db
    .transaction(() => {
      refuse(db, request, by);
      const now = at.toISOString();
      const ticket_id = inserted(db, request, now);
      const { message_id, outgoing_id } = begun(db, request, ticket_id, { by, at });
      setLastMessage(db, ticket_id, message_id);
      for (const address of participants(db, request.first)) insertParticipant(db, ticket_id, address, now);
      tell(db, ticket_id, "ticket.opened", { by, at });
      newsOf(db, request, { ticket_id, message_id }, { by, at });
      return { ticket_id, message_id, outgoing_id };
    })
    .immediate();
}

function refuse(db: Database, { mailbox_id, subject, assignee_id, first }: NewRequest, by: string): void {
  mailboxFor(db, mailbox_id, by);
  if (subject.trim() === "") throw new Problem("invalid", noSubject);
  if (first.text.trim() === "") throw new Problem("invalid", noText);
  if (first.kind === "out" && first.to.length + first.cc.length + first.bcc.length === 0)
    throw new Problem("invalid", noRecipient);
  if (assignee_id != null && !membersOf(db, mailbox_id).some(({ id }) => id === assignee_id))
    throw new Problem("not-found", noMember);
}

/** Whoever it is given to hears of it, and who is mentioned in the note it begins with. */
function newsOf(
  db: Database,
  { mailbox_id, assignee_id, first }: NewRequest,
  opened: { ticket_id: number; message_id: number },
  { by, at }: Done,
): void {
  const { ticket_id } = opened;
  if (assignee_id != null) noteNews(db, { kind: "assigned", ticket_id, person_id: assignee_id, by, at });
  if (first.kind !== "note") return;
  mentionPeople(db, { ...opened, mailbox_id, text: first.text }, { by, at });
  noteNews(db, { kind: "message", ...opened, by, at });
}

function inserted(db: Database, { mailbox_id, subject, kind, assignee_id, first }: NewRequest, now: string): number {
  const state = first.kind === "out" ? (first.becomes ?? "waiting-customer") : "open";
  const who = first.kind === "out" ? first.to[0] : first.kind === "in" ? first.from : undefined;
  return insertTicket(db, {
    mailbox_id,
    subject: subject.trim(),
    state,
    kind: kind ?? "request",
    assignee_id: assignee_id ?? null,
    customer_id: who === undefined ? null : (customerFor(db, who, now)?.id ?? null),
    waiting_since: first.kind === "in" ? now : null,
    has_trouble: 0,
    created_at: now,
    last_at: now,
    closed_at: state === "closed" ? now : null,
    preview: previewOf(first.text),
  });
}

function begun(db: Database, { mailbox_id, subject, first }: NewRequest, ticket_id: number, { by, at }: Done) {
  if (first.kind === "out") return sent(db, { mailbox_id, subject, first, ticket_id }, { by, at });
  const from = first.kind === "in" ? first.from : { name: "", address: "" };
  const message_id = writeMessage(db, {
    message: {
      ticket_id,
      kind: first.kind,
      at: at.toISOString(),
      by,
      person_id: personOf(by),
      from_address: from.address,
      from_name: from.name,
      subject: first.kind === "in" ? subject.trim() : "",
      matched_by: "new",
      matched_how: "{}",
    },
    text: first.text,
    references: [],
    attachments: [],
    mailbox_id,
  });
  return { message_id, outgoing_id: null };
}

type Sending = { mailbox_id: number; subject: string; ticket_id: number; first: Extract<First, { kind: "out" }> };

function sent(db: Database, { mailbox_id, subject, ticket_id, first }: Sending, { by, at }: Done) {
  const mailbox = sendingMailbox(db, mailbox_id, by);
  return sendFromTicket(db, {
    mailbox,
    ticket_id,
    answered: null,
    subject: subject.trim(),
    to: first.to,
    cc: first.cc,
    bcc: first.bcc,
    text: first.text,
    files: first.files ?? [],
    quotes: false,
    automatic: null,
    by,
    person_id: personOf(by),
    at,
    not_before: new Date(at.getTime() + mailbox.undo_s * 1000),
    ticket_before: null,
  });
}

function participants(db: Database, first: First): string[] {
  const people = first.kind === "out" ? [...first.to, ...first.cc] : first.kind === "in" ? [first.from] : [];
  return people.map(({ address }) => address).filter((address) => address !== "" && !isOurs(db, address));
}

const noSubject = { de: "Der Betreff fehlt.", en: "The subject is missing." };
const noText = { de: "Der Text fehlt. Schreiben Sie zuerst etwas.", en: "The text is missing. Write something first." };
const noRecipient = {
  de: "Die Mail hat keine Empfängerin und keinen Empfänger. Nennen Sie mindestens eine Adresse.",
  en: "The mail goes to nobody. Name at least one address.",
};
const noMember = {
  de: "Diese Person gehört nicht zum Postfach.",
  en: "That person is not a member of the mailbox.",
};
