import type { ParsedMail } from "#src/mail/mail.ts";
import { parseMail } from "#src/mail/message.ts";
import { frameDocument, safeHtml } from "#src/mail/safe-html.ts";
import type { Answer, Question, Wanted } from "./reading.ts";

declare const self: Worker;

/** Cleaning takes about two microseconds a byte; more than this nobody reads anyway. */
const mostHtml = 1_000_000;
const mostInline = 4_000_000;

self.onmessage = ({ data: { raw, wanted } }: MessageEvent<Question>) =>
  self.postMessage(answerTo(parseMail(raw), wanted));

function answerTo(mail: ParsedMail, wanted: Wanted): Answer {
  if (wanted.what === "attachment") {
    const part = mail.attachments[wanted.part];
    return part ? { bytes: new Uint8Array(part.content) } : { trouble: "missing" };
  }
  if (mail.html === null) return { trouble: "missing" };
  if (mail.html.length > mostHtml) return { trouble: "too-large" };
  const { remote, language, linkPage } = wanted;
  const shown = safeHtml(mail.html, {
    remote,
    inline: inlineIn(mail),
    linkTo: (address, text) => leadTo(address, text, linkPage),
  });
  return { document: frameDocument(shown, language), ...shown.blocked };
}

/** Pictures that the mail itself holds, as data, up to a limit: nothing is fetched for them. */
function inlineIn({ attachments }: ParsedMail): (contentId: string) => string | null {
  let left = mostInline;
  return (contentId) => {
    const part = attachments.find(
      (one) => one.contentId === contentId && /^image\/(png|jpe?g|gif|webp)$/.test(one.contentType),
    );
    if (!part || part.size > left) return null;
    left -= part.size;
    return `data:${part.contentType};base64,${Buffer.from(part.content).toString("base64")}`;
  };
}

/** Straight on where the text shows the true host, else by way of a page that shows it. Letters go to our own form. */
function leadTo(address: string, text: string, linkPage: string): string {
  if (!/^https?:/i.test(address)) return address;
  const host = URL.parse(address)?.hostname;
  const shown = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)?.hostname;
  return host !== undefined && host === shown ? address : `${linkPage}?to=${encodeURIComponent(address)}`;
}
