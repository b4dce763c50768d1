import type { Language, Tell } from "#src/say.ts";
import { tellIn } from "#src/say.ts";
import { oldDataWords } from "#src/services/old-data.ts";
import type { Register, ServiceOn, SystemOn } from "#src/services/register.ts";
import { warningSentence } from "#src/services/sentences.ts";
import { stageWords } from "#src/services/stage.ts";
import { warningWords } from "#src/services/warning.ts";
import { named } from "#src/settings/company.ts";
import { formatOn, formatWhen } from "#src/when.ts";

type Column = { width: number; heading: (tell: Tell) => string; text: (row: ServiceOn, language: Language) => string };

/** Together 120 characters with two spaces between them. */
const columns: readonly Column[] = [
  {
    width: 22,
    heading: (tell) => tell({ de: "Dienst", en: "Service" }),
    text: ({ service }, language) => named(service, language),
  },
  { width: 14, heading: (tell) => tell({ de: "Status", en: "Stage" }), text: stageText },
  {
    width: 10,
    heading: (tell) => tell({ de: "gemeldet", en: "reported" }),
    text: ({ reported_on }, language) => (reported_on ? formatOn(reported_on, language) : ""),
  },
  {
    width: 18,
    heading: (tell) => tell({ de: "bisher", en: "from" }),
    text: ({ from }, language) => namesOf(from, language),
  },
  { width: 18, heading: (tell) => tell({ de: "neu", en: "to" }), text: ({ to }, language) => namesOf(to, language) },
  { width: 20, heading: (tell) => tell({ de: "alte Daten", en: "old data" }), text: oldDataText },
  {
    width: 6,
    heading: (tell) => tell({ de: "Hinw.", en: "warn." }),
    text: ({ warnings }) => (warnings.length > 0 ? String(warnings.length) : ""),
  },
];

function stageText({ stage, stale }: ServiceOn, language: Language): string {
  if (stage === null) return "–";
  return stageWords[stage][language] + (stale ? " *" : "");
}

function namesOf(systems: readonly SystemOn[], language: Language): string {
  return systems.map(({ system }) => named(system, language)).join(", ");
}

function oldDataText({ from }: ServiceOn, language: Language): string {
  return [...new Set(from.map((one) => stateText(one, language)))].join(", ");
}

function stateText({ old_data, deleted }: SystemOn, language: Language): string {
  const when = deleted ? formatWhen(deleted, language) : "";
  return oldDataWords[old_data][language] + (when ? ` ${when}` : "");
}

/** For a terminal: aligned, at most 120 columns wide, then what is to be warned of. */
export function tableText(register: Register, language: Language): string {
  const tell = tellIn(language);
  const lines = register.services.map((row) => lineOf(columns.map(({ text }) => text(row, language))));
  const warnings = register.services.flatMap((row) => warningLines(row, language));
  const heading = lineOf(columns.map(({ heading: headingOf }) => headingOf(tell)));
  const parts = [titleOf(register, tell), "", heading, rule, ...lines];
  if (register.services.some(({ stale }) => stale)) parts.push("", tell({ de: "* veraltet", en: "* stale" }));
  return [...parts, ...(warnings.length > 0 ? ["", ...warnings] : [])].join("\n");
}

const rule = columns.map(({ width }) => "-".repeat(width)).join("  ");

function lineOf(cells: readonly string[]): string {
  return cells
    .map((cell, index) => fitted(cell, columns[index]!.width))
    .join("  ")
    .trimEnd();
}

function fitted(text: string, width: number): string {
  const line = text.replace(/\s+/g, " ");
  return (line.length > width ? `${line.slice(0, width - 1)}…` : line).padEnd(width);
}

function warningLines({ service, from, to, warnings }: ServiceOn, language: Language): string[] {
  return warnings.map(({ code, systems }) => {
    const about = [...from, ...to].filter(({ system }) => systems.includes(system.slug));
    const names = about.length > 0 ? ` (${namesOf(about, language)})` : "";
    return fitted(`${named(service, language)}: ${warningWords[code][language]}${names}`, 120).trimEnd();
  });
}

function titleOf({ moment: { asOf, knownAt } }: Register, tell: Tell): string {
  const [on, known] = [formatOn(asOf, "de"), formatOn(knownAt, "de")];
  if (asOf === knownAt) return tell({ de: `Stand ${on}`, en: `As of ${on}` });
  return tell({ de: `Stand ${on}, mit dem Wissen vom ${known}`, en: `As of ${on}, with what was known on ${known}` });
}

/** For a report: a table, then each warning as a sentence. */
export function markdownOf(register: Register, language: Language): string {
  const tell = tellIn(language);
  const rows = register.services.map((row) => markdownRow(columns.slice(0, -1).map(({ text }) => text(row, language))));
  const headings = markdownRow(columns.slice(0, -1).map(({ heading }) => heading(tell)));
  const separator = markdownRow(columns.slice(0, -1).map(() => "---"));
  const warnings = register.services.flatMap((row) =>
    row.warnings.map(
      (warning) =>
        `- **${inMarkdown(named(row.service, language))}:** ${inMarkdown(warningSentence(warning, row, language))}`,
    ),
  );
  const title = `# ${tell({ de: "Register", en: "Register" })}, ${titleOf(register, tell)}`;
  const tail = warnings.length > 0 ? ["", `## ${tell({ de: "Hinweise", en: "Warnings" })}`, "", ...warnings] : [];
  return [title, "", headings, separator, ...rows, ...tail].join("\n");
}

function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map(inMarkdown).join(" | ")} |`;
}

/** Names are text, not markup. */
function inMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|#]/g, (sign) => (text === "---" ? sign : `\\${sign}`));
}
