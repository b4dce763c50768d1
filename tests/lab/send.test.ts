import type { Database } from "bun:sqlite";
import { expect } from "bun:test";
import { noteBounce } from "#src/inbox/bounce.ts";
import { mailChannels } from "#src/inbox/mail-channels.ts";
import { messageIdFor } from "#src/inbox/mail-ids.ts";
import { type OutgoingContent, queueMail } from "#src/inbox/outgoing.ts";
import { findOutgoing, recipientsOfMail } from "#src/inbox/outgoing-store.ts";
import { parseMail } from "#src/mail/message.ts";
import { ImapSession } from "#src/mail/receive.ts";
import { copyToSent, liesInSent } from "#src/mail/sent-folder.ts";
import { isTrouble, openSession, type SmtpAccount, usualPatience } from "#src/mail/smtp-session.ts";
import { deliverDue } from "#src/outbox/deliver.ts";
import { openDatabase } from "#src/storage/database.ts";
import { sealSecret } from "#src/storage/sealed.ts";
import { type Account, type Lab, labTest, theLab } from "../support/lab.ts";
import { aReply, content, secretsKey } from "../support/outgoing.ts";

const never = new AbortController().signal;
const clock = () => new Date();

/** A mailbox of the lab, with STARTTLS, log-in and the lab's own authority. */
function mailboxIn(db: Database, lab: Lab, { user, password }: Account): number {
  const at = clock().toISOString();
  const { id } = db
    .query<{ id: number }, Record<string, string | number>>(
      `INSERT INTO mailboxes (slug, name, address, from_name, smtp_host, smtp_port, smtp_security, smtp_user, imap_host, imap_port,
         imap_security, imap_user, authority, created_at)
       VALUES ('lab', 'Lab', $user, 'Labor', $host, $submission, 'starttls', $user, $host, $imaps, 'tls', $user, $ca, $at) RETURNING id`,
    )
    .get({ user, host: lab.host, submission: lab.ports.submission, imaps: lab.ports.imaps, ca: lab.ca, at })!;
  for (const part of ["smtp", "imap"])
    db.run(`UPDATE mailboxes SET ${part}_secret = ? WHERE id = ?`, [
      sealSecret(secretsKey, password, `mailbox:${id} ${part}`),
      id,
    ]);
  return id;
}

async function house() {
  const lab = await theLab();
  const account = await lab.newAccount("send");
  const db = openDatabase(":memory:");
  const box = mailboxIn(db, lab, account);
  const mail = mailChannels({ db, clock, secretsKey });
  const reply = aReply(db, box);
  const queue = (to: string, given: Partial<OutgoingContent> = {}) =>
    queueMail(db, {
      mailbox_id: box,
      message_id: reply.message_id,
      mail_id: messageIdFor(db, { ticket_id: reply.ticket_id, domain: "example.test" }),
      content: content({
        from: { name: "Labor", address: account.user },
        to: [{ name: "", address: to }],
        date: clock().toISOString(),
        ...given,
      }),
      automatic: null,
      not_before: clock(),
      keepsSent: true,
      at: clock(),
    });
  /** Twice: what was sent asks for its copy. */
  const deliver = async () => {
    for (let times = 0; times < 2; times += 1) await deliverDue({ db, channels: mail.channels, clock }, never);
  };
  return { lab, account, db, box, reply, queue, deliver, close: mail.close };
}

const imap = (lab: Lab, { user, password }: Account, folder = "INBOX") => ({
  host: lab.host,
  port: lab.ports.imaps,
  security: "tls" as const,
  authority: lab.ca,
  folder,
  credentials: { method: "password" as const, user, password },
});

/** What lies in a folder, once there is as much as expected. */
async function mailsIn(lab: Lab, account: Account, folder: string, count = 1): Promise<Uint8Array[]> {
  for (let tries = 0; (await lab.count(account.user, folder)) < count; tries += 1) {
    if (tries > 100) throw new Error(`nothing came into ${folder} of ${account.user}`);
    await Bun.sleep(50);
  }
  const session = await ImapSession.open(imap(lab, account));
  await session.select(folder);
  const raws: Uint8Array[] = [];
  for await (const { raw } of session.fetch(await session.list(await session.uidsAbove(0)))) raws.push(raw);
  await session.close();
  return raws;
}

