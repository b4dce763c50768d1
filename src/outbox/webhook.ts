export type Webhook = {
  id: number;
  address: string;
  /** Codes, separated by spaces. */
  kinds: string;
  secret: string;
  created_by: string;
  created_at: string;
  archived_at: string | null;
};

export const webhookKinds = [
  "dates.digest",
  "offboarding.changed",
  "ticket.created",
  "ticket.message",
  "ticket.state",
  "ticket.assigned",
  "ticket.late",
  "ticket.tags",
  "ticket.changed",
] as const;
export type WebhookKind = (typeof webhookKinds)[number];

export function kindsOf({ kinds }: Pick<Webhook, "kinds">): WebhookKind[] {
  const chosen = kinds.split(" ");
  return webhookKinds.filter((kind) => chosen.includes(kind));
}

/**
 * What stands in `X-Aktion-Signature`: `t=1795424400,v1=…`, the HMAC-SHA256 in hex of the second, a point and the body, with the
 * webhook's secret as key. The receiver computes the same, and refuses what is older than a few minutes.
 */
export function signatureOf(secret: string, body: string, at: Date): string {
  const second = Math.floor(at.getTime() / 1000);
  const mac = new Bun.CryptoHasher("sha256", secret).update(`${second}.${body}`).digest("hex");
  return `t=${second},v1=${mac}`;
}
