import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Trouble } from "#src/mail/imap-trouble.ts";
import type { SendOutcome, Verdict } from "#src/mail/send.ts";
import type { Outcome } from "#src/outbox/delivery.ts";
import { enqueue } from "#src/outbox/store.ts";
import { insertReference } from "./message-store.ts";
import { isHard, tellUnreachable } from "./notice-listeners.ts";
import type { OutgoingRow, RecipientRow } from "./outgoing-mail.ts";
import {
  moveRecipients,
  recipientsOfMail,
  ticketOfMessage,
  updateOutgoing,
  updateRecipient,
} from "./outgoing-store.ts";
import { setTrouble } from "./ticket-store.ts";

/** The mail's end is about to go out: from here on a crash leaves it unknown. Whom the server refused before is none of that. */
export function leaving(db: Database, mail: OutgoingRow, refused: readonly Verdict[], at: Date): void {
  db.transaction(() => {
    for (const verdict of refused) note(db, mail, verdict, at);
    const spared = refused.map(({ address }) => address);
    for (const row of recipientsOfMail(db, mail.id))
      if (row.state === "queued" && !spared.includes(row.address)) updateRecipient(db, { ...row, state: "sending" });
    updateOutgoing(db, mail.id, { state: "sending" });
  }).immediate();
}

type Copying = { keepsSent: boolean; lane: string; at: Date };

/** Writes each recipient's answer down. Those that were refused for now are tried again; the others are not bothered by that. Call it inside a transaction. */
export function settled(
  db: Database,
  mail: OutgoingRow,
  answered: SendOutcome & { outcome: "answered" },
  copying: Copying,
): Outcome {
  const { verdicts, said } = answered;
  const { at } = copying;
  for (const verdict of verdicts) note(db, mail, verdict, at);
  const rows = recipientsOfMail(db, mail.id);
  if (rows.some(({ state }) => state === "accepted")) accepted(db, mail, said, copying);
  const waiting = rows.find(({ state }) => state === "queued");
  if (waiting) {
    updateOutgoing(db, mail.id, { state: "queued", answer: waiting.answer });
    return { state: "refused", error: waiting.answer ?? said };
  }
  if (rows.some(isTaken)) {
    updateOutgoing(db, mail.id, { state: "accepted", answer: said });
    return { state: "delivered", answer: said };
  }
  updateOutgoing(db, mail.id, { state: "failed", answer: said });
  return { state: "refused", error: said, final: true };
}

const isTaken = ({ state }: RecipientRow) => state !== "refused" && state !== "queued";

function note(db: Database, mail: OutgoingRow, { address, answer, status, said }: Verdict, at: Date): void {
  const state = ({ accepted: "accepted", later: "queued", never: "refused" } as const)[answer];
  const before = recipientsOfMail(db, mail.id).find((row) => row.address === address);
  updateRecipient(db, { mail_id: mail.id, address, state, status, answer: said, at: at.toISOString() });
  if (state !== "refused" || before?.state === "refused") return;
  trouble(db, mail, { what: "mail.refused", at, detail: { address, status, said } });
  if (status !== null && isHard(status)) tellUnreachable(db, address, said, at);
}

/** Somebody has it: it is the moment it was sent, and what Sent holds from now on. */
function accepted(db: Database, mail: OutgoingRow, said: string, { keepsSent, lane, at }: Copying): void {
  if (mail.accepted_at !== null) return;
  updateOutgoing(db, mail.id, { accepted_at: at.toISOString() });
  noteOtherId(db, mail, said);
  if (mail.sent_copy !== "wanted") return;
  if (!keepsSent) {
    updateOutgoing(db, mail.id, { sent_copy: "none" });
    return;
  }
  const now = at.toISOString();
  const payload = JSON.stringify({ mail: mail.id });
  enqueue(db, { channel: "sent-copy", lane, subject_key: `sent:${mail.id}`, payload, due_at: now, created_at: now });
}

/** Some servers put an id of their own in place of ours and say so; answers refer to that one. */
function noteOtherId(db: Database, { message_id, mail_id }: OutgoingRow, said: string): void {
  const other = /<([^\s<>@]+@[^\s<>]+)>/.exec(said)?.[1];
  if (message_id === null || other === undefined || other === mail_id) return;
  insertReference(db, { mail_id: other, message_id, position: 1000 });
}

/** It lay among the sent mail: whoever was on the way has it. */
export function foundAgain(db: Database, mail: OutgoingRow, at: Date): void {
  db.transaction(() => {
    moveRecipients(db, mail.id, "sending", "accepted", at.toISOString());
    const waits = recipientsOfMail(db, mail.id).some(({ state }) => state === "queued");
    const sent_copy = mail.sent_copy === "wanted" ? "done" : mail.sent_copy;
    updateOutgoing(db, mail.id, {
      state: waits ? "queued" : "accepted",
      accepted_at: mail.accepted_at ?? at.toISOString(),
      sent_copy,
      looked_up: mail.looked_up + 1,
    });
  }).immediate();
}

/** Counts a look; with a moment it is to be sent once more, which is kept and shown. */
export function sendAgain(db: Database, mail: OutgoingRow, at: Date | null): void {
  db.transaction(() => {
    updateOutgoing(db, mail.id, { looked_up: mail.looked_up + 1 });
    if (at === null) return;
    moveRecipients(db, mail.id, "sending", "queued", at.toISOString());
    updateOutgoing(db, mail.id, { state: "queued", resent_at: at.toISOString() });
    noteTicket(db, mail, { what: "mail.sent-again", at, detail: {} });
  }).immediate();
}

/** Call it inside a transaction. */
export function unknownNow(db: Database, mail: OutgoingRow, { code, said }: Trouble, at: Date): void {
  updateOutgoing(db, mail.id, { state: "unknown", answer: `${code}: ${said}` });
  noteTicket(db, mail, { what: "mail.unknown", at, detail: { code, said } });
}

/** Nobody tries any more. Who has it has it; of whom nobody knows it stays unknown. Call it inside a transaction. */
export function givenUp(db: Database, mail: OutgoingRow, error: string, at: Date): void {
  if (mail.state !== "queued" && mail.state !== "sending" && mail.state !== "unknown") return;
  const rows = recipientsOfMail(db, mail.id);
  for (const row of rows.filter(({ state }) => state === "queued"))
    updateRecipient(db, { ...row, state: "refused", answer: row.answer ?? error, at: at.toISOString() });
  const isUnknown = rows.some(({ state }) => state === "sending");
  const state = isUnknown ? "unknown" : rows.some(isTaken) ? "accepted" : "failed";
  updateOutgoing(db, mail.id, { state, answer: mail.answer ?? error });
  trouble(db, mail, { what: "mail.given-up", at, detail: { error } });
}

type Note = { what: string; at: Date; detail: Record<string, unknown> };

/** Something did not arrive: its ticket says so until somebody has seen to it. */
export function trouble(db: Database, mail: OutgoingRow, told: Note): void {
  const ticket = noteTicket(db, mail, told);
  if (ticket !== null) setTrouble(db, ticket, 1);
}

function noteTicket(db: Database, mail: OutgoingRow, { what, at, detail }: Note): number | null {
  const ticket = mail.message_id === null ? null : ticketOfMessage(db, mail.message_id);
  if (ticket === null) return null;
  noteActivity(db, {
    what,
    about: `ticket:${ticket}`,
    by: "aktion",
    at,
    detail: { mail: mail.id, message: mail.message_id, ...detail },
  });
  return ticket;
}
