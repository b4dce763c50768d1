import type { Database } from "bun:sqlite";
import type { Day } from "#src/when.ts";
import { sinceLast } from "./actions.ts";
import { type AgendaItem, agendaOn, type Section } from "./agenda.ts";
import { entriesOf } from "./entry-store.ts";
import type { ItemSaid, Minutes } from "./minutes.ts";
import type { Entry, Round } from "./round.ts";
import { listItems, minutesText, pointsOf, roundIn } from "./store.ts";

/** The items of a round with their points and everything that was said of them. */
export function itemsSaid(db: Database, roundId: number): ItemSaid[] {
  return listItems(db, roundId).map((item) => ({
    item,
    points: pointsOf(db, item.id),
    entries: entriesOf(db, item.id),
  }));
}

/** The frozen minutes of a round; null while it is not closed. */
export function readMinutes(db: Database, roundId: number): Minutes | null {
  const text = minutesText(db, roundId);
  return text === "" ? null : (JSON.parse(text) as Minutes);
}

/** One item of the round ahead, and what somebody wrote of it before. */
export type Ahead = AgendaItem & { said: Entry | null };

/** What the next round will speak of on a day: its agenda, what was carried over, and what was written before. */
export function agendaAhead(db: Database, today: Day): { round: Round | null; items: Ahead[] } {
  const round = roundIn(db, "planned");
  const stored = round ? itemsSaid(db, round.id) : [];
  const known = new Map(stored.map((one) => [one.item.subject, one]));
  const agenda = agendaOn(db, sinceLast(db), today).map((item): Ahead => {
    const own = known.get(item.subject);
    known.delete(item.subject);
    return { ...item, points: [...item.points, ...pointsIn(own)], said: own?.entries.at(-1) ?? null };
  });
  const rest = [...known.values()].map((own): Ahead => {
    const { subject, title, title_en, href, owner } = own.item;
    const points = pointsIn(own);
    return { subject, title: { de: title, en: title_en }, href, owner, points, said: own.entries.at(-1) ?? null };
  });
  return { round, items: [...agenda, ...rest] };
}

function pointsIn(own: ItemSaid | undefined): AgendaItem["points"] {
  return (own?.points ?? []).map(({ section, text, text_en, on_day, red }) => ({
    section: section as Section,
    text: { de: text, en: text_en },
    on: on_day,
    red: red === 1,
  }));
}
