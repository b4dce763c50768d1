export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** From and to, in the company's time zone: `["08:00", "12:00"]`. */
export type Span = readonly [string, string];

export const weekdayWords = {
  mon: { de: "Montag", en: "Monday" },
  tue: { de: "Dienstag", en: "Tuesday" },
  wed: { de: "Mittwoch", en: "Wednesday" },
  thu: { de: "Donnerstag", en: "Thursday" },
  fri: { de: "Freitag", en: "Friday" },
  sat: { de: "Samstag", en: "Saturday" },
  sun: { de: "Sonntag", en: "Sunday" },
} as const satisfies Record<Weekday, { de: string; en: string }>;

/** Reads `8-12, 13:30–17:00`; an empty text is a day without hours, null is what cannot be read. */
export function readHours(typed: string): Span[] | null {
  const parts = typed.split(/[,;]/).filter((part) => part.trim() !== "");
  const read = parts.map(readSpan);
  const spans = read.filter((span) => span !== null).sort((a, b) => a[0].localeCompare(b[0]));
  const overlap = spans.some(([from], at) => at > 0 && from < spans[at - 1]![1]);
  return spans.length < read.length || overlap ? null : spans;
}

function readSpan(typed: string): Span | null {
  const found = /^\s*([\d:.]+)\s*(?:-|–|bis|to)\s*([\d:.]+)\s*$/i.exec(typed);
  const [from, to] = [readTime(found?.[1] ?? ""), readTime(found?.[2] ?? "")];
  return from !== null && to !== null && from < to ? [from, to] : null;
}

function readTime(typed: string): string | null {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(typed);
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** What goes back into the field. `hours` is the stored JSON. */
export function typedHours(hours: string, day: Weekday): string {
  const spans = (JSON.parse(hours) as Partial<Record<Weekday, Span[]>>)[day] ?? [];
  return spans.map(([from, to]) => `${from}–${to}`).join(", ");
}
