import { readAddresses } from "./address.ts";
import { automaticOf } from "./automatic.ts";
import { htmlOf, leavesOf, textOf } from "./body.ts";
import type { Reading } from "./charset.ts";
import { decodeWords } from "./encoded-word.ts";
import { type Fields, headStart } from "./field.ts";
import type { ParsedMail } from "./mail.ts";
import { readMailDate } from "./mail-date.ts";
import { messageIdsIn, ownMessageId, repliedToId } from "./message-id.ts";
import { splitMail } from "./part.ts";
import { readReport } from "./report.ts";

export type { Address, Attachment, ParsedMail } from "./mail.ts";

/**
 * Reads any bytes as a mail and never throws.
 * `guess` (the usual way) reads bytes whose charset the mail does not state, or states wrongly, as what they most likely are, and finds
 * boundaries that were not stated; without it such bytes are UTF-8, and what is not becomes U+FFFD.
 */
export function parseMail(raw: Uint8Array, { guess = true }: { guess?: boolean } = {}): ParsedMail {
  const bytes = withLineFeeds(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  const reading: Reading = { guess, hint: null };
  const root = splitMail(bytes, headStart(bytes), reading);
  const { bodies, attachments } = leavesOf(root, reading);
  const headers = new MailHeaders(root.fields, reading);
  const mail = { ...headers.people(), ...headers.thread(), ...headers.route(), text: textOf(bodies), attachments };
  const report = readReport({ ...mail, type: root.type.value, fields: root.fields });
  const isReport = report !== null || root.type.value === "multipart/report";
  return {
    ...mail,
    automatic: automaticOf({ fields: root.fields, from: mail.from, returnPath: mail.returnPath, isReport }),
    html: htmlOf(bodies),
    bodies,
    headers: headers.all(),
    report,
  };
}

/** Mail whose lines end in bare carriage returns, as old Macintosh programs wrote it. */
function withLineFeeds(raw: Buffer): Buffer {
  const opening = raw.toString("latin1", 0, 2000);
  if (!/^[\w-]+:[^\r\n]*\r(?!\n)(?:[\w-]+:|[ \t\r])/.test(opening)) return raw;
  return Buffer.from(raw.toString("latin1").replace(/\r\n?/g, "\n"), "latin1");
}

class MailHeaders {
  readonly fields: Fields;
  readonly reading: Reading;

  constructor(fields: Fields, reading: Reading) {
    this.fields = fields;
    this.reading = reading;
  }

  people() {
    const to = (name: string) => readAddresses(this.fields.all(name), this.reading);
    const from = this.fields.all("from").map((bytes) => readAddresses([bytes], this.reading));
    return {
      from: from.findLast((people) => people.some(({ address }) => address !== "")) ?? from.at(-1) ?? [],
      to: to("to"),
      cc: to("cc"),
      bcc: to("bcc"),
      replyTo: to("reply-to"),
      sender: to("sender")[0] ?? null,
    };
  }

  thread() {
    return {
      subject: this.text("subject"),
      date: readMailDate(this.text("date")),
      messageId: ownMessageId(this.fields.first("message-id")),
      inReplyTo: repliedToId(this.fields.last("in-reply-to")),
      references: messageIdsIn(this.fields.all("references").join(" ") || null),
      threadIndex: this.text("thread-index"),
      threadTopic: this.text("thread-topic"),
    };
  }

  route() {
    const returnPath = this.fields.first("return-path");
    const delivered = readAddresses(this.fields.all("delivered-to", "x-original-to", "envelope-to"), this.reading);
    return {
      returnPath: returnPath === null ? null : (readAddresses([returnPath], this.reading)[0]?.address ?? ""),
      deliveredTo: [...new Set(delivered.map(({ address, name }) => address || name.toLowerCase()))],
      authenticationResults: this.fields.all("authentication-results").map((bytes) => decodeWords(bytes, this.reading)),
      precedence: this.text("precedence")?.toLowerCase() ?? null,
      listId: this.text("list-id"),
    };
  }

  all() {
    return this.fields.list.map(({ name, bytes }) => ({
      name: decodeWords(name, this.reading),
      value: decodeWords(bytes, this.reading),
    }));
  }

  private text(name: string): string | null {
    const bytes = this.fields.last(name);
    return bytes === null ? null : decodeWords(bytes, this.reading);
  }
}
