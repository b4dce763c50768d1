import type { HtmlLine } from "./html-line.ts";
import { attribute } from "./html-token.ts";

/** Elements in which mail programs put what they quote (rule Q2). Outlook puts "x_" before names of what it quotes again. */
const around =
  /(?:^|[\s"'=])(?:x_)*(gmail_quote(?:_container)?|protonmail_quote|yahoo_quoted\w*|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|aktion-quote)(?=$|[\s"'])/i;

/** Elements behind which everything is quoted. */
const from = /(?:^|[\s"'=])(?:x_)*(divRplyFwdMsg|appendonsend|OutlookMessageHeader|moz-cite-prefix)(?=$|[\s"'])/i;

/** The line that Outlook draws above the header of what it quotes. */
const outlookLine =
  /border(?:-top)?:\s*(?:none;\s*border-top:\s*)?solid\s+#?(?:[a-z0-9]+)\s+1(?:\.0)?pt[\s\S]*padding:\s*3(?:\.0)?pt\s+0(?:cm|in|mm)?\s+0(?:cm|in|mm)?\s+0/i;

type Container = { tag: string; nested: number; first: number; last: number };

/** Watches where quotes begin and end while HTML becomes lines, and marks the lines when all are there. */
export class QuoteWatch {
  readonly lines: HtmlLine[];
  readonly containers: Container[] = [];
  open_: Container | null = null;
  start = Number.POSITIVE_INFINITY;

  constructor(lines: HtmlLine[]) {
    this.lines = lines;
  }

  open(tag: string, attributes: string, depth: number): void {
    if (this.open_) {
      if (this.open_.tag === tag) this.open_.nested++;
      return;
    }
    if (depth > 0 || attributes === "") return;
    if (around.test(attributes))
      this.open_ = { tag, nested: 1, first: this.lines.length, last: Number.POSITIVE_INFINITY };
    else if (from.test(attributes) || outlookLine.test(attribute(attributes, "style"))) this.fromHere();
  }

  close(tag: string): void {
    if (this.open_?.tag !== tag || --this.open_.nested > 0) return;
    this.containers.push({ ...this.open_, last: this.lines.length });
    this.open_ = null;
  }

  fromHere(): void {
    this.start = Math.min(this.start, this.lines.length);
  }

  finish(): void {
    if (this.open_) this.containers.push({ ...this.open_, last: this.lines.length });
    for (const container of this.containers) this.markIn(container.first, container.last);
    this.markIn(this.start, this.lines.length);
    for (const line of this.lines) if (line.depth > 0) line.quoted = true;
  }

  /** Where block quotes stand inside, what is between and behind them was written by hand: an answer to each point. */
  private markIn(first: number, last: number): void {
    const quote = this.lines.findIndex(({ depth }, index) => index >= first && index < last && depth > 0);
    const end = quote < 0 ? last : quote;
    for (let index = first; index < end; index++) this.lines[index]!.quoted = true;
  }
}
