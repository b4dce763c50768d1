import type { Language } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { type Day, formatOn, formatWhen } from "#src/when.ts";
import { isDeleted } from "./old-data.ts";
import type { RegisterFacts, ServiceOn } from "./register.ts";
import { stageWords } from "./stage.ts";

/** One report: the day it was told, and a line for each service that it says something of. */
export type StandReport = { day: Day; lines: { service: string; text: string; live: boolean }[] };

/**
 * The public progress report in the shape of the case's own reports: for each day on which something was reported, newest first,
 * the services that were spoken of and where they stood as it was told then.
 */
export function standReports(
  facts: RegisterFacts,
  rowsOn: (day: Day) => readonly ServiceOn[],
  language: Language,
): StandReport[] {
  const days = new Set(
    [...facts.stageReports, ...facts.targets, ...facts.oldDataReports].map((fact) => fact.reported_on),
  );
  return [...days]
    .sort()
    .reverse()
    .map((day) => ({ day, lines: linesOn(day, facts, rowsOn(day), language) }))
    .filter(({ lines }) => lines.length > 0);
}

function linesOn(day: Day, facts: RegisterFacts, rows: readonly ServiceOn[], language: Language) {
  const spokenOf = new Set(
    [...facts.stageReports, ...facts.targets].filter((fact) => fact.reported_on === day).map((fact) => fact.service_id),
  );
  const systems = new Set(
    facts.oldDataReports
      .filter((fact) => fact.reported_on === day && isDeleted(fact.state))
      .map((fact) => fact.system_id),
  );
  return rows
    .filter((row) => spokenOf.has(row.service.id) || row.from.some(({ system }) => systems.has(system.id)))
    .map((row) => ({ service: named(row.service, language), text: lineOf(row, language), live: row.stage === "live" }));
}

/** "produktiv seit 12.2020, Slack → Nextcloud Talk, Nextcloud Deck; alte Daten gelöscht 08.12.2020; Ziel noch 2020" */
function lineOf(row: ServiceOn, language: Language): string {
  const german = language === "de";
  const stage = row.stage ? stageWords[row.stage][language] : german ? "noch nicht gemeldet" : "not reported yet";
  const from = row.from.map(({ system }) => named(system, language)).join(", ");
  const to = row.to.map(({ system }) => named(system, language)).join(", ");
  const swap = from && to ? `${from} → ${to}` : to || from;
  const deleted = row.from.filter((one) => one.deleted);
  const gone = deleted.map(
    (one) => `${named(one.system, language)} ${german ? "gelöscht" : "deleted"} ${formatWhen(one.deleted!, language)}`,
  );
  const target =
    row.stage !== "live" && row.target ? `${german ? "Ziel" : "target"} ${formatWhen(row.target, language)}` : "";
  return [`${stage}${swap ? ` (${swap})` : ""}`, ...gone, target].filter((part) => part !== "").join("; ");
}

export function standMarkdown(
  title: string,
  intro: string | null,
  reports: readonly StandReport[],
  language: Language,
): string {
  const sections = reports.map(({ day, lines }) => {
    const items = lines.map(({ service, text }) => `- **${plain(service)}:** ${plain(text)}`);
    return `## ${language === "de" ? "Stand" : "As of"} ${formatOn(day.slice(0, 7), language)}\n\n${items.join("\n")}`;
  });
  return [`# ${plain(title)}`, ...(intro ? [plain(intro)] : []), ...sections].join("\n\n").concat("\n");
}

/** Text that Markdown shall show as it is, whatever somebody typed into a name. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, "\\$&").replace(/\s*\n\s*/g, " ");
}
