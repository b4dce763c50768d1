import type { Address } from "#src/mail/message.ts";
import type { Language } from "#src/say.ts";
import { formatMoment } from "#views/ui/moment.tsx";

type Quoted = { from: Address; at: string; text: string };
type Worded = {
  text: string;
  signature: string;
  mark: string;
  language: Language;
  time_zone: string;
  quoted: Quoted | null;
  /** What is passed on; stands below everything. */
  forwarded: string;
};

/** So much of what is answered is quoted; whoever wrote it has the rest. */
const mostQuoted = 20_000;

/**
 * What is sent: what was written, the signature, the mark that lets an answer find its way (rule M5), and below it what it answers. Without
 * a "-- " line: mail programs cut off everything after one when they quote, the mark too.
 */
export function sentText({ text, signature, mark, language, time_zone, quoted, forwarded }: Worded): string {
  const reference = language === "de" ? `Anfrage ${mark}` : `Ticket ${mark}`;
  const parts = [text.trimEnd(), signature.trim(), reference];
  if (quoted && quoted.text.trim() !== "") parts.push(quoteOf(quoted, language, time_zone));
  parts.push(forwarded);
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function quoteOf({ from, at, text }: Quoted, language: Language, time_zone: string): string {
  const who = from.name ? `${from.name} <${from.address}>` : from.address;
  const when = formatMoment(at, time_zone);
  const head = language === "de" ? `Am ${when} schrieb ${who}:` : `On ${when}, ${who} wrote:`;
  const lines = text.slice(0, mostQuoted).trim().split("\n");
  if (text.length > mostQuoted) lines.push("[…]");
  return [head, ...lines.map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`.trimEnd()))].join("\n");
}
