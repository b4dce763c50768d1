import { type Mentionable, mentionSpans } from "./mention.ts";

/** Text in the order in which it is read. */
export type LinkedText = TextPiece[];

/** A piece of plain text: as it stands, an address in it, or somebody's name. `host` is told where the text alone could deceive. */
export type TextPiece = { text: string; href: string | null; host: string | null; mention?: true };

const addresses = /\bhttps?:\/\/(?!\/)[^\s<>"«»“”„'`|\\^{}]{1,2000}/gi;

/** Splits text at the web addresses in it. Only http and https ever become links. */
export function linkedText(text: string): LinkedText {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const { index, 0: found } of text.matchAll(addresses)) {
    const typed = withoutPunctuation(found);
    const url = URL.canParse(typed) ? new URL(typed) : null;
    if (url === null || url.hostname === "") continue;
    if (index > from) pieces.push({ text: text.slice(from, index), href: null, host: null });
    pieces.push({ text: typed, href: url.href, host: deceives(typed, url) ? url.host : null });
    from = index + typed.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: null, host: null });
  return pieces;
}

/** The same, with the names of those who are mentioned in it. */
export function mentioningText(text: string, mentioned: readonly Mentionable[]): LinkedText {
  const pieces: LinkedText = [];
  let from = 0;
  for (const [begin, end] of mentioned.length === 0 ? [] : mentionSpans(text, mentioned)) {
    pieces.push(...linkedText(text.slice(from, begin)));
    pieces.push({ text: text.slice(begin, end), href: null, host: null, mention: true });
    from = end;
  }
  return [...pieces, ...linkedText(text.slice(from))];
}

/** A full stop after an address belongs to the sentence, a closing bracket to what opened before it. */
function withoutPunctuation(found: string): string {
  let typed = found.replace(/[.,;:!?…]+$/, "");
  while (typed.endsWith(")") && count(typed, ")") > count(typed, "("))
    typed = typed.slice(0, -1).replace(/[.,;:!?]+$/, "");
  while (typed.endsWith("]") && count(typed, "]") > count(typed, "["))
    typed = typed.slice(0, -1).replace(/[.,;:!?]+$/, "");
  return typed;
}

const count = (text: string, character: string) => text.split(character).length - 1;

/** The reader would take another host for the true one: a name before an @, letters of another script. */
function deceives(typed: string, { host, username, password }: URL): boolean {
  const shown = /^https?:\/\/([^/?#]*)/i.exec(typed)?.[1]?.toLowerCase() ?? "";
  return username !== "" || password !== "" || shown.replace(/:(80|443)$/, "") !== host;
}
