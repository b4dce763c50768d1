import type { Database } from "bun:sqlite";
import { smtpAddress } from "#src/mail/compose.ts";
import { MailTrouble, type Trouble } from "#src/mail/imap-trouble.ts";
import type { SendOutcome } from "#src/mail/send.ts";
import { type SmtpPool, smtpPool } from "#src/mail/smtp-pool.ts";
import type { Patience } from "#src/mail/smtp-session.ts";
import type { Answer, Channel, Delivery, Outcome } from "#src/outbox/delivery.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import { keepOnlyTrue, mailOfNotice, takeNotice } from "./notice.ts";
import { isStillWanted } from "./notice-listeners.ts";
import { isWrittenLater, noticeIn } from "./notice-writers.ts";
import { contentOf, type OutgoingRow } from "./outgoing-mail.ts";
import { bytesOf, mimeOf } from "./outgoing-mime.ts";
import { foundAgain, givenUp, leaving, sendAgain, settled, unknownNow } from "./outgoing-results.ts";
import { findOutgoing, recipientsOfMail } from "./outgoing-store.ts";
import { mailboxOfLane, smtpAccountOf, whyClosed } from "./sending.ts";
import { clearSendingTrouble, type SendingMailbox, setSendingTrouble } from "./sending-store.ts";

/** Whether a mail of which nobody knows whether it arrived is where sent mail lies. `cannot-tell`: that could not be looked at. */
export type WasAccepted = (mail: OutgoingRow, mailbox: SendingMailbox) => Promise<"yes" | "no" | "cannot-tell">;

type Given = {
  db: Database;
  clock: () => Date;
  secretsKey: SecretsKey;
  wasAccepted: WasAccepted;
  patience?: Patience;
};

/** So many mails of one mailbox go at once; Microsoft takes three connections at most. */
const width = 3;

/** After so many looks that could not tell, it is taken as not there. */
const mostLooks = 4;

/** Mail by SMTP. A delivery is `{"mail": 12}`, or a notice, of which a mail is made when its turn comes. */
export function mailChannel(given: Given): Channel & { close: () => void } {
  const { db, clock } = given;
  const pools = poolsOf(given);
  return {
    name: "mail",
    repeatable: true, // what may have arrived is looked for first
    width,
    waits_min: [1, 5, 15, 60, 120, 240, 480],
    closed: (lane) => whyClosed(db, lane),
    async deliver(delivery, stopping) {
      const mailbox = mailboxOfLane(db, delivery.lane);
      if (mailbox === null) return { state: "postponed" };
      const made = await keepOnlyTrue(db, mailOf(db, delivery), delivery);
      if (made === null && !isWanted(db, delivery, clock()))
        return { state: "refused", error: "not-wanted", final: true };
      const mail = made ?? (await takeNotice(db, delivery, mailbox, clock()));
      if (mail === null) return { state: "refused", error: "no-address", final: true };
      return (
        overBefore(mail) ??
        (await lookedUp(given, mail, mailbox)) ??
        (await send(given, pools(mailbox), mail, mailbox, stopping))
      );
    },
    gaveUp(delivery, error, at) {
      const mail = mailOf(db, delivery);
      if (mail) givenUp(db, mail, error, at);
    },
    close: pools.close,
  };
}

/** Nobody has said no, and what is written only now has something to say. */
function isWanted(db: Database, delivery: Delivery, at: Date): boolean {
  return isStillWanted(db, delivery) && (!isWrittenLater(delivery) || noticeIn(db, delivery, at) !== null);
}

function mailOf(db: Database, delivery: Delivery): OutgoingRow | null {
  const { mail } = JSON.parse(delivery.payload) as { mail?: number };
  return mail === undefined ? mailOfNotice(db, delivery) : findOutgoing(db, mail);
}

