import { formatUptime } from "#src/checks/uptime.ts";
import type { Language } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import type { Week } from "./week.ts";

/** A part of a line; `red` needs a person. */
export type WeekPart = { text: string; red: boolean };

/** One line of what is going on: what, how it stands, where it is told. */
export type WeekLine = { what: string; parts: WeekPart[]; href: string };

/** Inbox, checks, incidents and requests in a line each, as the overview and the digest say them. */
export function weekLines(week: Week, language: Language): WeekLine[] {
  return [
    inboxLine(week, language),
    checksLine(week, language),
    incidentsLine(week, language),
    requestsLine(week, language),
  ].filter((line) => line !== null);
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

function inboxLine({ inbox }: Week, language: Language): WeekLine | null {
  if (inbox === null) return null;
  const { open, unassigned, waiting, came, closed } = inbox;
  const de = [
    open === 0 ? "nichts offen" : `${open} offen, davon ${unassigned} nicht zugewiesen`,
    needing(waiting, counted(waiting, "wartet seit gestern oder länger", "warten seit gestern oder länger")),
    `in 7 Tagen ${came} neu, ${closed} erledigt`,
  ];
  const en = [
    open === 0 ? "nothing open" : `${open} open, ${unassigned} of them unassigned`,
    needing(waiting, counted(waiting, "has waited since yesterday or longer", "have waited since yesterday or longer")),
    `in 7 days ${came} new, ${closed} closed`,
  ];
  return lineOf({ de: "Anfragen", en: "Inbox" }, { de, en }[language], "/inbox", language);
}

function checksLine({ checks }: Week, language: Language): WeekLine | null {
  const { all, down, degraded, traces, expiring, uptime } = checks;
  if (all === 0) return null;
  const up = uptime === null ? "" : formatUptime(uptime, language);
  const de = [
    down === 0 ? "nichts gestört" : needing(down, `${down} gestört`),
    degraded === 0 ? "" : `${degraded} beeinträchtigt`,
    needing(traces, counted(traces, "Spur eines alten Anbieters", "Spuren alter Anbieter")),
    expiring === 0 ? "" : `${expiring} läuft bald ab`.replace(/^(?!1 )(\d+) läuft/, "$1 laufen"),
    up === "" ? "" : `in 7 Tagen ${up} verfügbar`,
  ];
  const en = [
    down === 0 ? "nothing down" : needing(down, `${down} down`),
    degraded === 0 ? "" : `${degraded} degraded`,
    needing(traces, counted(traces, "trace of an old provider", "traces of old providers")),
    expiring === 0 ? "" : counted(expiring, "expires soon", "expire soon"),
    up === "" ? "" : `${up} available in 7 days`,
  ];
  return lineOf({ de: "Prüfungen", en: "Checks" }, { de, en }[language], "/checks", language);
}

function incidentsLine({ incidents }: Week, language: Language): WeekLine | null {
  const { open, resolved, planned, drafts } = incidents;
  if (open + resolved + planned + drafts === 0) return null;
  const de = [
    open === 0 ? "keine Störung offen" : needing(open, counted(open, "Störung offen", "Störungen offen")),
    resolved === 0 ? "" : `${resolved} in 7 Tagen behoben`,
    planned === 0 ? "" : counted(planned, "Wartung geplant", "Wartungen geplant"),
    drafts === 0 ? "" : counted(drafts, "Entwurf", "Entwürfe"),
  ];
  const en = [
    open === 0 ? "no incident open" : needing(open, counted(open, "incident open", "incidents open")),
    resolved === 0 ? "" : `${resolved} resolved in 7 days`,
    planned === 0 ? "" : counted(planned, "maintenance planned", "maintenances planned"),
    drafts === 0 ? "" : counted(drafts, "draft", "drafts"),
  ];
  return lineOf({ de: "Störungen", en: "Incidents" }, { de, en }[language], "/status/manage", language);
}

function requestsLine({ requests }: Week, language: Language): WeekLine | null {
  const { waiting, overdue, next } = requests;
  if (waiting === 0) return null;
  const day = next === null ? "" : formatOn(next, language);
  const de = [
    counted(waiting, "wartet auf Antwort", "warten auf Antwort"),
    overdue === 0 ? `die nächste bis ${day}` : needing(overdue, `${overdue} überfällig seit ${day}`),
  ];
  const en = [
    counted(waiting, "waits for an answer", "wait for an answer"),
    overdue === 0 ? `the next by ${day}` : needing(overdue, `${overdue} overdue since ${day}`),
  ];
  const what = { de: "Löschverlangen", en: "Deletion requests" };
  return lineOf(what, { de, en }[language], "/deletions/dates", language);
}

function lineOf(
  what: Record<Language, string>,
  parts: (string | WeekPart)[],
  href: string,
  language: Language,
): WeekLine {
  const told = parts.map((part) => (typeof part === "string" ? { text: part, red: false } : part));
  return { what: what[language], parts: told.filter(({ text }) => text !== ""), href };
}

/** What needs a person as soon as there is one of it. */
function needing(count: number, text: string): WeekPart {
  return { text: count === 0 ? "" : text, red: true };
}
