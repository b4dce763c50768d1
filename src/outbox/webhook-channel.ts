import type { Database } from "bun:sqlite";
import { version } from "#src/version.ts";
import { type Channel, type Delivery, deliveryId, type Outcome } from "./delivery.ts";
import { signatureOf, type Webhook } from "./webhook.ts";
import { findWebhook } from "./webhook-store.ts";

const patience_ms = 10_000;

/**
 * JSON by POST to the address that an owner set, also on the company's own network. A redirect is not followed: the signed body
 * goes where the owner said and nowhere else. The receiver knows a repeated delivery by its id.
 */
export function webhookChannel(db: Database, clock: () => Date): Channel {
  return {
    name: "webhook",
    repeatable: true,
    width: 4,
    async deliver(delivery, stopping) {
      const webhook = webhookOf(db, delivery);
      if (!webhook) return { state: "refused", error: "gone", final: true };
      const began = performance.now();
      try {
        const answer = await post(webhook, delivery, clock(), stopping);
        await answer.body?.cancel();
        return judged(answer.status, Math.round(performance.now() - began));
      } catch (error) {
        return failed(error, stopping);
      }
    },
  };
}

/** Null when it was switched off since. */
function webhookOf(db: Database, { recipient }: Delivery): Webhook | null {
  const webhook = findWebhook(db, Number(recipient?.split(":")[1]));
  return webhook?.archived_at === null ? webhook : null;
}

function post({ address, secret }: Webhook, delivery: Delivery, at: Date, stopping: AbortSignal): Promise<Response> {
  return fetch(address, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.any([stopping, AbortSignal.timeout(patience_ms)]),
    headers: {
      "content-type": "application/json; charset=utf-8",
      "user-agent": `Aktion/${version}`,
      "x-aktion-delivery": deliveryId(delivery),
      "x-aktion-signature": signatureOf(secret, delivery.payload, at),
    },
    body: delivery.payload,
  });
}

/** 410 says that nobody wants it any more; everything else may be better tomorrow. */
function judged(status: number, duration_ms: number): Outcome {
  if (status >= 200 && status < 300) return { state: "delivered", answer: `${status} in ${duration_ms} ms` };
  if (status >= 300 && status < 400) return { state: "refused", error: `redirect ${status}` };
  return { state: "refused", error: `status ${status}`, final: status === 410 };
}

/** After a time-out, or when we stop in the middle, it may have arrived. */
function failed(error: unknown, stopping: AbortSignal): Outcome {
  if (stopping.aborted) return { state: "unknown", error: "interrupted" };
  if (error instanceof Error && error.name === "TimeoutError") return { state: "unknown", error: "timeout" };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return { state: "refused", error: `unreachable ${code}`.trim() };
}
