import type { Database } from "bun:sqlite";
import { openSecret, type SecretsKey } from "#src/storage/sealed.ts";
import { version } from "#src/version.ts";
import { type Channel, type Delivery, deliveryId, type Outcome } from "./delivery.ts";
import { isBroken, noteAttempt } from "./talk-breaker.ts";
import { findTalkRoom } from "./talk-store.ts";
import { messageIn } from "./talk-writers.ts";

const patience_ms = 10_000;

/** Talk takes no more in one message. */
const mostCharacters = 32_000;

/**
 * A message in a conversation of Nextcloud Talk, from a bot. Signed with the bot's secret, as docs/bots.md of nextcloud/spreed
 * says: HMAC-SHA256 of a random text and the message. Talk does not recognise a repeated message; after a crash in the very
 * moment of sending, a conversation that reads something twice is better than one that never does.
 */
export function talkChannel(db: Database, { key, clock, publicUrl = null }: Given): Channel {
  return {
    name: "talk",
    repeatable: true,
    width: 2,
    closed: (lane) => (isBroken(db, roomIn(lane), clock()) ? "pausing" : null),
    async deliver(delivery, stopping) {
      const room = findTalkRoom(db, roomIn(delivery.recipient));
      if (room?.archived_at !== null) return { state: "refused", error: "gone", final: true };
      const message = messageIn(db, delivery, room.id, publicUrl);
      if (message === null) return { state: "refused", error: "not-wanted", final: true };
      const secret = key ? openSecret(key, room.secret, talkPurpose(room.id)) : null;
      if (secret === null) return { state: "refused", error: "sealed" };
      const { outcome, went } = await said({ ...room, secret }, { delivery, message: shortened(message) }, stopping);
      if (went !== null) noteAttempt(db, room.id, went, clock());
      return outcome;
    },
  };
}

type Went = "well" | "badly" | "busy";

/** `went` is null where that says nothing of the conversation: we stopped in the middle. */
async function said(room: Room, what: Said, stopping: AbortSignal): Promise<{ outcome: Outcome; went: Went | null }> {
  const began = performance.now();
  try {
    const answer = await post(room, what, stopping);
    await answer.body?.cancel();
    const outcome = judged(answer.status, Math.round(performance.now() - began));
    return { outcome, went: answer.ok ? "well" : answer.status === 429 ? "busy" : "badly" };
  } catch (error) {
    return { outcome: failed(error, stopping), went: stopping.aborted ? null : "badly" };
  }
}

/** `talk:3`, of a lane or a recipient. */
const roomIn = (name: string | null) => Number(name?.split(":")[1] ?? 0);

export function talkPurpose(roomId: number): string {
  return `talk:${roomId}`;
}

type Given = { key: SecretsKey | undefined; clock: () => Date; publicUrl?: string | null };
type Room = { server: string; token: string; secret: string };

type Said = { delivery: Delivery; message: string };

function post({ server, token, secret }: Room, { delivery, message }: Said, stopping: AbortSignal): Promise<Response> {
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("hex");
  return fetch(`${server}/ocs/v2.php/apps/spreed/api/v1/bot/${encodeURIComponent(token)}/message`, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.any([stopping, AbortSignal.timeout(patience_ms)]),
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      "ocs-apirequest": "true",
      "user-agent": `Aktion/${version}`,
      "x-nextcloud-talk-bot-random": random,
      "x-nextcloud-talk-bot-signature": new Bun.CryptoHasher("sha256", secret).update(random + message).digest("hex"),
    },
    body: JSON.stringify({ message, referenceId: deliveryId(delivery) }),
  });
}

function shortened(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
}

/**
 * 401: the bot is not in this conversation, or the secret is another one; 404: there is no such conversation. Somebody may set that
 * right within three days. What is empty or too long stays so.
 */
function judged(status: number, duration_ms: number): Outcome {
  if (status >= 200 && status < 300) return { state: "delivered", answer: `${status} in ${duration_ms} ms` };
  if (status >= 300 && status < 400) return { state: "refused", error: `redirect ${status}` };
  return { state: "refused", error: `status ${status}`, final: status === 400 || status === 413 };
}

function failed(error: unknown, stopping: AbortSignal): Outcome {
  if (stopping.aborted) return { state: "unknown", error: "interrupted" };
  if (error instanceof Error && error.name === "TimeoutError") return { state: "unknown", error: "timeout" };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return { state: "refused", error: `unreachable ${code}`.trim() };
}
