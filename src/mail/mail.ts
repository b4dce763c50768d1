import type { Automatic } from "./automatic.ts";
import type { Report } from "./report.ts";

/** `address` is lower-case and may be empty (a name without address, a group without members is no entry at all). */
export type Address = { name: string; address: string };

/** A header as it stands in the mail, in order: the name as written, the value unfolded and decoded. */
export type Header = { name: string; value: string };

/** A leaf that is no body. Content, size and hash are computed when first asked for; content is a view into the raw mail where it can be. */
export type Attachment = {
  readonly filename: string | null;
  /** Lower-case, without parameters; `application/octet-stream` when the mail states nothing usable. */
  readonly contentType: string;
  /** Without angle brackets, as `cid:` addresses name it. */
  readonly contentId: string | null;
  readonly disposition: string | null;
  /** What the mail says of text: the charset of its bytes. */
  readonly charset: string | null;
  /** Bytes after the transfer encoding is undone. */
  readonly content: Uint8Array;
  readonly size: number;
  /** Hex, of `content`. */
  readonly sha256: string;
};

/** One leaf that is shown, in the order of the mail. `alternative`: the same content is there in the other kind too. */
export type Body = {
  kind: "text" | "html";
  content: string;
  alternative: boolean;
  /** RFC 3676: lines ending in a space go on. `text` of the mail keeps them as sent, `visibleOf` joins them. */
  flowed: "no" | "yes" | "delsp";
};

export type ParsedMail = {
  from: Address[];
  to: Address[];
  cc: Address[];
  bcc: Address[];
  replyTo: Address[];
  sender: Address | null;
  /** Lower-case; "" for the null sender `<>`; null when the mail has no Return-Path. */
  returnPath: string | null;
  /** Delivered-To, X-Original-To, Envelope-To: lower-case, each once, topmost first. */
  deliveredTo: string[];
  subject: string | null;
  /** ISO in UTC; null when there is none or it cannot be read. */
  date: string | null;
  /** Rule R3: no brackets, spaces, comments; case kept. Null when the mail has none. */
  messageId: string | null;
  inReplyTo: string | null;
  /** Oldest first, each once. */
  references: string[];
  automatic: Automatic;
  /** All text to read: plain parts, and HTML parts converted where no plain one stands beside them. */
  text: string;
  /** The decoded original, parts in order; null when the mail has no HTML. Not sanitised. */
  html: string | null;
  bodies: Body[];
  attachments: Attachment[];
  headers: Header[];
  threadIndex: string | null;
  threadTopic: string | null;
  /** Topmost first, as the servers wrote them. */
  authenticationResults: string[];
  /** Lower-case. */
  precedence: string | null;
  listId: string | null;
  report: Report | null;
};
