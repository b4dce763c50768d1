import type { WebhookKind } from "#src/outbox/webhook.ts";
import type { Sentence } from "#src/problem.ts";

export { kindsOf, webhookKinds } from "#src/outbox/webhook.ts";

/** What an owner chooses from. */
export const webhookKindWords = {
  "dates.digest": { de: "Fristen, jeden Morgen einmal", en: "dates, once every morning" },
  "offboarding.changed": { de: "Schritte eines Ausstiegs", en: "steps of an offboarding" },
  "ticket.created": {
    de: "neue Anfragen (der Postfächer, die das erlauben)",
    en: "new tickets (of mailboxes that allow it)",
  },
  "ticket.message": {
    de: "neue Nachrichten in Anfragen, ohne ihren Text",
    en: "new messages in tickets, without their text",
  },
  "ticket.state": { de: "Statuswechsel von Anfragen", en: "changes of a ticket's state" },
  "ticket.changed": {
    de: "Betreff, Verschieben, Zusammenführen, Zurückstellen",
    en: "subject, moving, merging, putting off",
  },
  "ticket.late": { de: "Anfragen, die mehr als einen Tag warten", en: "tickets that wait for more than a day" },
  "ticket.assigned": { de: "Zuweisungen von Anfragen", en: "assignments of tickets" },
  "ticket.tags": { de: "Schlagwörter von Anfragen", en: "tags of tickets" },
} as const satisfies Record<WebhookKind, Sentence>;
