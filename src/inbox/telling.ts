import type { Sentence } from "#src/problem.ts";

/** How much of what customers write may stand in mail about this mailbox: nothing, a ticket's subject, or a message's first line too. */
export const mailWordChoices = ["none", "subject", "line"] as const;
export type MailWords = (typeof mailWordChoices)[number];

/** What a conversation can hear of a mailbox. */
export const talkKinds = [
  "ticket.created",
  "ticket.message",
  "ticket.late",
  "ticket.assigned",
  "ticket.state",
] as const;
export type TalkKind = (typeof talkKinds)[number];

export const talkKindWords: Record<TalkKind, Sentence> = {
  "ticket.created": { de: "neue Anfrage", en: "new ticket" },
  "ticket.message": { de: "neue Mail in einer Anfrage", en: "new mail in a ticket" },
  "ticket.late": { de: "wartet mehr als einen Tag", en: "waits for more than a day" },
  "ticket.assigned": { de: "zugewiesen oder abgegeben", en: "assigned or given back" },
  "ticket.state": { de: "Status geändert", en: "state changed" },
};
