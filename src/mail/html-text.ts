import { HtmlLines } from "./html-line.ts";

/** HTML as text that reads well: as `HtmlLines`, quotes behind ">". Time and memory are linear in the length. */
export function htmlToText(html: string): string {
  const { lines } = new HtmlLines(html);
  return lines
    .map(({ text, depth }) => (depth > 0 ? `${">".repeat(Math.min(depth, 20))} ${text}`.trimEnd() : text))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
