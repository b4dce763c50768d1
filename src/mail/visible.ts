import { isAttribution, isForwardMark, isHeaderBlock, isOriginalMark, longestAttribution } from "./attribution.ts";
import { textBodies } from "./body.ts";
import { unflowed } from "./flowed.ts";
import { HtmlLines } from "./html-line.ts";
import type { Body, ParsedMail } from "./mail.ts";
import { isForward } from "./subject.ts";

/** What a reader sees at first, and what is folded away below it ("" when nothing is). Both together are the whole text. */
export type Visible = { text: string; folded: string };

/** Longer ones are no replies: logs, dumps. */
const longest_chars = 1_000_000;

/** `quoted`: by a mark of its own, a ">" or the container of a mail program. */
type Line = { text: string; quoted: boolean };

/**
 * The reply without what it quotes. Folds only the end, and only when nothing new stands in or behind it and something is left to see
 * (rules Q1 to Q5). What was forwarded was sent to be read, and is never folded.
 */
export function visibleOf(mail: Pick<ParsedMail, "bodies" | "subject" | "text">): Visible {
  const bodies = textBodies(mail.bodies);
  if (bodies.reduce((sum, { content }) => sum + content.length, 0) > longest_chars)
    return { text: mail.text, folded: "" };
  const lines = bodies.flatMap(linesOf);
  return isForward(mail.subject) ? whole(lines) : fold(lines);
}

export const visibleText = (text: string): Visible => fold(textLines(text));

export const visibleHtml = (html: string): Visible => fold(htmlLines(html));

function linesOf({ kind, content, flowed }: Body): Line[] {
  if (kind === "html") return htmlLines(content);
  if (flowed === "no") return textLines(content);
  return unflowed(content, flowed === "delsp").map(({ text, depth }) => ({ text, quoted: depth > 0 }));
}

const textLines = (text: string): Line[] =>
  text.split(/\r\n?|\n/).map((line) => ({ text: line, quoted: /^\s{0,3}[>＞]/.test(line) }));

const htmlLines = (html: string): Line[] =>
  new HtmlLines(html).lines.map(({ text, depth, quoted }) => ({
    text: depth > 0 ? `${">".repeat(Math.min(depth, 20))} ${text}`.trimEnd() : text,
    quoted,
  }));

function fold(lines: Line[]): Visible {
  const start = foldStart(lines);
  const seen = lines.slice(0, start);
  if (start >= lines.length || seen.every(isBlank)) return whole(lines);
  return { text: told(seen), folded: told(lines.slice(start)) };
}

const whole = (lines: Line[]): Visible => ({ text: told(lines), folded: "" });

const told = (lines: Line[]) =>
  lines
    .map(({ text }) => text)
    .join("\n")
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd();

const isBlank = ({ text }: Line) => text.trim() === "";

/** Where what is folded begins; the number of lines when nothing may be. Quotes right above a mark go with it. */
function foldStart(lines: Line[]): number {
  const start = tailStart(lines.slice(0, markedStart(lines)));
  return mayFold(lines, start) ? withLead(lines, start) : lines.length;
}

/** The first line below which everything is quoted though no line says so: a copied header, "Original Message", an attribution. */
function markedStart(lines: Line[]): number {
  const texts = lines.map(({ text }) => text);
  const marked = texts.findIndex((text, index) => {
    if (text.trim() === "" || lines[index]!.quoted) return false;
    if (isForwardMark(text) || isOriginalMark(text) || isHeaderBlock(texts, index)) return true;
    return beginsParagraph(lines, index) && introducesUnmarked(lines, texts, index);
  });
  return marked < 0 ? lines.length : marked;
}

const beginsParagraph = (lines: readonly Line[], index: number) =>
  index === 0 || isBlank(lines[index - 1]!) || isRule(lines[index - 1]!);

const isRule = ({ text }: Line) => /^\s*[_-]{5,}\s*$/.test(text);

/** An attribution whose quote has no marks: what is below it is quoted all the same. */
function introducesUnmarked(lines: readonly Line[], texts: readonly string[], index: number): boolean {
  const length = attributionLength(texts, index);
  const next = lines.slice(index + length, index + length + 4).find((line) => !isBlank(line));
  return length > 0 && next !== undefined && !next.quoted;
}

/** How many lines from `index` on introduce a quote; 0 when they do not. */
function attributionLength(texts: readonly string[], index: number): number {
  let joined = "";
  for (let length = 1; length <= longestAttribution && index + length <= texts.length; length++) {
    const text = texts[index + length - 1]!.trim();
    if (text === "") return 0;
    joined = `${joined} ${text}`.trim();
    if (isAttribution(joined, false)) return length;
  }
  return 0;
}

/** Where the quoted lines at the end begin. */
function tailStart(lines: readonly Line[]): number {
  let start = lines.length;
  for (let index = lines.length - 1; index >= 0; index--) {
    if (lines[index]!.quoted) start = index;
    else if (!isBlank(lines[index]!)) break;
  }
  return start;
}

/** No: what is forwarded, and an end that belongs to a quote with answers in between. */
function mayFold(lines: readonly Line[], start: number): boolean {
  const first = lines.slice(start).find((line) => !isBlank(line));
  if (!first || isForwardMark(first.text)) return false;
  const answeredAbove = lines.slice(0, start).some((line) => line.quoted && !isBlank(line));
  return !answeredAbove || !first.quoted || withLead(lines, start) < start;
}

/** The attribution above a quote goes with it, as does the rule above a copied header. */
function withLead(lines: readonly Line[], start: number): number {
  let end = start;
  while (end > 0 && start - end < 4 && (isBlank(lines[end - 1]!) || isRule(lines[end - 1]!))) end--;
  for (let length = 1; length <= longestAttribution && length <= end; length++) {
    const intro = lines.slice(end - length, end);
    if (intro.some(isBlank)) break;
    if (isAttribution(intro.map(({ text }) => text.trim()).join(" "), true)) return end - longest(lines, end, length);
  }
  return lines.slice(end, start).some(isRule) ? end : start;
}

/** An attribution may begin a line or more above the part that is one already ("On … <a@b.c>⏎ wrote:"). */
function longest(lines: readonly Line[], end: number, found: number): number {
  let best = found;
  for (let length = found + 1; length <= longestAttribution && length <= end; length++) {
    const first = lines[end - length]!;
    if (isBlank(first)) break;
    if (/^\s*(?:On|Am|Den|Le|Il|El|Em|No|Op|På|W dniu|Dnia|Dne|Dňa|Pe)\s/u.test(first.text)) best = length;
  }
  return best;
}
