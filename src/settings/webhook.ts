import type { WebhookKind } from "#src/outbox/webhook.ts";
import type { Sentence } from "#src/problem.ts";

export { kindsOf, webhookKinds } from "#src/outbox/webhook.ts";

/** What an owner chooses from. */
export const webhookKindWords = {
  "dates.digest": { de: "Fristen, jeden Morgen einmal", en: "dates, once every morning" },
  "offboarding.changed": { de: "Schritte eines Ausstiegs", en: "steps of an offboarding" },
} as const satisfies Record<WebhookKind, Sentence>;
