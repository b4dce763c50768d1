import type { AnswerCounts, CriterionCounts } from "#src/overview/criteria.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { answerWords } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";

/** How many old and new systems meet each criterion. */
export function CriteriaSection({
  counts,
  language,
}: {
  counts: readonly CriterionCounts[];
  language: Language;
}): JSX.Element {
  const say = sayIn(language);
  if (counts.every(({ before, after }) => before.systems + after.systems === 0)) return <></>;
  return (
    <section>
      <header>
        <h2>{say({ de: "Kriterien vorher und nachher", en: "Criteria before and after" })}</h2>
      </header>
      <div class="table">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{say({ de: "Kriterium", en: "Criterion" })}</th>
              <th scope="col">{say({ de: "bisherige Systeme", en: "old systems" })}</th>
              <th scope="col">{say({ de: "neue Systeme", en: "new systems" })}</th>
            </tr>
          </thead>
          <tbody>
            {counts.map(({ criterion, before, after }) => (
              <tr>
                <th scope="row" class="name" safe>
                  {named(criterion, language)}
                </th>
                <Cell counts={before} label={say({ de: "bisher: ", en: "old: " })} language={language} />
                <Cell counts={after} label={say({ de: "neu: ", en: "new: " })} language={language} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type CellProps = { counts: AnswerCounts; label: string; language: Language };

/** `label` says on a phone which column this was. */
function Cell({ counts, label, language }: CellProps): JSX.Element {
  const tell = tellIn(language);
  const { yes, systems, open } = counts;
  const others = (["partly", "no", "unverifiable"] as const).flatMap((answer) =>
    counts[answer] > 0 ? [`${counts[answer]} ${answerWords[answer][language]}`] : [],
  );
  const unjudged = open > 0 ? [tell({ de: `${open} nicht beurteilt`, en: `${open} not judged` })] : [];
  return (
    <td>
      <span class="narrow soft" safe>
        {label}
      </span>
      <span safe>{tell({ de: `${yes} von ${systems} erfüllt`, en: `${yes} of ${systems} met` })}</span>
      <small safe>{[...others, ...unjudged].join(", ")}</small>
    </td>
  );
}
