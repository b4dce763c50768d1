import type { Database } from "bun:sqlite";
import type { Language } from "#src/say.ts";
import { readCompany } from "#src/settings/store.ts";
import { formatMoment } from "#views/ui/moment.tsx";
import { impactWords, type Notice, type Told, textOf, titleOf, type Update, updateWords } from "./notice.ts";
import { readPage } from "./page-store.ts";
import { namesIn } from "./rendering.tsx";
import { consentWords, type Subscriber } from "./subscriber.ts";
import { secretFrom } from "./subscriber-secret.ts";

type Mail = { subject: string; text: string };
type Linked = Pick<Subscriber, "language" | "salt">;

function nameOf(db: Database): string {
  return readPage(db).name ?? readCompany(db).name;
}

/** The question whether it was them. It carries nothing that whoever typed the address could have written. */
export function confirmationMail(db: Database, subscriber: Linked, base: string): Mail {
  const name = nameOf(db);
  const link = `${base}/status/confirm/${secretFrom(db, subscriber.salt)}`;
  if (subscriber.language === "de")
    return {
      subject: `Meldungen von ${name}: bitte bestätigen`,
      text: `Guten Tag\n\nFür diese Adresse wurden die Statusmeldungen von ${name} bestellt:\n«${consentWords.de}»\n\nWaren Sie das? Dann bestätigen Sie es auf dieser Seite:\n${link}\n\nWaren Sie es nicht, tun Sie nichts. Ohne Bestätigung löschen wir die Adresse nach sieben Tagen.\n`,
    };
  return {
    subject: `Notices from ${name}: please confirm`,
    text: `Hello\n\nStatus notices from ${name} were requested for this address:\n"${consentWords.en}"\n\nWas it you? Then confirm it on this page:\n${link}\n\nIf it was not you, do nothing. Without confirmation we delete the address after seven days.\n`,
  };
}

/** For somebody who asks again: only whoever reads that mailbox learns that they are subscribed. */
export function alreadyMail(db: Database, subscriber: Linked, base: string): Mail {
  const name = nameOf(db);
  const link = `${base}/status/subscription/${secretFrom(db, subscriber.salt)}`;
  if (subscriber.language === "de")
    return {
      subject: `Meldungen von ${name}: schon abonniert`,
      text: `Guten Tag\n\nDiese Adresse erhält die Statusmeldungen von ${name} schon. Ändern oder beenden lässt es sich hier:\n${link}\n`,
    };
  return {
    subject: `Notices from ${name}: already subscribed`,
    text: `Hello\n\nThis address receives the status notices from ${name} already. Change or end it here:\n${link}\n`,
  };
}

type Noticing = { notice: Told; update: Update & Told["updates"][number]; base: string };

/** One update as a mail to one subscriber, with the way out in the mail and in its headers (RFC 8058). */
export function updateMail(db: Database, subscriber: Linked, { notice, update, base }: Noticing) {
  const { language } = subscriber;
  const secret = secretFrom(db, subscriber.salt);
  const leave = `${base}/status/unsubscribe/${secret}`;
  return {
    subject: `${nameOf(db)}: ${titleOf(notice, language)} (${updateWords[update.state][language]})`,
    text: bodyOf(db, language, { notice, update, base }, secret),
    headers: {
      "List-Unsubscribe": `<${leave}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "List-Id": `${language === "de" ? "Statusmeldungen" : "Status notices"} <status.${new URL(base).hostname}>`,
      Precedence: "list",
    },
  };
}

function bodyOf(db: Database, language: Language, { notice, update, base }: Noticing, secret: string): string {
  const german = language === "de";
  const parts = [
    updateWords[update.state][language],
    textOf(update, language).text,
    affected(db, language, update),
    whenOf(db, notice, language),
    `${base}/status/notices/${notice.id}?lang=${language}`,
    `-- \n${german ? "Auswahl ändern" : "Change what you get"}: ${base}/status/subscription/${secret}\n${german ? "Abbestellen" : "Unsubscribe"}: ${base}/status/unsubscribe/${secret}`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function affected(db: Database, language: Language, { impacts }: Noticing["update"]): string {
  const names = namesIn(db, language);
  const said = impacts.map(
    ({ component_id, impact }) => `${names.get(component_id) ?? "?"}: ${impactWords[impact][language]}`,
  );
  return said.join("\n");
}

function whenOf(db: Database, { kind, begins_at, ends_at }: Notice, language: Language): string {
  const zone = readCompany(db).time_zone;
  const from = formatMoment(begins_at, zone);
  const german = language === "de";
  if (kind === "maintenance")
    return `${from} ${german ? "bis" : "to"} ${formatMoment(ends_at ?? begins_at, zone)} (${zone})`;
  return `${german ? "Seit" : "Since"} ${from} (${zone})`;
}
