import type { Language } from "#src/say.ts";
import type { Day } from "#src/when.ts";

/** Where each public page lies: at the live address with a language, or beside each other in a folder. */
export type Links = {
  page: (language: Language) => string;
  notice: (id: number, language: Language) => string;
  month: (month: string, language: Language) => string;
  feed: (language: Language) => string;
  calendar: (language: Language) => string;
  /** Null where nobody can subscribe. */
  subscribe: ((language: Language) => string) | null;
  style: string;
  script: string;
  icon: string;
  logo: string | null;
};

/** A month of the history: `2026-11`. */
export type Month = string;

export function isMonth(text: string): boolean {
  return /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function monthAfter(month: Month, by: number): Month {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

export type LiveLinks = { style: string; script: string; icon: string; logo: string | null; subscribes: boolean };

/** As the program answers them. A language that an address names goes before what the browser asks for. */
export function liveLinks({ subscribes, ...assets }: LiveLinks): Links {
  const named = (path: string) => (language: Language) => `${path}?lang=${language}`;
  return {
    page: named("/status"),
    notice: (id, language) => `/status/notices/${id}?lang=${language}`,
    month: (month, language) => `/status/history/${month}?lang=${language}`,
    feed: named("/status/feed.atom"),
    calendar: named("/status/maintenance.ics"),
    subscribe: subscribes ? named("/status/subscribe") : null,
    ...assets,
  };
}
