import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import { queueNotice } from "#src/outbox/notice.ts";
import { clearAlarmed, listReceiving, type Receiving, setAlarmed, whoCares } from "./health-store.ts";
import { lateSince } from "./late.ts";
import { listSendingTroubles } from "./sending-store.ts";

export type MailboxTrouble = {
  mailbox_id: number;
  slug: string;
  name: string;
  /** Mail does not come in, or does not leave. */
  way: "in" | "out";
  /** A code of src/mail/imap-trouble.ts; null when it is only late, or mail is missing. */
  code: string | null;
  said: string | null;
  since: string | null;
  /** Nothing was fetched for longer than the mailbox may be silent. */
  late: boolean;
  /** Mails that lie on the server and have no row here. */
  unaccounted: number;
};

/** Every mailbox where somebody should look: mail may be lying on its server, or waits here and does not leave. */
export function mailboxTroubles(db: Database, now: Date): MailboxTrouble[] {
  return [...receivingTroubles(db, now), ...sendingTroubles(db)];
}

function sendingTroubles(db: Database): MailboxTrouble[] {
  return listSendingTroubles(db).map(({ trouble, trouble_detail, trouble_since, ...mailbox }) => ({
    ...{ ...mailbox, way: "out" as const, code: trouble, said: trouble_detail, since: trouble_since },
    ...{ late: false, unaccounted: 0 },
  }));
}

function receivingTroubles(db: Database, now: Date): MailboxTrouble[] {
  return listReceiving(db)
    .map((mailbox) => ({ mailbox, late: lateSince(mailbox, now) }))
    .filter(({ mailbox, late }) => mailbox.trouble !== null || late !== null || mailbox.unaccounted > 0)
    .map(({ mailbox, late }) => ({
      mailbox_id: mailbox.mailbox_id,
      slug: mailbox.slug,
      name: mailbox.name,
      way: "in" as const,
      code: mailbox.trouble,
      said: mailbox.trouble_detail,
      since: mailbox.trouble_since ?? late,
      late: late !== null,
      unaccounted: mailbox.unaccounted,
    }));
}

/** Tells once when a mailbox has not received for too long, and forgets it when it does again. `from`: when this program began. */
export function alarmLateMailboxes(db: Database, at: Date, from: Date): void {
  for (const mailbox of listReceiving(db)) {
    if (lateSince(mailbox, at, from) !== null) alarm(db, mailbox, at);
    else if (mailbox.alarmed_at !== null && (mailbox.polled_at ?? "") > mailbox.alarmed_at)
      receivesAgain(db, mailbox, at);
  }
}

function alarm(db: Database, mailbox: Receiving, at: Date): void {
  const now = at.toISOString();
  db.transaction(() => {
    if (!setAlarmed(db, mailbox.mailbox_id, now)) return;
    const detail = { since: mailbox.polled_at, trouble: mailbox.trouble };
    noteActivity(db, { what: "mailbox.late", about: `mailbox:${mailbox.mailbox_id}`, by: "aktion", at, detail });
    for (const person of whoCares(db, mailbox.mailbox_id))
      queueNotice(db, {
        ...lateNotice(mailbox)[person.language],
        to: person.email,
        key: `mailbox.late ${mailbox.mailbox_id} ${now} -> person:${person.id}`,
        recipient: `person:${person.id}`,
        at,
      });
  }).immediate();
}

function receivesAgain(db: Database, { mailbox_id }: Receiving, at: Date): void {
  db.transaction(() => {
    if (clearAlarmed(db, mailbox_id))
      noteActivity(db, { what: "mailbox.well", about: `mailbox:${mailbox_id}`, by: "aktion", at });
  }).immediate();
}

function lateNotice({ name, late_after_min, trouble_detail }: Receiving) {
  const said = trouble_detail ? `\n\n${trouble_detail}` : "";
  return {
    de: {
      subject: `Postfach «${name}» empfängt nicht`,
      text: `Seit über ${late_after_min} Minuten wurde für «${name}» nichts abgeholt. Was kommt, liegt noch auf dem Server. Die Seite des Postfachs sagt, was zu tun ist.${said}\n`,
    },
    en: {
      subject: `Mailbox "${name}" does not receive`,
      text: `For more than ${late_after_min} minutes nothing was fetched for "${name}". What comes still lies on the server. The mailbox's page says what to do.${said}\n`,
    },
  };
}
