import type { Database } from "bun:sqlite";
import { compose } from "#src/mail/compose.ts";
import { MailTrouble } from "#src/mail/imap-trouble.ts";
import { type SendOutcome, sendLetter } from "#src/mail/send.ts";
import { isTrouble, openSession } from "#src/mail/smtp-session.ts";
import type { Sentence } from "#src/problem.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import { mailIdentity } from "./identity-store.ts";
import { domainOf, type MailboxRow } from "./mailbox.ts";
import { smtpAccountOf } from "./sending.ts";
import { findSendingMailbox } from "./sending-store.ts";
import { troubleSentence } from "./trouble.ts";
import type { Tried } from "./trying.ts";

const patience_ms = 30_000;

type Trying = { db: Database; mailbox: MailboxRow; key: SecretsKey; to: string; at: Date };

/** Sends one mail to an address, at once and once, and says what came of it. */
export async function trySendingOf(trying: Trying): Promise<Tried> {
  if (trying.mailbox.smtp_host === null) return told(false, noHost);
  try {
    return await sent(trying);
  } catch (error) {
    if (!(error instanceof MailTrouble)) throw error;
    return told(false, troubleSentence(error.trouble.code, error.trouble.said));
  }
}

async function sent({ db, mailbox, key, to, at }: Trying): Promise<Tried> {
  const account = smtpAccountOf(findSendingMailbox(db, mailbox.id)!, key);
  const session = await openSession(account, AbortSignal.timeout(patience_ms));
  if (isTrouble(session)) return told(false, troubleSentence(session.code, session.said));
  try {
    const bytes = await trialMail(db, mailbox, to, at);
    const letter = {
      from: mailbox.address,
      otherFrom: null,
      recipients: [to],
      envid: crypto.randomUUID(),
      size: bytes.byteLength,
      content: () => once(bytes),
      beforeTheDot: () => {},
    };
    return outcomeOf(await sendLetter(session, letter, AbortSignal.timeout(patience_ms)), to);
  } finally {
    session.close();
  }
}

function outcomeOf(outcome: SendOutcome, to: string): Tried {
  if (outcome.outcome !== "answered") return told(false, troubleSentence(outcome.trouble.code, outcome.trouble.said));
  const verdict = outcome.verdicts[0];
  if (verdict?.answer === "accepted")
    return told(true, {
      de: `Versand geht. Die Probemail an ${to} ist unterwegs.`,
      en: `Sending works. The trial mail to ${to} is on its way.`,
    });
  const said = verdict?.said ?? outcome.said;
  return told(false, {
    de: `Die Anmeldung geht, aber der Server nimmt die Mail an ${to} nicht an. Der Server: «${said}»`,
    en: `Logging in works, but the server does not take the mail to ${to}. The server: "${said}"`,
  });
}

async function trialMail(db: Database, mailbox: MailboxRow, to: string, at: Date): Promise<Uint8Array> {
  const { address, from_name, language, name } = mailbox;
  const words = {
    de: { subject: `Probe aus dem Postfach ${name}`, text: "Diese Mail zeigt, dass der Versand geht.\n" },
    en: { subject: `Trial from the mailbox ${name}`, text: "This mail shows that sending works.\n" },
  }[language];
  const mail = compose({
    content: {
      ...words,
      from: { name: from_name, address },
      to: [{ name: "", address: to }],
      cc: [],
      bcc: [],
      replyTo: [],
      html: null,
      inReplyTo: null,
      references: [],
      threadIndex: null,
      date: at.toISOString(),
      attachments: [],
    },
    mail_id: `${crypto.randomUUID()}@${domainOf(address)}`,
    automatic: "auto-generated",
    install: mailIdentity(db).install,
    bytesOf: () => once(new Uint8Array()),
  });
  const parts: Uint8Array[] = [];
  for await (const part of mail) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function told(well: boolean, sentence: Sentence): Tried {
  return { part: "sending", well, sentence, folders: [] };
}

const noHost: Sentence = { de: "Der Name des Servers fehlt.", en: "The server's name is missing." };
