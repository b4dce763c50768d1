import { readAddresses } from "./address.ts";
import { bounceIn, type Returned, statusIn } from "./bounce.ts";
import { asStated } from "./charset.ts";
import { Fields, readHeaderBlock } from "./field.ts";
import type { Attachment } from "./mail.ts";
import { messageIdsIn, ownMessageId } from "./message-id.ts";

/** What became of one recipient; `status` as in RFC 3463 ("5.1.1"). Each is null when the report does not say it. */
export type ReportRecipient = {
  /** As we wrote to it where the report says so, else as it was in the end; lower-case. */
  address: string;
  action: "failed" | "delayed" | "delivered" | "relayed" | "expanded" | null;
  status: string | null;
  diagnostic: string | null;
};

/** What a server or a mail program says about a mail sent earlier (RFC 3464, RFC 8098, RFC 5965, and the common free forms). */
export type Report = {
  kind: "delivery-status" | "disposition" | "feedback" | "other";
  recipients: ReportRecipient[];
  /** The Message-ID of the mail that this is about, normalised as R3. */
  originalMessageId: string | null;
  /** The ENVID given when the mail was sent. */
  envid: string | null;
};

const kinds: [type: RegExp, kind: Report["kind"]][] = [
  [/^message\/(global-)?delivery-status$/, "delivery-status"],
  [/^message\/(global-)?disposition-notification$/, "disposition"],
  [/^message\/feedback-report$/, "feedback"],
];

/** The report a mail is, or null. Reads multipart/report, status parts outside of one, and bounces in free text. */
export function readReport(mail: Returned): Report | null {
  for (const [type, kind] of kinds) {
    const part = mail.attachments.find(({ contentType }) => type.test(contentType));
    if (part) return machineReadable(kind, blocksOf(part.content), mail);
  }
  const bounce = bounceIn(mail);
  if (bounce)
    return {
      kind: "delivery-status",
      envid: null,
      ...bounce,
      originalMessageId: originalId(mail.attachments) ?? bounce.originalMessageId,
    };
  if (mail.type !== "multipart/report") return null;
  return { kind: "other", recipients: [], originalMessageId: originalId(mail.attachments), envid: null };
}

function machineReadable(kind: Report["kind"], blocks: Fields[], { attachments }: Returned): Report {
  const stated = firstOf(blocks, "original-message-id", "x-original-message-id");
  return {
    kind,
    recipients: blocks.flatMap(recipientOf),
    originalMessageId: messageIdsIn(stated)[0] ?? originalId(attachments),
    envid: firstOf(blocks, "original-envelope-id"),
  };
}

/** Groups of fields, with empty lines between. */
function blocksOf(content: Uint8Array): Fields[] {
  const raw = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const blocks: Fields[] = [];
  for (let at = 0, passed = 0; at < raw.length && passed < mostStray && blocks.length < mostBlocks; ) {
    const { fields, bodyStart } = readHeaderBlock(raw, at, () => false);
    if (fields.length > 0) blocks.push(new Fields(fields));
    const stuck = bodyStart === at; // at a line that is no field: it is passed over
    passed += Number(stuck);
    at = stuck ? afterLine(raw, at) : bodyStart;
  }
  return blocks;
}

const mostBlocks = 10_000;
const mostStray = 500;

function afterLine(raw: Buffer, at: number): number {
  const feed = raw.indexOf(10, at);
  return feed < 0 ? raw.length : feed + 1;
}

const firstOf = (blocks: Fields[], ...names: string[]): string | null =>
  blocks.flatMap((block) => block.all(...names)).find((value) => value !== "") ?? null;

function recipientOf(block: Fields): ReportRecipient[] {
  const written =
    block.first("original-recipient") ?? block.first("final-recipient") ?? block.first("original-rcpt-to");
  const address = written === null ? "" : recipientAddress(written);
  if (address === "") return [];
  const action = block.first("action")?.toLowerCase() ?? "";
  const diagnostic = block.first("diagnostic-code") ?? block.first("disposition");
  return [
    {
      address,
      action:
        (["failed", "delayed", "delivered", "relayed", "expanded"] as const).find((one) => action.startsWith(one)) ??
        null,
      status: statusIn(block.first("status")) ?? statusIn(diagnostic),
      diagnostic: diagnostic?.replace(/^\s*[\w-]+\s*;\s*/, "").trim() || null,
    },
  ];
}

/** "rfc822; a+2Bb@example.com": the type of address goes, and xtext (RFC 3461) is read. */
function recipientAddress(written: string): string {
  const bare = written.replace(/^\s*[\w-]+\s*;/, "");
  const [found] = readAddresses([bare], asStated);
  return (found?.address ?? "").replace(/\+(2b|3d)/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The id of the mail that came back with the report, whole or as its header alone. */
function originalId(attachments: readonly Attachment[]): string | null {
  const original = attachments.find(({ contentType }) =>
    /^(message\/(rfc822|global)|text\/rfc822-headers|message\/rfc822-headers|message\/global-headers)$/.test(
      contentType,
    ),
  );
  if (!original) return null;
  const { content } = original;
  const { fields } = readHeaderBlock(
    Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    0,
    () => false,
  );
  return ownMessageId(new Fields(fields).first("message-id"));
}
