import { Readable } from "node:stream";
import { domainToASCII } from "node:url";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Address } from "./mail.ts";
import { answeringThreadIndex } from "./thread-index.ts";

/** What a mail of ours says. It is fixed when the mail is queued; the bytes are made from it once. */
export type OutgoingContent = {
  from: Address;
  to: Address[];
  cc: Address[];
  bcc: Address[];
  replyTo: Address[];
  subject: string;
  text: string;
  html: string | null;
  /** Message-IDs without <>; `references` oldest first. */
  inReplyTo: string | null;
  references: string[];
  /** As it stood in the mail that this answers. */
  threadIndex: string | null;
  /** ISO */
  date: string;
  headers?: Record<string, string>;
  attachments: { filename: string; contentType: string; blob_id: number; contentId?: string }[];
};

export type Automatic = "auto-replied" | "auto-generated";

type Composing = {
  content: OutgoingContent;
  mail_id: string;
  automatic: Automatic | null;
  /** Which installation of Aktion this is: stands in X-Loop. */
  install: string;
  bytesOf: (blobId: number) => AsyncIterable<Uint8Array>;
};

/** The mail as bytes, as a stream; attachments are read while it flows. Nothing in the content can add a header. */
export function compose({ content, mail_id, automatic, install, bytesOf }: Composing): Readable {
  const { from, to, cc, replyTo, subject, text, html, inReplyTo } = content;
  const references = referencesOf(content);
  const composer = new MailComposer({
    from: written(from),
    to: to.map(written),
    cc: cc.map(written),
    replyTo: replyTo.map(written),
    subject: oneLine(subject),
    text,
    ...(html === null ? {} : { html }),
    messageId: `<${mail_id}>`,
    date: new Date(content.date),
    ...(isId(inReplyTo) ? { inReplyTo: `<${inReplyTo}>` } : {}),
    ...(references.length > 0 ? { references: references.map((id) => `<${id}>`).join(" ") } : {}),
    headers: headersOf(content, automatic, install),
    attachments: content.attachments.map(({ filename, contentType, blob_id, contentId }) => ({
      filename: oneLine(filename),
      contentType: /^[\w.+-]+\/[\w.+-]+$/.test(contentType) ? contentType : "application/octet-stream",
      content: Readable.from(bytesOf(blob_id), { objectMode: false }),
      contentTransferEncoding: "base64",
      ...(contentId ? { cid: oneLine(contentId) } : {}),
    })),
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().createReadStream();
}

/** Everybody it goes to, each once, as SMTP wants them. */
export function recipientsOf({ to, cc, bcc }: Pick<OutgoingContent, "to" | "cc" | "bcc">): string[] {
  return [...new Set([...to, ...cc, ...bcc].map(({ address }) => smtpAddress(address)))];
}

/** An address whose domain is ASCII, whatever people write; its other half stays. Throws when it is no address. */
export function smtpAddress(address: string): string {
  const at = address.lastIndexOf("@");
  const domain = domainToASCII(address.slice(at + 1));
  if (at < 1 || domain === "" || /[\s<>",;:\\()[\]\p{Cc}]/u.test(address))
    throw new Error(`not an address: ${address}`);
  return `${address.slice(0, at)}@${domain}`;
}

function written({ name, address }: Address): { name: string; address: string } {
  return { name: oneLine(name), address: smtpAddress(address) };
}

/** Header lines end at a line break: a subject, a name or a file name has none. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

const isId = (id: string | null): id is string => id !== null && /^[^\s<>\p{Cc}]{3,400}$/u.test(id);

/** So long a line of References is taken by every server that was looked at. */
const referencesLength = 2000;

/** What In-Reply-To and References say: the mail that began it, then as many of the newest as fit. */
function referencesOf({ references, inReplyTo }: OutgoingContent): string[] {
  const [first, ...rest] = [...new Set([...references, ...(inReplyTo ? [inReplyTo] : [])])].filter(isId);
  if (first === undefined) return [];
  const kept: string[] = [];
  let length = first.length + 3;
  for (const id of rest.toReversed()) {
    length += id.length + 3;
    if (length > referencesLength) break;
    kept.unshift(id);
  }
  return [first, ...kept];
}

function headersOf(content: OutgoingContent, automatic: Automatic | null, install: string): Record<string, string> {
  const index = answeringThreadIndex(content.threadIndex, new Date(content.date));
  const given = Object.entries(content.headers ?? {}).filter(([name]) => /^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name));
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, oneLine(value)])),
    ...(index === null ? {} : { "Thread-Index": index, "Thread-Topic": topicOf(content.subject) }),
    ...(automatic === null ? {} : automaticHeaders(automatic, install)),
  };
}

/** RFC 3834 and what Exchange and others ask for beside it: rule A3. */
function automaticHeaders(automatic: Automatic, install: string): Record<string, string> {
  return {
    "Auto-Submitted": automatic,
    "X-Auto-Response-Suppress": "All",
    Precedence: "auto_reply",
    "X-Loop": `aktion-${install}`,
  };
}

function topicOf(subject: string): string {
  return oneLine(subject).replace(/^((re|aw|fwd?|wg|sv|antw)(\[\d+\])?:\s*)+/i, "");
}
