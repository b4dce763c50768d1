import { decodeHTML } from "entities/decode";

export type HtmlToken =
  | { kind: "text"; text: string }
  | { kind: "open"; tag: string; attributes: string; empty: boolean }
  | { kind: "close"; tag: string }
  | { kind: "comment"; text: string };

/** What is between their tags is no text. */
const silent = ["script", "style", "title", "template", "noframes", "object", "svg"];

const tagName = /[a-z][^\s/>]*/iy;

/** Cuts HTML into tokens, in time linear to its length whatever it holds. Builds no tree: mail is full of tags that are never closed. */
export class HtmlTokens {
  readonly #html: string;
  #at = 0;
  #quotesClose = true;
  /** Tags of `silent` that are not closed behind the place read last. */
  readonly #open = new Set<string>();

  constructor(html: string) {
    this.#html = html;
  }

  *[Symbol.iterator](): Generator<HtmlToken> {
    const html = this.#html;
    while (this.#at < html.length) {
      const mark = this.nextMark();
      if (mark > this.#at) yield this.text(mark);
      if (mark >= html.length) return;
      const token = html.startsWith("<!--", mark) ? this.comment(mark) : this.tag(mark);
      if (token) yield token;
    }
  }

  /** The next `<` that begins a tag or a comment. */
  private nextMark(): number {
    for (let at = this.#html.indexOf("<", this.#at); at >= 0; at = this.#html.indexOf("<", at + 1))
      if (/[a-z/!?]/i.test(this.#html[at + 1] ?? "")) return at;
    return this.#html.length;
  }

  private text(end: number): HtmlToken {
    const text = this.#html.slice(this.#at, end);
    this.#at = end;
    return { kind: "text", text: text.includes("&") ? decodeHTML(text) : text };
  }

  private comment(start: number): HtmlToken {
    const end = this.#html.indexOf("-->", start + 4);
    const close = end >= 0 ? end + 3 : this.endOfTag(start);
    this.#at = close;
    return { kind: "comment", text: this.#html.slice(start + 4, Math.min(end >= 0 ? end : close, start + 200)) };
  }

  private tag(start: number): HtmlToken | null {
    this.#at = this.endOfTag(start);
    const slash = this.#html[start + 1] === "/";
    tagName.lastIndex = slash ? start + 2 : start + 1;
    const name = tagName.exec(this.#html)?.[0];
    if (name === undefined) return null;
    const attributes = this.#html.slice(tagName.lastIndex, this.#html[this.#at - 1] === ">" ? this.#at - 1 : this.#at);
    const tag = name.toLowerCase().replace(/^.*:/, ""); // o:p and the like
    if (slash) return { kind: "close", tag };
    if (silent.includes(tag) && !attributes.endsWith("/")) this.skipTo(tag);
    return { kind: "open", tag, attributes, empty: attributes.endsWith("/") };
  }

  private skipTo(tag: string): void {
    if (this.#open.has(tag)) return;
    const close = new RegExp(`</${tag}\\b`, "gi");
    close.lastIndex = this.#at;
    const found = close.exec(this.#html);
    if (found) this.#at = found.index;
    else this.#open.add(tag);
  }

  /** Behind the `>` that ends the tag, one inside of quotes not counted. */
  private endOfTag(start: number): number {
    const html = this.#html;
    let end = html.indexOf(">", start);
    if (end < 0) return html.length;
    for (let at = start; this.#quotesClose && at < end; at++) {
      const quote = html[at];
      if ((quote !== '"' && quote !== "'") || html[at - 1] !== "=") continue;
      at = html.indexOf(quote, at + 1);
      if (at < 0) {
        this.#quotesClose = false;
        break;
      }
      if (at > end) end = html.indexOf(">", at);
      if (end < 0) return html.length;
    }
    return end + 1;
  }
}

/** The value of an attribute, decoded; "" where it is not there. */
export function attribute(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|[\\s"'])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(attributes);
  return decodeHTML(found?.[1] ?? found?.[2] ?? found?.[3] ?? "").trim();
}
