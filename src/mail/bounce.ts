import { readAddresses } from "./address.ts";
import { asStated } from "./charset.ts";
import type { Fields } from "./field.ts";
import type { Address, Attachment } from "./mail.ts";
import { messageIdsIn } from "./message-id.ts";
import type { Report, ReportRecipient } from "./report.ts";

/** What a mail must be looked at for to know whether it is a report. */
export type Returned = {
  type: string;
  fields: Fields;
  from: readonly Address[];
  subject: string | null;
  returnPath: string | null;
  text: string;
  attachments: readonly Attachment[];
};

const saysReturned =
  /undeliver|deliver(y|ed).{0,40}(fail|delay|incomplete|problem|error|status|not)|fail(ed|ure).{0,20}(deliver|notice)|returned (mail|to sender)|could ?n.t be delivered|mail (delivery system|system error)|warning:.{0,40}(message|mail|delayed)|unzustellbar|zustell(ung|bar|t)|non (remis|distribu|recapit)|échec|mancat[ao]|onbestelbaar|niet (be|af)geleverd|no se (puede|pudo) entregar|não entregue|nie dostarczon/i;

const machines =
  /^(mailer-?daemon|postmaster|mail-?delivery|mdaemon|.*mail delivery (system|subsystem).*|system administrator|bounces?)/i;

/** Above this stands what happened, below it the mail that came back. */
const originalBelow =
  /^[ \t>]*(?:-{2,}[ \t]*(?:below this line is a copy|this is a copy of|original message|message header follows|undelivered message|returned message|the header of|message headers?|unsent message below|enclosed is)|original message headers?:|ursprünglicher nachrichtenkopf|the (?:full )?(?:header|text) of the (?:original )?message)/im;

const longest = 20_000;

/** A bounce in free text, as qmail, Exim, older Exchange and sendmail send it: who, and why. Null when the mail is none. */
export function bounceIn(mail: Returned): Omit<Report, "kind" | "envid"> | null {
  const failed = readAddresses(mail.fields.all("x-failed-recipients"), asStated);
  if (failed.length === 0 && !(isFromMachine(mail) && saysSo(mail))) return null;
  const text = mail.text.slice(0, 200_000);
  const below = originalBelow.exec(text);
  const told = text.slice(0, Math.min(below?.index ?? text.length, longest));
  const written = recipientsIn(told, isDelay(mail) ? "delayed" : "failed");
  const missing = failed.filter(({ address }) => !written.some((one) => one.address === address));
  return {
    recipients: [...written, ...missing.map(({ address }) => recipient(address, told, "failed"))],
    originalMessageId:
      messageIdsIn(
        /^[ \t>]*message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]+>)/im.exec(text.slice(below?.index ?? 0))?.[1] ?? null,
      )[0] ?? null,
  };
}

function isFromMachine({ from, returnPath, fields }: Returned): boolean {
  if (fields.all("auto-submitted").some((value) => /^\s*auto-replied/i.test(value)) && returnPath !== "") return false;
  return returnPath === "" || from.some(({ name, address }) => machines.test(address) || machines.test(name));
}

/** An out-of-office note has the null sender too: only words of failure make a bounce. */
const saysSo = ({ subject, text, type }: Returned) =>
  saysReturned.test(subject ?? "") ||
  (type !== "multipart/report" &&
    /^Hi\. This is the qmail-send program|could not be delivered to one or more|did not reach (some or all of )?the (following|intended)|delivery to the following recipients? (has )?(been )?(failed|delayed)/im.test(
      text.slice(0, 3000),
    ));

const isDelay = ({ subject, text }: Returned) =>
  /delay|warning|still being retried|verzöger|retard/i.test(subject ?? "") ||
  /will (keep trying|be retried)|you do not need to resend|still trying/i.test(text.slice(0, 3000));

/** A line that begins with an address speaks of it, up to the next one or an empty line behind words. */
function recipientsIn(told: string, action: "failed" | "delayed"): ReportRecipient[] {
  const heads = [
    ...told.matchAll(
      /^[ \t*]*(?:to:?[ \t]*|rcpt to:[ \t]*)?[<'"(]?([^\s<>()"',:;@]{1,64}@[^\s<>()"',:;@]{1,255})[>'")]?(?=[\s:;,(]|$)/gim,
    ),
  ];
  const found = new Map<string, ReportRecipient>();
  for (const [index, head] of heads.entries()) {
    const address = head[1]!.toLowerCase().replace(/\.$/, "");
    const words = told.slice(head.index + head[0].length, heads[index + 1]?.index ?? told.length);
    if (!found.has(address)) found.set(address, recipient(address, words, action));
  }
  return [...found.values()];
}

function recipient(address: string, words: string, action: "failed" | "delayed"): ReportRecipient {
  const said = words
    .replace(/^[\s:;,>]+/, "")
    .split(/\r?\n[ \t]*\r?\n/)[0]!
    .replace(/\s+/g, " ")
    .trim();
  return { address, action, status: statusIn(said), diagnostic: said.slice(0, 500) || null };
}

/** The first status code of RFC 3463 in a text. */
export const statusIn = (text: string | null): string | null =>
  /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(text ?? "")?.[1] ?? null;
