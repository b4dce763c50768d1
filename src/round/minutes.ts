import type { Sentence } from "#src/problem.ts";
import type { Counts } from "#src/services/summary.ts";
import type { Day } from "#src/when.ts";
import type { Action } from "./action.ts";
import type { Section } from "./agenda.ts";
import type { Entry, Health, Item, Point, Present, Round } from "./round.ts";

/** What is counted at every round, so that two rounds can be compared. */
export type Numbers = { services: number; live: number; old_systems: number; deleted: number; proven: number };

export type SaidBy = {
  by: string;
  at: string;
  health: Health | null;
  sentence: string | null;
  decision: string | null;
};

export type MinutesItem = {
  subject: string;
  title: Sentence;
  href: string;
  owner: string | null;
  points: { section: Section; text: Sentence; on: string | null; red: boolean }[];
  health: Health | null;
  sentence: string | null;
  decision: string | null;
  nothing_new: boolean;
  /** Every saying in order, with who said it. */
  said: SaidBy[];
};

export type MinutesAction = { id: number; subject: string | null; task: string; person: string; due_on: Day | null };

/** What a round was, frozen when it was closed. Written as canonical JSON; its SHA-256 stands in the history. */
export type Minutes = {
  kind: "aktion-minutes/1";
  company: string;
  round: number;
  held_on: Day;
  opened_at: string;
  closed_at: string;
  closed_by: string;
  present: { name: string; guest: boolean }[];
  items: MinutesItem[];
  not_treated: { id: number; subject: string; title: Sentence; points: Sentence[] }[];
  actions_set: MinutesAction[];
  actions_done: MinutesAction[];
  actions_open: MinutesAction[];
  numbers: { now: Numbers; before: (Numbers & { on: Day }) | null };
  /** The history's last entry before the one that freezes these minutes. */
  chain: { entries: number; head: string };
};

export function numbersOf({ services, byStage, oldSystems, deleted, proven }: Counts): Numbers {
  return { services, live: byStage.live, old_systems: oldSystems, deleted, proven };
}

export type ItemSaid = { item: Item; points: readonly Point[]; entries: readonly Entry[] };

/** Treated is what anybody said anything of, be it that there is nothing new. */
export function isTreated({ entries }: Pick<ItemSaid, "entries">): boolean {
  return entries.length > 0;
}

export type Closing = {
  company: string;
  round: Round;
  closed: { by: string; at: string };
  present: readonly Present[];
  items: readonly ItemSaid[];
  actions: { set: readonly Action[]; done: readonly Action[]; open: readonly Action[] };
  numbers: Minutes["numbers"];
  chain: Minutes["chain"];
  nameOf: (by: string) => string;
};

export function minutesOf(closing: Closing): Minutes {
  const { company, round, closed, present, items, actions, numbers, chain, nameOf } = closing;
  return {
    kind: "aktion-minutes/1",
    company,
    round: round.id,
    held_on: round.held_on,
    opened_at: round.opened_at ?? closed.at,
    closed_at: closed.at,
    closed_by: nameOf(closed.by),
    present: present.map(({ name, person_id }) => ({ name, guest: person_id === null })),
    items: items.filter(isTreated).map((one) => itemOf(one, nameOf)),
    not_treated: items.filter((one) => !isTreated(one)).map(untreatedOf),
    actions_set: actions.set.map(actionOf),
    actions_done: actions.done.map(actionOf),
    actions_open: actions.open.map(actionOf),
    numbers,
    chain,
  };
}

function itemOf({ item, points, entries }: ItemSaid, nameOf: Closing["nameOf"]): MinutesItem {
  const last = entries.at(-1)!;
  return {
    subject: item.subject,
    title: { de: item.title, en: item.title_en },
    href: item.href,
    owner: item.owner,
    points: points.map(pointOf),
    health: last.health,
    sentence: last.sentence,
    decision: last.decision,
    nothing_new: last.nothing_new === 1,
    said: entries.map(({ by, at, health, sentence, decision }) => ({ by: nameOf(by), at, health, sentence, decision })),
  };
}

function pointOf({ section, text, text_en, on_day, red }: Point): MinutesItem["points"][number] {
  return { section, text: { de: text, en: text_en }, on: on_day, red: red === 1 };
}

function untreatedOf({ item, points }: ItemSaid): Minutes["not_treated"][number] {
  const { id, subject, title, title_en } = item;
  return { id, subject, title: { de: title, en: title_en }, points: points.map((point) => pointOf(point).text) };
}

function actionOf({ id, subject, task, person, due_on }: Action): MinutesAction {
  return { id, subject, task, person, due_on };
}
