import type { Reader } from "#src/reader.ts";
import { type Language, sayIn } from "#src/say.ts";
import type { Answered, CriteriaColumn } from "#src/services/page.ts";
import { answerWords, type Exception, isComplete } from "#src/services/system.ts";
import { type Criterion, named } from "#src/settings/company.ts";
import { type Day, formatOn } from "#src/when.ts";

type Props = { criteria: readonly Criterion[]; columns: readonly CriteriaColumn[]; reader: Reader; on: Day };

/** The criteria, before and after: a column for each system. An unanswered one says so instead of guessing. */
export function CriteriaSection({ criteria, columns, reader, on }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <section id="criteria">
      <header>
        <h2>{say({ de: "Kriterien", en: "Criteria" })}</h2>
      </header>
      {columns.length === 0 ? (
        <p class="soft">{say({ de: "Noch kein System erfasst.", en: "No system recorded yet." })}</p>
      ) : (
        <div class="table">
          <table class="stack criteria">
            <thead>
              <tr>
                <td />
                {columns.map(({ system, isNew }) => (
                  <th scope="col">
                    <a href={`/services/systems/${system.slug}`}>
                      {isNew ? <span safe>{named(system, language)}</span> : <s safe>{named(system, language)}</s>}
                    </a>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {criteria.map((criterion, index) => (
                <tr>
                  <th scope="row" class="name" safe>
                    {named(criterion, language)}
                  </th>
                  {columns.map(({ system, answers, isNew }) => (
                    <td>
                      {columns.length > 1 ? (
                        <span class="narrow soft" safe>
                          {`${named(system, language)}: `}
                        </span>
                      ) : null}
                      <AnswerIn answered={answers[index] ?? null} isNew={isNew} reader={reader} on={on} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

type AnswerProps = { answered: Answered; isNew: boolean; reader: Reader; on: Day };

function AnswerIn({ answered, isNew, reader, on }: AnswerProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  if (answered === null) return <span class="soft">{say({ de: "nicht angegeben", en: "not stated" })}</span>;
  const { answer, reason, exception } = answered;
  const missed = isNew && answer === "no" && !(exception && isComplete(exception, on));
  return (
    <>
      <span class={missed ? "red" : undefined}>{say(answerWords[answer])}</span>
      {reason ? (
        <small lang="de-CH" safe>
          {reason}
        </small>
      ) : null}
      {exception ? <ExceptionLine exception={exception} reader={reader} on={on} /> : null}
      {missed && !exception ? (
        <small class="red">{say({ de: "Ausnahme nicht begründet", en: "exception not justified" })}</small>
      ) : null}
    </>
  );
}

/** "Ausnahme: EU-Sitz. Verantwortet von …, wieder zu prüfen am …", or what is missing of it. */
function ExceptionLine({ exception, reader, on }: { exception: Exception; reader: Reader; on: Day }): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const missing = missingOf(exception, language);
  const passed = exception.review_on !== null && exception.review_on < on;
  return (
    <small>
      <span safe>{exceptionWords(exception, language)}</span>{" "}
      {missing.length > 0 ? (
        <span class="red" safe>{`${{ de: "Es fehlt", en: "Missing" }[language]}: ${missing.join(", ")}.`}</span>
      ) : null}
      {passed ? <span class="red">{say({ de: "Prüfdatum vorbei.", en: "Review date has passed." })}</span> : null}
    </small>
  );
}

function exceptionWords({ reason, person_name, review_on }: Exception, language: Language): string {
  const word = { de: "Ausnahme", en: "Exception" }[language];
  const by = { de: "Verantwortet von", en: "Accepted by" }[language];
  const again = { de: "Wieder zu prüfen am", en: "To be reviewed on" }[language];
  const parts = [reason ? `${word}: ${reason.replace(/[.!?]?$/, ".")}` : word];
  if (person_name) parts.push(`${by} ${person_name}.`);
  if (review_on) parts.push(`${again} ${formatOn(review_on, language)}.`);
  return parts.join(" ");
}

function missingOf({ reason, person_name, review_on }: Exception, language: Language): string[] {
  const parts = [
    { is: reason, de: "Begründung", en: "reason" },
    { is: person_name, de: "Person", en: "person" },
    { is: review_on, de: "Prüfdatum", en: "review date" },
  ];
  return parts.filter(({ is }) => is === null).map((part) => part[language]);
}
