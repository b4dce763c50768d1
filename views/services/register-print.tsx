import { type Language, sayIn, tellIn } from "#src/say.ts";
import { oldDataWords } from "#src/services/old-data.ts";
import type { Register, ServiceOn, SystemOn } from "#src/services/register.ts";
import { warningSentence } from "#src/services/sentences.ts";
import { stageWords } from "#src/services/stage.ts";
import { named } from "#src/settings/company.ts";
import { formatOn, formatWhen } from "#src/when.ts";
import { PrintLayout } from "#views/print-layout.tsx";

type Props = { company: string; register: Register; language: Language };

/** The register on a day as a document of its own: it loads nothing, and prints on A4 across. */
export function RegisterPrint({ company, register, language }: Props): JSX.Element {
  const say = sayIn(language);
  const tell = tellIn(language);
  const { asOf, knownAt } = register.moment;
  return (
    <PrintLayout
      title={`${company}: ${tell({ de: "Register der Ablösungen", en: "Register of the migration" })}`}
      language={language}
      across
    >
      <p safe>
        {tell({
          de: `Stand ${formatOn(asOf, "de")}, mit dem Wissen vom ${formatOn(knownAt, "de")}`,
          en: `As of ${formatOn(asOf, "en")}, with what was known on ${formatOn(knownAt, "en")}`,
        })}
      </p>
      <table>
        <thead>
          <tr>
            <th>{say({ de: "Dienst", en: "Service" })}</th>
            <th>{say({ de: "Stand", en: "Stage" })}</th>
            <th>{say({ de: "gemeldet", en: "reported" })}</th>
            <th>{say({ de: "bisher", en: "from" })}</th>
            <th>{say({ de: "neu", en: "to" })}</th>
            <th>{say({ de: "Hinweise", en: "Warnings" })}</th>
          </tr>
        </thead>
        <tbody>
          {register.services.map((row) => (
            <Row row={row} language={language} />
          ))}
        </tbody>
      </table>
    </PrintLayout>
  );
}

function Row({ row, language }: { row: ServiceOn; language: Language }): JSX.Element {
  const reported = row.reported_on ? formatOn(row.reported_on, language) : "";
  return (
    <tr>
      <th safe>{named(row.service, language)}</th>
      <td safe>{row.stage === null ? "–" : stageWords[row.stage][language] + (row.stale ? " *" : "")}</td>
      <td safe>{reported}</td>
      <td safe>{row.from.map((one) => oldSystem(one, language)).join("; ")}</td>
      <td safe>{row.to.map(({ system }) => named(system, language)).join("; ")}</td>
      <td safe>{row.warnings.map((warning) => warningSentence(warning, row, language)).join(" ")}</td>
    </tr>
  );
}

function oldSystem({ system, old_data, deleted }: SystemOn, language: Language): string {
  const when = deleted ? formatWhen(deleted, language) : "";
  return `${named(system, language)}: ${oldDataWords[old_data][language]}${when ? ` ${when}` : ""}`;
}
