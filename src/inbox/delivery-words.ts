import type { Sentence } from "#src/problem.ts";
import type { Sent, SentRecipient } from "./delivery-store.ts";

/** The state of a sent message: a word, what a server said, and whether somebody must look. `undoable` while it has not left. */
export type DeliveryWords = { word: Sentence; details: Sentence[]; red: boolean; undoable: boolean };

type Telling = { now: Date; time: (at: string) => string };

export function deliveryWords(sent: Sent, { now, time }: Telling): DeliveryWords {
  const bad = sent.recipients.filter(({ state }) => state === "refused" || state === "bounced");
  const late = sent.recipients.filter(({ state }) => state === "delayed");
  const details = [...bad, ...late].map(ofRecipient);
  if (sent.state === "failed" && bad.length === 0)
    details.push({ de: `Der Server sagt: ${sent.answer ?? "–"}`, en: `The server says: ${sent.answer ?? "–"}` });
  const undoable = sent.state === "queued" && Date.parse(sent.not_before) > now.getTime();
  const red = bad.length > 0 || sent.state === "failed";
  return { word: wordOf(sent, { bad: bad.length, late: late.length, time, undoable }), details, red, undoable };
}

type Counted = { bad: number; late: number; time: Telling["time"]; undoable: boolean };

function wordOf({ state, not_before, recipients }: Sent, { bad, late, time, undoable }: Counted): Sentence {
  if (bad > 0 && bad < recipients.length)
    return {
      de: `an ${bad} von ${recipients.length} nicht zugestellt`,
      en: `not delivered to ${bad} of ${recipients.length}`,
    };
  if (bad > 0 || state === "failed") return { de: "nicht zugestellt", en: "not delivered" };
  if (state === "undone") return { de: "zurückgezogen", en: "undone" };
  if (undoable) return { de: `wartet bis ${time(not_before)}`, en: `waits until ${time(not_before)}` };
  if (state === "queued") return { de: "wird gesendet", en: "being sent" };
  if (state === "sending") return { de: "wird gesendet", en: "being sent" };
  if (state === "unknown") return { de: "vielleicht gesendet, wird geprüft", en: "perhaps sent, being checked" };
  if (late > 0) return { de: "gesendet, Zustellung verzögert", en: "sent, delivery delayed" };
  if (recipients.every((one) => one.state === "delivered")) return { de: "zugestellt", en: "delivered" };
  return { de: "gesendet", en: "sent" };
}

function ofRecipient({ address, state, status, answer }: SentRecipient): Sentence {
  const why = [status, answer].filter((one) => one).join(" ") || "–";
  const words = {
    refused: { de: "nicht angenommen", en: "refused" },
    bounced: { de: "kam zurück", en: "bounced" },
    delayed: { de: "verzögert", en: "delayed" },
  }[state as "refused"];
  return { de: `${address}: ${words.de}. ${why}`, en: `${address}: ${words.en}. ${why}` };
}
