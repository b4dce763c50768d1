import type { Reply } from "#src/inbox/reply-actions.ts";
import type { OutgoingContent } from "#src/mail/compose.ts";
import { anna } from "./answered.ts";
import { anInbox, minutes } from "./inbox.ts";

export const reply: Reply = { answering: null, to: [anna], cc: [], bcc: [], text: "Guten Tag\n\nGern.", seen: null };

/** Anna has asked something, and nobody has answered. `sent` gives what was queued. */
export function asked() {
  const inbox = anInbox();
  const { ticket, message } = inbox.receive({
    id: "erste@kunde.ch",
    refs: ["vor@kunde.ch"],
    subject: "AW: Mein Hosting",
    headers: ["Thread-Index: AdxJ0Q=="],
    text: "Geht nicht.\n> alt",
  });
  const sent = () =>
    inbox.db
      .query<{ content: string }, []>("SELECT content FROM outgoing_mails ORDER BY id")
      .all()
      .map(({ content }) => JSON.parse(content) as OutgoingContent);
  return { ...inbox, ticket: ticket.id, message, sent, at5: { ...inbox.by, at: minutes(5) } };
}
