import { formatUptime } from "#src/checks/uptime.ts";
import type { Language } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import type { Week } from "./week.ts";

/** One line of what is going on: what, how it stands, where it is told. `red` needs a person. */
export type WeekLine = { what: string; text: string; href: string; red: boolean };

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
    waiting === 0 ? "" : counted(waiting, "wartet seit gestern oder länger", "warten seit gestern oder länger"),
    `in 7 Tagen ${came} neu, ${closed} erledigt`,
  ];
  const en = [
    open === 0 ? "nothing open" : `${open} open, ${unassigned} of them unassigned`,
    waiting === 0
      ? ""
      : counted(waiting, "has waited since yesterday or longer", "have waited since yesterday or longer"),
    `in 7 days ${came} new, ${closed} closed`,
  ];
  return { ...said({ de: "Anfragen", en: "Inbox" }, { de, en }, language), href: "/inbox", red: waiting > 0 };
}

function checksLine({ checks }: Week, language: Language): WeekLine | null {
  const { all, down, degraded, traces, expiring, uptime } = checks;
  if (all === 0) return null;
  const up = uptime === null ? "" : formatUptime(uptime, language);
  const de = [
    down === 0 ? "nichts gestört" : `${down} gestört`,
    degraded === 0 ? "" : `${degraded} beeinträchtigt`,
    traces === 0 ? "" : counted(traces, "Spur eines alten Anbieters", "Spuren alter Anbieter"),
    expiring === 0 ? "" : `${expiring} läuft bald ab`.replace(/^(?!1 )(\d+) läuft/, "$1 laufen"),
    up === "" ? "" : `in 7 Tagen ${up} verfügbar`,
  ];
  const en = [
    down === 0 ? "nothing down" : `${down} down`,
    degraded === 0 ? "" : `${degraded} degraded`,
    traces === 0 ? "" : counted(traces, "trace of an old provider", "traces of old providers"),
    expiring === 0 ? "" : counted(expiring, "expires soon", "expire soon"),
    up === "" ? "" : `${up} available in 7 days`,
  ];
  return { ...said({ de: "Prüfungen", en: "Checks" }, { de, en }, language), href: "/checks", red: down + traces > 0 };
}

function incidentsLine({ incidents }: Week, language: Language): WeekLine | null {
  const { open, resolved, planned, drafts } = incidents;
  if (open + resolved + planned + drafts === 0) return null;
  const de = [
    open === 0 ? "keine Störung offen" : counted(open, "Störung offen", "Störungen offen"),
    resolved === 0 ? "" : `${resolved} in 7 Tagen behoben`,
    planned === 0 ? "" : counted(planned, "Wartung geplant", "Wartungen geplant"),
    drafts === 0 ? "" : counted(drafts, "Entwurf", "Entwürfe"),
  ];
  const en = [
    open === 0 ? "no incident open" : counted(open, "incident open", "incidents open"),
    resolved === 0 ? "" : `${resolved} resolved in 7 days`,
    planned === 0 ? "" : counted(planned, "maintenance planned", "maintenances planned"),
    drafts === 0 ? "" : counted(drafts, "draft", "drafts"),
  ];
  return { ...said({ de: "Störungen", en: "Incidents" }, { de, en }, language), href: "/status/manage", red: open > 0 };
}

function requestsLine({ requests }: Week, language: Language): WeekLine | null {
  const { waiting, overdue, next } = requests;
  if (waiting === 0) return null;
  const day = next === null ? "" : formatOn(next, language);
  const de = [
    counted(waiting, "wartet auf Antwort", "warten auf Antwort"),
    overdue === 0 ? `die nächste bis ${day}` : `${overdue} überfällig seit ${day}`,
  ];
  const en = [
    counted(waiting, "waits for an answer", "wait for an answer"),
    overdue === 0 ? `the next by ${day}` : `${overdue} overdue since ${day}`,
  ];
  const what = { de: "Löschverlangen", en: "Deletion requests" };
  return { ...said(what, { de, en }, language), href: "/deletions/dates", red: overdue > 0 };
}

type Parts = Record<Language, string[]>;

function said(what: Record<Language, string>, parts: Parts, language: Language): Pick<WeekLine, "what" | "text"> {
  return { what: what[language], text: parts[language].filter((part) => part !== "").join(", ") };
}
