import type { Language } from "#src/say.ts";

/** Somebody who gets notices by mail. `confirmed_at` null: asked for, and nobody has said yet that it was them. */
export type Subscriber = {
  id: number;
  address: string;
  language: Language;
  source: "form" | "import" | "hand";
  salt: string;
  wants_all: 0 | 1;
  asked_at: string;
  form_version: string;
  confirmed_at: string | null;
  mailed_at: string | null;
  mailed_count: number;
  quarantined_at: string | null;
  quarantine_why: string | null;
};

/** The words that somebody agreed to; another version is another promise. */
export const formVersion = "2026-11";

export const consentWords = {
  de: "Ich möchte Störungen und Wartungen an diese Adresse gemeldet bekommen. Abbestellen kann ich jederzeit mit einem Klick.",
  en: "I want incidents and maintenance reported to this address. I can unsubscribe at any time with one click.",
} as const;

/** What nobody confirmed is deleted after so long. */
export const unconfirmedFor_days = 7;

/** The address as it is kept; null when it is none. */
export function readAddress(typed: string): string | null {
  const address = typed.trim().toLowerCase();
  return address.length <= 254 && /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$/.test(address)
    ? address
    : null;
}

/** Whether a mail goes there: confirmed, and it has not come back. */
export function isReached({
  confirmed_at,
  quarantined_at,
}: Pick<Subscriber, "confirmed_at" | "quarantined_at">): boolean {
  return confirmed_at !== null && quarantined_at === null;
}
