import { AttachedPart, contentOf, type Label, labelOf } from "./attached-part.ts";
import { decodeText, type Reading } from "./charset.ts";
import { decodeWords } from "./encoded-word.ts";
import { htmlToText } from "./html-text.ts";
import type { Attachment, Body } from "./mail.ts";
import type { Part } from "./part.ts";
import { uuFilesIn } from "./uuencode.ts";

export type Leaves = { bodies: Body[]; attachments: Attachment[] };

/** The parts of one multipart/alternative that are shown: whether a plain one can stand for an HTML one. */
type Choice = { text: boolean; html: boolean };

type Shown = { body: Body; choice: Choice | null };

/** Sorts every leaf into what is shown and what is attached. No leaf is neither; a named text that is to be shown in place is both. */
export function leavesOf(root: Part, reading: Reading): Leaves {
  const sorting = new Sorting(root, reading);
  sorting.walk(root, null);
  if (sorting.shown.length === 0 && sorting.attachments.length === 0) sorting.showAround(root, () => true);
  for (const { body, choice } of sorting.shown) body.alternative = choice?.text === true && choice.html;
  return { bodies: sorting.shown.map(({ body }) => body), attachments: sorting.attachments };
}

/** Longer named texts are files to open, not to read between others. */
const shownInPlace_bytes = 100_000;

/** What is known of a file that stands in the text itself. The text stays as it is. */
const uuFile = { contentType: "application/octet-stream", contentId: null, disposition: "attachment", charset: null };

class Sorting {
  readonly shown: Shown[] = [];
  readonly attachments: Attachment[] = [];
  readonly root: Part;
  readonly reading: Reading;

  constructor(root: Part, reading: Reading) {
    this.root = root;
    this.reading = reading;
  }

  walk(part: Part, choice: Choice | null): void {
    if (part !== this.root) this.showStray(part);
    if (part.parts.length === 0) this.leaf(part, choice);
    const inside = part.type.value === "multipart/alternative" ? { text: false, html: false } : choice;
    for (const one of part.parts) this.walk(one, inside);
    if (part.parts.length > 0) this.showAround(part, isWritten);
  }

  private leaf(part: Part, choice: Choice | null): void {
    const type = shownType(part);
    const label = labelOf(part, this.reading);
    const isFile = label.disposition === "attachment" || (label.filename !== null && part !== this.root);
    if (type === null || isFile) this.attach(part, label);
    if (type === null || label.disposition === "attachment") return;
    if (isFile && (label.disposition === null || part.end - part.start > shownInPlace_bytes)) return;
    this.show(part, type, choice);
  }

  private attach(part: Part, label: Label): void {
    if (part.start === part.end && part.fields.list.length === 0) return;
    this.attachments.push(new AttachedPart(label, () => contentOf(part)));
  }

  private show(part: Part, kind: Body["kind"], choice: Choice | null): void {
    const content = decodeText(contentOf(part), part.type.parameters.get("charset") ?? null, this.reading);
    if (content === "") return;
    if (choice && content.trim() !== "") choice[kind] = true;
    if (kind === "text")
      for (const { name, read } of uuFilesIn(content))
        this.attachments.push(new AttachedPart({ ...uuFile, filename: name }, read));
    this.shown.push({ body: { kind, content, alternative: false, flowed: flowOf(part) }, choice });
  }

  /** Lines that got among the fields of a part have no other place to be seen. */
  private showStray({ fields }: Part): void {
    const lines = fields.list.filter(({ stray }) => stray).map(({ name }) => decodeWords(name, this.reading));
    const content = lines.join("\n");
    if (/\p{L}{2}/u.test(content))
      this.shown.push({ body: { kind: "text", content, alternative: false, flowed: "no" }, choice: null });
  }

  /** Shows what stands before and behind the parts of a multipart, as far as it is `wanted`. */
  showAround(part: Part, wanted: (content: string, before: boolean) => boolean): void {
    for (const { start, end } of part.around) {
      const content = start < end ? decodeText(part.raw.subarray(start, end), null, this.reading) : "";
      const body: Body = { kind: "text", content, alternative: false, flowed: "no" };
      if (content.trim() !== "" && wanted(content, start === part.start)) this.shown.push({ body, choice: null });
    }
  }
}

const isRemark = (content: string) =>
  content.length < 600 && /\bmime\b|multi-?\s?part|mehrteilig|mail[ -](reader|client|program|software)/i.test(content);

/** Servers append notices behind the last part, and a damaged delimiter leaves text there. Before the first one stands a remark on MIME. */
const isWritten = (content: string, before: boolean) =>
  /[\p{L}\p{N}]{2}/u.test(content.replace(/^--.*$/gm, "")) && !(before && isRemark(content));

/** How a leaf is shown; null when it can only be attached. A multipart that could not be taken apart is shown as it stands. */
function shownType({ type, parts }: Part): Body["kind"] | null {
  if (type.value === "text/html") return "html";
  if (type.value === "text/plain") return "text";
  return type.value.startsWith("multipart/") && parts.length === 0 ? "text" : null;
}

function flowOf({ type }: Part): Body["flowed"] {
  if (type.value !== "text/plain" || type.parameters.get("format")?.toLowerCase() !== "flowed") return "no";
  return type.parameters.get("delsp")?.toLowerCase() === "yes" ? "delsp" : "yes";
}

/** The bodies to read as text: plain ones, and HTML ones for which no plain one stands. */
export const textBodies = (bodies: readonly Body[]): Body[] =>
  bodies.filter(({ kind, alternative }) => kind === "text" || !alternative);

/** More of one HTML part is not made into text: nobody reads it, and the HTML is kept whole. */
const longestConverted = 1_000_000;

export const textOf = (bodies: readonly Body[]): string =>
  textBodies(bodies)
    .map(({ kind, content }) => (kind === "text" ? content : htmlToText(content.slice(0, longestConverted))))
    .join("\n");

/** The HTML of a mail in order, with plain parts for which no HTML stands between; null when there is no HTML at all. */
export function htmlOf(bodies: readonly Body[]): string | null {
  if (!bodies.some(({ kind }) => kind === "html")) return null;
  return bodies
    .filter(({ kind, alternative, content }) => kind === "html" || (!alternative && content.trim() !== ""))
    .map(({ kind, content }) => (kind === "html" ? content : `<div>${escaped(content)}</div>`))
    .join("\n");
}

const escaped = (text: string) => Bun.escapeHTML(text.trim()).replace(/\r?\n/g, "<br>\n");