/** What came of a mail that is no longer to be sent; null: it is. */
function overBefore({ state, answer }: OutgoingRow): Outcome | null {
  if (state === "accepted" || state === "undone") return { state: "delivered", answer: answer ?? "" };
  return state === "failed" ? { state: "refused", error: answer ?? "failed", final: true } : null;
}

/** What may have arrived is looked for, and sent once more when it is not there. Null: it is to be sent. */
async function lookedUp(
  { db, clock, wasAccepted }: Given,
  mail: OutgoingRow,
  mailbox: SendingMailbox,
): Promise<Outcome | null> {
  if (mail.state === "queued") return null;
  const found = await wasAccepted(mail, mailbox);
  if (found === "yes") {
    foundAgain(db, mail, clock());
    return { state: "delivered", answer: "found among the sent mail" };
  }
  const sure = found === "no" || mail.looked_up + 1 >= mostLooks;
  if (sure && mail.resent_at !== null) return { state: "refused", error: "unknown-twice", final: true };
  sendAgain(db, mail, sure ? clock() : null);
  return sure ? null : { state: "unknown", error: "cannot-look" };
}

async function send(
  given: Given,
  pool: SmtpPool | Trouble,
  mail: OutgoingRow,
  mailbox: SendingMailbox,
  stopping: AbortSignal,
): Promise<Answer> {
  const { db, clock } = given;
  if ("code" in pool) return unsent(given, mailbox, pool);
  const { blob_id, size } = await mimeOf(db, mail, clock());
  const recipients = recipientsOfMail(db, mail.id).filter(({ state }) => state === "queued");
  const from = smtpAddress(contentOf(mail).from.address);
  const outcome = await pool.send(
    {
      from: mail.envelope_from === "" ? "" : from,
      otherFrom: from,
      recipients: recipients.map(({ address }) => address),
      envid: mail.mail_id,
      size,
      content: () => bytesOf(db, blob_id),
      beforeTheDot: (refused) => leaving(db, mail, refused, clock()),
    },
    stopping,
  );
  return () => toldOf(given, mail, mailbox, outcome, stopping);
}

/** Writes down what the server said. Call it inside a transaction. */
function toldOf(
  given: Given,
  mail: OutgoingRow,
  mailbox: SendingMailbox,
  outcome: SendOutcome,
  stopping: AbortSignal,
): Outcome {
  const { db, clock } = given;
  if (outcome.outcome === "answered") {
    clearSendingTrouble(db, mailbox.id);
    return settled(db, mail, outcome, {
      keepsSent: mailbox.imap_host !== null,
      lane: `sent:${mailbox.id}`,
      at: clock(),
    });
  }
  if (outcome.outcome === "unsent")
    return stopping.aborted ? { state: "postponed" } : unsent(given, mailbox, outcome.trouble);
  unknownNow(db, mail, outcome.trouble, clock());
  return { state: "unknown", error: `${outcome.trouble.code}: ${outcome.trouble.said}` };
}

function unsent({ db, clock }: Given, mailbox: SendingMailbox, { code, said }: Trouble): Outcome {
  setSendingTrouble(db, mailbox.id, code, said, clock().toISOString());
  return { state: "refused", error: `${code}: ${said}` };
}

/** One pool for each mailbox; when its settings change, another. */
function poolsOf({ secretsKey, patience }: Given) {
  const pools = new Map<number, { settings: string; pool: SmtpPool }>();
  function poolOf(mailbox: SendingMailbox): SmtpPool | Trouble {
    try {
      const account = smtpAccountOf(mailbox, secretsKey);
      const settings = JSON.stringify(account);
      const known = pools.get(mailbox.id);
      if (known?.settings === settings) return known.pool;
      known?.pool.close();
      const pool = smtpPool(account, patience);
      pools.set(mailbox.id, { settings, pool });
      return pool;
    } catch (error) {
      if (error instanceof MailTrouble) return error.trouble;
      throw error;
    }
  }
  const close = () => {
    for (const { pool } of pools.values()) pool.close();
  };
  return Object.assign(poolOf, { close });
}
