import type { Sentence } from "#src/problem.ts";

/** What a saved reply may leave open, and what each means. */
export const placeholderWords = {
  "customer.firstName": { de: "Vorname der Kundin oder des Kunden", en: "first name of the customer" },
  "customer.lastName": { de: "Nachname", en: "last name" },
  "customer.name": { de: "ganzer Name", en: "whole name" },
  "customer.address": { de: "Mailadresse", en: "mail address" },
  "ticket.number": { de: "Nummer der Anfrage", en: "number of the ticket" },
  "ticket.subject": { de: "Betreff der Anfrage", en: "subject of the ticket" },
  "me.name": { de: "Ihr Name", en: "your name" },
  "me.firstName": { de: "Ihr Vorname", en: "your first name" },
  "mailbox.name": { de: "Name des Postfachs", en: "name of the mailbox" },
  "mailbox.address": { de: "Adresse des Postfachs", en: "address of the mailbox" },
  "company.name": { de: "Name der Firma", en: "name of the company" },
  today: { de: "heutiges Datum", en: "today's date" },
} as const satisfies Record<string, Sentence>;

export type Placeholder = keyof typeof placeholderWords;
export type PlaceholderValues = Record<Placeholder, string>;

const shape = /\{\{([^{}\n]{0,200})\}\}/g;

const known = new Map(Object.keys(placeholderWords).map((name) => [name.toLowerCase(), name as Placeholder]));

type Read = { name: Placeholder | null; fallback: string | null };

function read(inside: string): Read {
  const bar = inside.indexOf("|");
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim().toLowerCase();
  return { name: known.get(name) ?? null, fallback: bar < 0 ? null : inside.slice(bar + 1).trim() };
}

/** What looks like a placeholder and is none of ours, or was begun and not ended. */
export function unknownPlaceholders(text: string): string[] {
  const unknown = [...text.matchAll(shape)].flatMap(([whole, inside]) => (read(inside!).name === null ? [whole] : []));
  const rest = text.replaceAll(shape, "");
  const begun = /\{\{.{0,30}/.exec(rest);
  return [...new Set([...unknown, ...(begun ? [begun[0].trim()] : [])])];
}

/** With the values put in. What has neither a value nor a fall-back stays as it is, to be seen. */
export function fillPlaceholders(text: string, values: PlaceholderValues): string {
  return text.replaceAll(shape, (whole: string, inside: string) => {
    const { name, fallback } = read(inside);
    if (name === null) return whole;
    return values[name] || (fallback ?? whole);
  });
}

/** Placeholders of ours that stand in a text: nobody outside shall read them. */
export function openPlaceholders(text: string): string[] {
  const found = [...text.matchAll(shape)].flatMap(([whole, inside]) => (read(inside!).name === null ? [] : [whole]));
  return [...new Set(found)];
}

/** `Petra Brunner` and `Brunner, Petra` are both Petra. */
export function namesIn(name: string): { first: string; last: string } {
  const comma = name.indexOf(",");
  if (comma > 0) return { first: firstWord(name.slice(comma + 1)), last: name.slice(0, comma).trim() };
  const words = name.trim().split(/\s+/);
  return { first: words[0] ?? "", last: words.slice(1).join(" ") };
}

const firstWord = (text: string) => text.trim().split(/\s+/)[0] ?? "";
