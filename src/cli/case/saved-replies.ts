import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import type { MailboxRow } from "#src/inbox/mailbox-store.ts";
import { addSavedReply } from "#src/inbox/saved-reply-actions.ts";

type Rooms = Record<"support" | "datenschutz", MailboxRow>;
type Words = { mailbox: keyof Rooms | null; title: string; de: string; en: string };

/** What a web host answers again and again. */
export function writeSavedReplies(db: Database, rooms: Rooms, done: Done): void {
  for (const { mailbox, title, de, en } of replies)
    addSavedReply(db, { mailbox_id: mailbox && rooms[mailbox].id, title, text_de: de, text_en: en }, done);
}

const replies: readonly Words[] = [
  {
    mailbox: null,
    title: "Eingang bestätigt",
    de: "Guten Tag {{customer.name|und danke}}\n\nIhre Anfrage ist bei uns angekommen und hat die Nummer {{ticket.number}}. Wir melden uns spätestens am nächsten Arbeitstag.\n\nFreundliche Grüsse\n{{me.name}}",
    en: "Hello {{customer.firstName|there}}\n\nWe received your request; its number is {{ticket.number}}. You will hear from us by the next working day.\n\nKind regards\n{{me.name}}",
  },
  {
    mailbox: null,
    title: "Angaben fehlen",
    de: "Guten Tag {{customer.name|und danke für Ihre Nachricht}}\n\nDamit wir «{{ticket.subject}}» prüfen können, brauchen wir noch: die betroffene Adresse, ungefähr die Uhrzeit und, wenn möglich, ein Bildschirmfoto der Fehlermeldung.\n\nFreundliche Grüsse\n{{me.name}}",
    en: 'Hello {{customer.firstName|there}}\n\nTo look into "{{ticket.subject}}" we still need the address concerned, the approximate time and, if possible, a screenshot of the error.\n\nKind regards\n{{me.name}}',
  },
  {
    mailbox: "support",
    title: "Passwort des Postfachs",
    de: "Guten Tag {{customer.name|}}\n\nAus Sicherheitsgründen senden wir keine Passwörter per Mail. Sie setzen Ihr neues Passwort selbst unter kunden.example.ch, Bereich «Postfächer». Danach tragen Sie es in Ihrem Mailprogramm neu ein.\n\nFreundliche Grüsse\n{{me.name}}",
    en: 'Hello {{customer.firstName|there}}\n\nFor security reasons we never send passwords by mail. You set a new one yourself at kunden.example.ch, section "Mailboxes", and then enter it in your mail program.\n\nKind regards\n{{me.name}}',
  },
  {
    mailbox: "support",
    title: "Domain umziehen",
    de: "Guten Tag {{customer.name|}}\n\nFür den Umzug brauchen wir den Auth-Code Ihres heutigen Anbieters. Website und Mail laufen währenddessen weiter; der Wechsel dauert meist einen Tag.\n\nFreundliche Grüsse\n{{me.name}}",
    en: "Hello {{customer.firstName|there}}\n\nTo move the domain we need the authorisation code from your current provider. Website and mail stay up meanwhile; the change usually takes a day.\n\nKind regards\n{{me.name}}",
  },
  {
    mailbox: "datenschutz",
    title: "Auskunft: Identität bestätigen",
    de: "Guten Tag {{customer.name|}}\n\nWir haben Ihr Auskunftsbegehren am {{today}} erhalten und beantworten es innert 30 Tagen (Art. 25 DSG). Damit Ihre Daten nicht in falsche Hände geraten, bestätigen Sie bitte Ihre Identität, etwa mit einer Antwort von der Adresse Ihres Kundenkontos.\n\nFreundliche Grüsse\n{{me.name}}",
    en: "",
  },
];
