import { QuoteWatch } from "./html-quote.ts";
import { attribute, type HtmlToken, HtmlTokens } from "./html-token.ts";

/** A line of HTML as a reader sees it. `depth`: how many block quotes it stands in. `quoted`: it belongs to a mail program's quote. */
export type HtmlLine = { text: string; depth: number; quoted: boolean };

const paragraphs = new Set([
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "ul",
  "ol",
  "dl",
  "table",
  "blockquote",
  "pre",
  "hr",
]);
const blocks = new Set(
  "div tr li dt dd section article header footer main nav aside address center form fieldset figure figcaption body html caption thead tbody tfoot".split(
    " ",
  ),
);

const longestLink = 80;

/** HTML as lines: blocks begin lines, paragraphs are set apart, lists marked, cells beside each other, links and pictures named. */
export class HtmlLines {
  readonly lines: HtmlLine[] = [];
  readonly watch = new QuoteWatch(this.lines);
  readonly lists: (number | null)[] = [];
  buffer: string[] = [];
  /** What comes before the next text of the line. */
  lead = "";
  depth = 0;
  pre = 0;
  link: { href: string; from: number } | null = null;

  constructor(html: string) {
    for (const token of new HtmlTokens(html)) this.take(token);
    this.endLine();
    this.watch.finish();
  }

  private take(token: HtmlToken): void {
    if (token.kind === "text") this.text(token.text);
    else if (token.kind === "open") this.open(token.tag, token.attributes, token.empty);
    else if (token.kind === "close") this.close(token.tag);
    else if (token.text.trim() === "originalMessage") this.mark(() => this.watch.fromHere());
  }

  private text(text: string): void {
    if (this.pre > 0) this.preformatted(text);
    else this.spaced(text);
  }

  private spaced(text: string): void {
    const told = text.replace(/[\s\u200b\u200c\ufeff\u00ad]+/g, " ");
    const atStart = this.buffer.length === 0 || this.buffer.at(-1)!.endsWith(" ");
    const piece = atStart ? told.trimStart() : told;
    if (piece !== "") this.add(piece);
  }

  private preformatted(text: string): void {
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (index > 0) this.push();
      if (line !== "") this.add(line);
    }
  }

  private add(text: string): void {
    if (this.lead !== "") this.buffer.push(this.lead);
    this.lead = "";
    this.buffer.push(text);
  }

  private open(tag: string, attributes: string, empty: boolean): void {
    if (paragraphs.has(tag) || blocks.has(tag)) this.mark(() => this.watch.open(tag, attributes, this.depth));
    this.begin(tag, attributes, empty);
    if (paragraphs.has(tag)) this.gap();
  }

  private begin(tag: string, attributes: string, empty: boolean): void {
    if (tag === "br") this.push();
    else if (tag === "blockquote" && !empty) this.depth++;
    else if (tag === "pre" && !empty) this.pre++;
    else if (tag === "ul" || tag === "ol") this.lists.push(tag === "ol" ? 0 : null);
    else if (tag === "li") this.lead = this.item();
    else if (tag === "td" || tag === "th") this.cell();
    else if (tag === "hr") this.add("-----");
    else if (tag === "img") this.picture(attribute(attributes, "alt"));
    else if (tag === "a") this.link = { href: attribute(attributes, "href"), from: this.buffer.length };
  }

  private close(tag: string): void {
    if (paragraphs.has(tag) || blocks.has(tag)) {
      this.endLine();
      this.watch.close(tag);
    }
    if (tag === "blockquote") this.depth = Math.max(0, this.depth - 1);
    else if (tag === "pre") this.pre = Math.max(0, this.pre - 1);
    else if (tag === "ul" || tag === "ol") this.lists.pop();
    else if (tag === "a") this.endLink();
    if (paragraphs.has(tag)) this.gap();
  }

  private mark(watched: () => void): void {
    this.endLine();
    watched();
  }

  private item(): string {
    const count = this.lists.at(-1);
    const indent = "  ".repeat(Math.min(Math.max(this.lists.length - 1, 0), 8));
    if (typeof count !== "number") return `${indent}- `;
    this.lists[this.lists.length - 1] = count + 1;
    return `${indent}${count + 1}. `;
  }

  private cell(): void {
    if (this.buffer.length > 0 && !this.buffer.at(-1)!.endsWith(" ")) this.buffer.push("  ");
  }

  private picture(alt: string): void {
    if (alt !== "") this.add(`[${alt.replace(/\s+/g, " ")}]`);
  }

  /** The address of a link is told where it is short and says more than its words. */
  private endLink(): void {
    if (!this.link) return;
    const { href, from } = this.link;
    this.link = null;
    const words = this.buffer.slice(from).join("").trim();
    const bare = (address: string) => address.replace(/^(mailto:|tel:|https?:\/\/(www\.)?)/i, "").replace(/\/$/, "");
    if (words === "" || !/^(https?|mailto|tel):/i.test(href) || href.length > longestLink) return;
    if (bare(words).toLowerCase() !== bare(href).toLowerCase()) this.add(` <${href}>`);
  }

  /** A block ends the line it stands in, and makes none of its own. */
  private endLine(): void {
    if (this.buffer.length > 0) this.push();
  }

  private gap(): void {
    this.endLine();
    const last = this.lines.at(-1);
    if (last && last.text !== "") this.lines.push({ text: "", depth: Math.min(this.depth, last.depth), quoted: false });
  }

  private push(): void {
    this.lines.push({ text: this.buffer.join("").trimEnd(), depth: this.depth, quoted: false });
    this.buffer = [];
    if (this.link) this.link.from = 0;
  }
}
