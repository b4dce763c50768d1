import type { Reading } from "./charset.ts";
import { cutAtWords, decodePiece, decodeWords, type Piece } from "./encoded-word.ts";
import type { Address } from "./mail.ts";

/**
 * The addresses of a header (bytes), groups flattened. Reads what RFC 5322 allows (comments, quoted local parts, routes) and what it does
 * not: commas forgotten, brackets left open, semicolons for commas. An entry with neither name nor address is no entry.
 */
export function readAddresses(headers: readonly string[], reading: Reading): Address[] {
  return headers.flatMap((bytes) => new AddressList(bytes, reading).read());
}

/** Encoded words stand in for one character each, so that a comma inside of one parts nothing. */
const firstStandIn = 0xe000;
const most = 6000;

class AddressList {
  readonly found: Address[] = [];
  readonly reading: Reading;
  readonly words: Piece[] = [];
  readonly text: string;
  at = 0;
  phrase = "";
  comments: string[] = [];
  angle: string | null = null;
  /** What stood before the bracket. */
  named = "";
  quotesClose = true;

  constructor(bytes: string, reading: Reading) {
    this.reading = reading;
    this.text = this.standIn(bytes);
  }

  private standIn(bytes: string): string {
    if (!bytes.includes("=?")) return bytes;
    return cutAtWords(bytes)
      .map((piece) => {
        if (piece.charset === null || this.words.length >= most) return piece.bytes;
        return String.fromCharCode(firstStandIn + this.words.push(piece) - 1);
      })
      .join("");
  }

  read(): Address[] {
    while (this.at < this.text.length) this.step(this.text[this.at]!);
    this.flush();
    return this.found;
  }

  private step(char: string): void {
    if (char === '"') this.phrase += this.quoted();
    else if (char === "(") this.comments.push(this.comment());
    else if (char === "<") this.openAngle();
    else if (char === "[") this.phrase += this.until("]");
    else if (char === "," || char === ";") this.flush(1);
    else if (char === ":" && !/[@:]|mailto$/i.test(this.phrase)) this.startGroup();
    else this.plain();
  }

  private plain(): void {
    const run = /[^"(<[,;:]*/y;
    run.lastIndex = this.at + 1;
    this.take(this.at + 1 + run.exec(this.text)![0].length);
  }

  private take(end: number): void {
    this.phrase += this.text.slice(this.at, end);
    this.at = end;
  }

  /** The name of a group says nothing that its members need. */
  private startGroup(): void {
    this.phrase = "";
    this.comments = [];
    this.at++;
  }

  /** Keeps quotes and escapes: whether a word was quoted decides whether it can be an address. */
  private quoted(): string {
    const string = /"(?:[^"\\]|\\[\s\S])*"/y;
    string.lastIndex = this.at;
    const whole = this.quotesClose ? string.exec(this.text)?.[0] : undefined;
    this.quotesClose &&= whole !== undefined; // what is not closed here is closed nowhere behind it
    this.at += whole?.length ?? 1;
    return whole ?? " ";
  }

  private until(close: string): string {
    const end = this.text.indexOf(close, this.at);
    const whole = this.text.slice(this.at, end < 0 ? this.at + 1 : end + 1);
    this.at += whole.length;
    return whole;
  }

  private comment(): string {
    let depth = 0;
    const start = this.at;
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at];
      if (char === "\\") this.at++;
      else if (char === "(") depth++;
      else if (char === ")" && --depth === 0) break;
    }
    this.at = Math.min(this.at + 1, this.text.length);
    return this.text.slice(start + 1, depth === 0 ? this.at - 1 : this.at).replace(/\\(.)/g, "$1");
  }

  private openAngle(): void {
    if (this.angle !== null) this.add(this.named, this.angle, this.comments.splice(0));
    const inside = /<+\s*("(?:[^"\\]|\\[\s\S])*")?(?:@[^,:<>]*,\s*(?=@))*[^<>,;]*>*/y;
    inside.lastIndex = this.at;
    const whole = inside.exec(this.text)![0];
    this.named = this.phrase;
    this.phrase = "";
    this.angle = whole.replace(/^<+|>+$/g, "");
    this.at += whole.length;
  }

  private flush(skip = 0): void {
    const { angle, phrase, comments } = this;
    this.at += skip;
    this.angle = null;
    this.phrase = "";
    this.comments = [];
    if (angle !== null) this.add(`${this.named} ${phrase}`, angle, comments);
    else this.addBare(phrase, comments);
  }

  /** Without brackets: what has an @ is the address, the rest is the name. White space around @ and dots was allowed once. */
  private addBare(phrase: string, comments: string[]): void {
    const single = phrase.replace(/\s+/g, " ");
    const joined = spaced.test(single) ? single.replaceAll(" ", "") : single.replace(/ ?@ ?/g, "@");
    const words = joined.match(/(?:"(?:[^"\\]|\\[\s\S])*"|\S)+/g) ?? [];
    const isAddress = (word: string) => word.replace(/^"(?:[^"\\]|\\[\s\S])*"(?!@)/, "").includes("@");
    const addresses = words.filter(isAddress);
    const name = words.filter((word) => !isAddress(word)).join(" ");
    if (addresses.length === 0) this.add(name, "", comments);
    for (const address of addresses) this.add(addresses.length === 1 ? name : "", address, comments);
  }

  private add(phrase: string, address: string, comments: string[]): void {
    const name = this.told(
      phrase.replace(/"((?:[^"\\]|\\[\s\S])*)"/g, (_, inside: string) => inside.replace(/\\([\s\S])/g, "$1")),
    );
    const told = {
      name: name || (address === "" ? "" : this.told(comments.at(-1) ?? "")),
      address: this.told(withoutNoise(address)).toLowerCase(),
    };
    const hidden = told.address === "" ? /^(.*)<([^<>\s]+@[^<>\s]+)>$/s.exec(told.name) : null;
    if (hidden) this.found.push({ name: hidden[1]!.trim(), address: hidden[2]!.toLowerCase() });
    else if (told.name !== "" || told.address !== "") this.found.push(told);
  }

  private told(text: string): string {
    const pieces = text.split(/([\ue000-\uf8ff])/).map((piece) => {
      const word = this.words[piece.charCodeAt(0) - firstStandIn];
      return word ? decodePiece(word, this.reading) : decodeWords(piece, this.reading);
    });
    return pieces.join("").replace(/\s+/g, " ").trim();
  }
}

/** "j . doe @ firma . example": white space around dots was allowed once. */
const spaced = /^ ?[^\s@."]+(?: ?\. ?[^\s@."]+)* ?@ ?[^\s@."]+(?: ?\. ?[^\s@."]+)* ?$/;

/** Comments, routes (`@relay:`), `mailto:`, quotes around the whole, and white space are no part of an address. */
function withoutNoise(address: string): string {
  const bare = address.replace(/\((?:[^()\\]|\\.)*\)/g, "").replace(/^\s*(?:@[^:]*:|mailto:)/i, "");
  const spaced = bare.startsWith('"') ? bare : bare.replace(/\s+/g, "");
  return spaced
    .trim()
    .replace(/^'(.*@.*)'$/, "$1")
    .replace(/^"([^"\s]+@[^"]+)"$/, "$1");
}