labTest(
  "a reply arrives, and lies in Sent once, as read, with the same bytes",
  async () => {
    const { lab, account, db, queue, deliver, close } = await house();
    const customer = await lab.newAccount("kundin");
    const id = queue(customer.user, { text: "Grüezi\n" });
    await deliver();
    const mail = findOutgoing(db, id)!;
    expect(mail).toMatchObject({ state: "accepted", sent_copy: "done" });
    const [arrived] = await mailsIn(lab, customer, "INBOX");
    expect(parseMail(arrived!)).toMatchObject({ messageId: mail.mail_id, subject: "Re: Rechnung" });
    const [copy, ...more] = await mailsIn(lab, account, "Sent");
    expect(more).toEqual([]);
    expect(Buffer.from(arrived!).includes(Buffer.from(copy!))).toBe(true);
    const sent = { account: imap(lab, account), folder: null, mail_id: mail.mail_id };
    expect(await liesInSent(sent)).toBe(true);
    expect(await liesInSent({ ...sent, mail_id: "nie@example.test" })).toBe(false);
    expect(await copyToSent({ ...sent, raw: copy!, at: clock() })).toBe("was there");
    expect(await lab.count(account.user, "Sent")).toBe(1);
    close();
  },
  60_000,
);

labTest(
  "a bounce comes back to the mailbox and is linked to what was sent",
  async () => {
    const { lab, account, db, reply, queue, deliver, close } = await house();
    const id = queue("weg@bounce.test");
    await deliver();
    expect(findOutgoing(db, id)!.state).toBe("accepted");
    const [raw] = await mailsIn(lab, account, "INBOX");
    const report = parseMail(raw!).report!;
    expect(report.envid).toBe(findOutgoing(db, id)!.mail_id);
    expect(noteBounce(db, report, clock())).toMatchObject({
      outgoing_id: id,
      ticket_id: reply.ticket_id,
      changed: true,
    });
    expect(recipientsOfMail(db, id)).toMatchObject([{ address: "weg@bounce.test", state: "bounced", status: "5.1.1" }]);
    close();
  },
  60_000,
);

labTest(
  "of a mail that broke off at its end, Sent tells whether it arrived",
  async () => {
    const { lab, account, db, queue, deliver, close } = await house();
    const customer = await lab.newAccount("kundin");
    const [there, lost] = [queue(customer.user), queue(customer.user)];
    await deliver();
    // As after a crash: both are at their end, one lies in Sent, the other's copy is gone.
    const { mail_id } = findOutgoing(db, lost)!;
    const session = await ImapSession.open(imap(lab, account, "Sent"));
    await session.select("Sent");
    const copies: number[] = [];
    for await (const { uid, raw } of session.fetch(await session.list(await session.uidsAbove(0))))
      if (parseMail(raw).messageId === mail_id) copies.push(uid);
    await session.markDeleted(copies);
    await session.expunge(copies);
    await session.close();
    db.run("UPDATE outgoing_mails SET state = 'sending'");
    db.run("UPDATE outgoing_recipients SET state = 'sending'");
    db.run("UPDATE outbox_deliveries SET state = 'unknown' WHERE channel = 'mail'");
    await deliver();
    expect(findOutgoing(db, there)).toMatchObject({ state: "accepted", resent_at: null, looked_up: 1 });
    expect(findOutgoing(db, lost)).toMatchObject({ state: "accepted", looked_up: 1 });
    expect(findOutgoing(db, lost)!.resent_at).not.toBeNull();
    const ids = (await mailsIn(lab, customer, "INBOX", 3)).map((raw) => parseMail(raw).messageId);
    expect(ids.filter((one) => one === mail_id)).toHaveLength(2);
    close();
  },
  60_000,
);

labTest(
  "STARTTLS and TLS with our own authority; without it, or under another name, the certificate is refused",
  async () => {
    const lab = await theLab();
    const account = (given: Partial<SmtpAccount>): SmtpAccount => ({
      host: "localhost",
      port: lab.ports.submission,
      security: "starttls",
      user: lab.support.user,
      password: lab.support.password,
      authority: lab.ca,
      name: "example.test",
      ...given,
    });
    const opened = async (given: Partial<SmtpAccount>) => {
      const session = await openSession(account(given), never, { ...usualPatience, connect_ms: 5000 });
      if (isTrouble(session)) return session.code;
      session.close();
      return "well";
    };
    expect(await opened({})).toBe("well");
    expect(await opened({ host: "127.0.0.1" })).toBe("well");
    expect(await opened({ port: lab.ports.smtps, security: "tls" })).toBe("well");
    expect(await opened({ authority: null })).toBe("certificate-authority");
    expect(await opened({ port: lab.ports.smtps, security: "tls", authority: null })).toBe("certificate-authority");
    expect(await opened({ host: "127.0.0.2" })).toBe("connection-refused");
    expect(await opened({ password: "falsch" })).toBe("password");
  },
  60_000,
);
