import type { Database } from "bun:sqlite";
import { requestDeletion } from "#src/deletions/request-actions.ts";
import type { Done } from "#src/history/record.ts";
import { deletionLetter } from "#src/inbox/deletion-letter.ts";
import { findMailboxBySlug, type MailboxRow } from "#src/inbox/mailbox-store.ts";
import { newestMailOf } from "#src/inbox/message-store.ts";
import { openTicket } from "#src/inbox/open-actions.ts";
import { insertRequestMessage } from "#src/inbox/request-message-store.ts";
import { linkTicket } from "#src/inbox/subject-actions.ts";
import { addNote } from "#src/inbox/ticket-actions.ts";
import { findPersonByEmail } from "#src/people/store.ts";
import { readCompany } from "#src/settings/store.ts";
import { addDays, dayIn } from "#src/when.ts";
import { hasLeft, takeMail } from "./inbox.ts";

const day_ms = 86_400_000;
const account = "beispiel-hosting.slack.com";
const address = "privacy@slack.example";

/**
 * An offboarding half-way: four weeks ago a confirmation was asked for, the day before yesterday it came, with a PDF, and waits to be used,
 * as does the check that the workspace is gone. The reports tell of none of this: a note says so.
 */
export function writeLoop(db: Database, { at }: Done): void {
  const box = findMailboxBySlug(db, "datenschutz")!;
  const ines = `person:${findPersonByEmail(db, "owner@example.ch")!.id}`;
  const asked = new Date(at.getTime() - 26 * day_ms);
  const ticket = ask(db, box, { by: ines, at: asked }, at);
  takeMail(
    db,
    box,
    answerTo(db, ticket, box, new Date(at.getTime() - 2 * day_ms)),
    new Date(at.getTime() - 2 * day_ms),
  );
  const note = "Beispiel: Anfrage und Antwort sind erfunden, der Bericht nennt keine Bestätigung.";
  addNote(db, ticket, note, { by: ines, at: new Date(at.getTime() - 2 * day_ms + 3_600_000) });
  for (const [name, about] of links) linkByName(db, name, about, { by: ines, at });
}

/** The letter as it left; what the history notes of it is noted now, with the day on which it was. */
function ask(db: Database, box: MailboxRow, done: Done, now: Date): number {
  const { name, regime, time_zone } = readCompany(db);
  const requested_on = dayIn(time_zone, done.at);
  const answer_by = addDays(requested_on, 30);
  const { subject, text } = deletionLetter(
    {
      company: name,
      regime,
      system: "Slack",
      vendor: "Slack Technologies",
      account,
      deleted: { on: "2020-12-08", text: null },
      categories: null,
      subjects: null,
      contract: null,
      subProcessors: [],
      answerBy: answer_by,
      sender: "Ines Huber",
    },
    "en",
  );
  const first = { kind: "out", to: [{ name: "", address }], cc: [], bcc: [], text, becomes: "waiting-third" } as const;
  const opened = openTicket(db, { mailbox_id: box.id, subject, kind: "deletion-request", first }, done);
  hasLeft(db, opened.outgoing_id!, address, done.at);
  const told = { way: "mail" as const, recipient: address, account, reference: null, requested_on, answer_by };
  const request = requestDeletion(db, "slack", told, { by: done.by, at: now });
  linkTicket(db, opened.ticket_id, "system:slack", done);
  insertRequestMessage(db, opened.message_id, request);
  return opened.ticket_id;
}

/** Tickets of the demo that are about a service of the register. */
const links = [
  ["Umstellung des Newsletters: Anmeldeformular", "service:newsletter"],
  ["Cloud-Ordner mit Externen teilen", "service:workspace"],
  ["Statusseite: Meldungen abonnieren", "service:status-mailing"],
  ["Re: Löschung unserer Daten bei Pingdom", "system:pingdom"],
] as const;

function linkByName(db: Database, subject: string, about: (typeof links)[number][1], done: Done): void {
  const ticket = ticketCalled(db, subject);
  if (ticket !== null) linkTicket(db, ticket, about, done);
}

function ticketCalled(db: Database, subject: string): number | null {
  return db.query<{ id: number }, [string]>("SELECT id FROM tickets WHERE subject = ?").get(subject)?.id ?? null;
}

function answerTo(db: Database, ticket: number, box: MailboxRow, at: Date): Uint8Array {
  const asked = newestMailOf(db, ticket)!;
  const part = (head: string, body: string) => `--b\r\n${head}\r\n\r\n${body}\r\n`;
  const head = [
    `From: Slack Privacy <${address}>`,
    `To: <${box.address}>`,
    `Subject: Re: ${asked.subject}`,
    "Message-ID: <dsr-48213@slack.example>",
    `In-Reply-To: <${asked.mail_id}>`,
    `Date: ${at.toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b"',
  ];
  const file =
    'Content-Type: application/pdf; name="deletion-confirmation-48213.pdf"\r\nContent-Disposition: attachment; filename="deletion-confirmation-48213.pdf"\r\nContent-Transfer-Encoding: base64';
  const body = [
    part("Content-Type: text/plain; charset=utf-8", answer.replaceAll("\n", "\r\n")),
    part(
      file,
      Buffer.from(pdf)
        .toString("base64")
        .match(/.{1,76}/g)!
        .join("\r\n"),
    ),
  ];
  return new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n${body.join("")}--b--\r\n`);
}

const answer = `Hello Ines,

Thank you for your request (reference DSR-48213).

We confirm that the workspace ${account} and all customer data in it were deleted on 8 December 2020. Backups holding this data were overwritten by 22 December 2020. Our sub-processors have deleted the data within the same period. Invoices are kept for ten years as the law requires.

The confirmation is attached.

Kind regards
Slack Privacy`;

/** One page with one line, as small as a PDF can be. */
const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 84>>stream
BT /F1 14 Tf 72 760 Td (Confirmation of deletion DSR-48213, 8 December 2020) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;
