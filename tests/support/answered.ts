import { findMessage } from "#src/inbox/message-store.ts";
import { type Reply, replyToTicket } from "#src/inbox/reply-actions.ts";
import { anInbox, type Mail, minutes } from "./inbox.ts";

export const anna = { name: "Anna Muster", address: "anna@kunde.ch" };

/** What Mara answers to Anna. */
const reply: Reply = { answering: null, to: [anna], cc: [], bcc: [], text: "Guten Tag, gern.", seen: null };

/** Anna has written and was answered five minutes later: `id` is that of our mail. */
export function answered(settings: { plus?: boolean } = {}) {
  const inbox = anInbox();
  if (settings.plus) inbox.db.run("UPDATE mailboxes SET plus_addressing = 1");
  const first = inbox.receive({ id: "erste@kunde.ch" });
  const { message_id } = replyToTicket(inbox.db, first.ticket.id, reply, { ...inbox.by, at: minutes(5) });
  const ours = findMessage(inbox.db, message_id)!;
  return { ...inbox, ticket: first.ticket.id, id: ours.mail_id!, subject: ours.subject, ours, message_id };
}

/** How Anna's program quotes our answer. */
export const quote = "\n\nAm 23.11.2026 um 10:05 schrieb Beispiel Hosting:\n> Guten Tag, gern.\n";

/** She writes again. */
export const again = (id: string, at: Date): Mail => ({
  answers: id,
  subject: "Re: Mein Hosting",
  text: "Noch etwas",
  at,
});
