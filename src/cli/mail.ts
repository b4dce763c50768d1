import { type Attachment, type ParsedMail, parseMail } from "#src/mail/message.ts";
import { visibleOf } from "#src/mail/visible.ts";
import { type Args, type Command, type Exit, type World, wrongUsage } from "./command.ts";
import { importMbox } from "./mail-import.ts";

export const mail: Command = {
  name: "mail",
  does: "say what is in a raw mail, or what a reader sees of it; import an mbox file",
  usage: `aktion mail parse [--guess] < raw.eml
aktion mail visible < raw.eml
aktion mail import FILE.mbox --mailbox SLUG [--db FILE]

parse     prints {from[], to[], cc[], replyTo[], subject, date, messageId, inReplyTo, references[], automatic: {is, why}, text, html, attachments[]}
import    takes the mails of an mbox file into a mailbox as its history: dates and what was read stay, nobody is told
visible   prints {text, folded}: what is seen of a reply at first, and the quote folded away below it
--guess   read bytes whose charset the mail does not state, or states wrongly, as what they most likely are, as the inbox does
          (docs/mail-parsing.md). Without it they are UTF-8, and what is not becomes U+FFFD.`,
  options: { guess: { type: "boolean" }, mailbox: { type: "string" }, db: { type: "string" } },
  async run(args, world): Promise<Exit> {
    if (args.words[0] === "import") return importMbox(args, world);
    const verb = verbOf(args);
    const raw = await rawMail(world);
    const told =
      verb === "parse" ? contractJson(parseMail(raw, { guess: args.flag("guess") })) : visibleOf(parseMail(raw));
    world.say(JSON.stringify(told, null, 2));
    return 0;
  },
};

function verbOf({ words }: Args): "parse" | "visible" {
  const [verb, ...more] = words;
  if ((verb === "parse" || verb === "visible") && more.length === 0) return verb;
  throw wrongUsage(
    `Say "aktion mail parse < raw.eml" or "aktion mail visible < raw.eml": the mail comes on standard input.`,
    `Erwartet wird «aktion mail parse < raw.eml» oder «aktion mail visible < raw.eml»: Die Mail kommt über die Standardeingabe.`,
  );
}

async function rawMail({ stdin }: World): Promise<Uint8Array> {
  const raw = await stdin();
  if (raw.some((byte) => byte > 32)) return raw;
  throw wrongUsage(
    'Standard input is empty: give it the raw mail, as in "aktion mail parse < raw.eml".',
    "Die Standardeingabe ist leer: Sie braucht die rohe Mail, etwa «aktion mail parse < raw.eml».",
  );
}

function contractJson(parsed: ParsedMail) {
  const { from, to, cc, replyTo, subject, date, messageId, inReplyTo, references, automatic, text, html, attachments } =
    parsed;
  const { is, why } = automatic;
  const listed = attachments.map(attachmentJson);
  return {
    from,
    to,
    cc,
    replyTo,
    subject,
    date,
    messageId,
    inReplyTo,
    references,
    automatic: { is, why },
    text,
    html,
    attachments: listed,
  };
}

const attachmentJson = ({ filename, contentType, contentId, disposition, size, sha256 }: Attachment) => ({
  filename,
  contentType,
  contentId,
  disposition,
  size,
  sha256,
});
