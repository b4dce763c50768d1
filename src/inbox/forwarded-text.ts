import type { Database } from "bun:sqlite";
import type { Address } from "#src/mail/message.ts";
import type { Language } from "#src/say.ts";
import { formatMoment } from "#views/ui/moment.tsx";
import { type MessageRow, readAddresses } from "./message.ts";
import { wholeTextOf } from "./message-text-store.ts";

const words = {
  de: { head: "Weitergeleitete Nachricht", from: "Von", date: "Datum", subject: "Betreff", to: "An", cc: "Cc" },
  en: { head: "Forwarded message", from: "From", date: "Date", subject: "Subject", to: "To", cc: "Cc" },
};

/** So much of all of them together; whoever needs more asks for it. */
const mostForwarded = 400_000;

type Written = { language: Language; time_zone: string };

/** Messages as mail programs pass them on: who wrote when to whom, and all of what they wrote. Who got it unseen stays unnamed. */
export function forwardedText(db: Database, messages: readonly MessageRow[], { language, time_zone }: Written): string {
  const said = messages.map((message) => {
    const is = words[language];
    const from = { name: message.from_name, address: message.from_address };
    const lines: [string, string][] = [
      [is.from, written([from])],
      [is.date, formatMoment(message.at, time_zone)],
      [is.subject, message.subject],
      [is.to, written(readAddresses(message.to_addresses))],
      [is.cc, written(readAddresses(message.cc_addresses))],
    ];
    const head = lines.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${value}`);
    return [`---------- ${is.head} ----------`, ...head, "", wholeTextOf(db, message.id).trim()].join("\n");
  });
  const all = said.join("\n\n");
  return all.length > mostForwarded ? `${all.slice(0, mostForwarded)}\n[…]` : all;
}

function written(addresses: readonly Address[]): string {
  return addresses.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ");
}
