import type { Database } from "bun:sqlite";
import type { Sentence } from "#src/problem.ts";
import { addDays, type Day } from "#src/when.ts";

/** Why something is on the agenda, in the order in which a round goes through it. */
export const sections = [
  "changed",
  "overdue",
  "soon",
  "stuck",
  "stale",
  "decision",
  "action",
  "law",
  "carried",
] as const;
export type Section = (typeof sections)[number];

export const sectionWords = {
  changed: { de: "Seit der letzten Runde", en: "Since the last round" },
  overdue: { de: "Überfällig", en: "Overdue" },
  soon: { de: "In den nächsten 14 Tagen", en: "In the next 14 days" },
  stuck: { de: "Blockiert oder liegen geblieben", en: "Blocked or left lying" },
  stale: { de: "Lange nichts gemeldet", en: "Not reported for long" },
  decision: { de: "Entscheid nötig", en: "Decision needed" },
  action: { de: "Pendenzen", en: "Actions" },
  law: { de: "Änderungen im Recht", en: "Changes in the law" },
  carried: { de: "Aus der letzten Runde mitgenommen", en: "Carried over from the last round" },
} as const satisfies Record<Section, Sentence>;

/** What a point is about; points of one subject become one item. `owner` is a name. */
export type Subject = { subject: string; title: Sentence; href: string; owner: string | null };

/** One reason to speak of something. `on` is a date as precise as it is known; `red` needs a person. */
export type AgendaPoint = Subject & { section: Section; text: Sentence; on: string | null; red: boolean };

/** One thing to speak of, with every reason, the most pressing first. */
export type AgendaItem = Subject & { points: Omit<AgendaPoint, keyof Subject>[] };

/** The round before: its day, and the machine's time at which it was closed. */
export type Since = { on: Day; at: string | null };

/** What an area adds to the agenda of a round on a day. It only reads. */
export type AgendaSource = (db: Database, since: Since, today: Day) => AgendaPoint[];

const sources = new Map<string, AgendaSource>();

/** Adds a source, or replaces the one of that name. */
export function registerAgendaSource(name: string, source: AgendaSource): void {
  sources.set(name, source);
}

/** Everything there is to speak of on a day, one item for each subject, in the order of the sections. */
export function agendaOn(db: Database, since: Since | null, today: Day): AgendaItem[] {
  const from = since ?? { on: addDays(today, -7), at: null };
  return merged([...sources.values()].flatMap((source) => source(db, from, today)));
}

/** Points of one subject become one item, which stands where its most pressing point stands. */
export function merged(points: readonly AgendaPoint[]): AgendaItem[] {
  const ordered = [...points].sort((a, b) => rank(a.section) - rank(b.section));
  return [...Map.groupBy(ordered, ({ subject }) => subject).values()].map((mine) => {
    const { subject, title, href, owner } = mine[0]!;
    return {
      subject,
      title,
      href,
      owner,
      points: mine.map(({ section, text, on, red }) => ({ section, text, on, red })),
    };
  });
}

function rank(section: Section): number {
  return sections.indexOf(section);
}
