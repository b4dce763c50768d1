import type { Sentence } from "#src/problem.ts";
import type { MessageRow } from "./message.ts";

/** How a new message is announced to somebody who has its ticket open. */
export function newsWords(kind: MessageRow["kind"], who: string): Sentence {
  if (kind === "note") return { de: `Neue Notiz von ${who}`, en: `New note by ${who}` };
  if (kind === "out") return { de: `${who} hat geantwortet`, en: `${who} has replied` };
  return { de: `Neue Nachricht von ${who}`, en: `New message from ${who}` };
}
