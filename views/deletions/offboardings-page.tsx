import { stepsSentence } from "#src/deletions/offboarding-words.ts";
import { progressOf, type Step } from "#src/deletions/step.ts";
import type { Fields } from "#src/http/form.ts";
import { capital, numberWord } from "#src/number-words.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { System } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";
import type { Day } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Select } from "#views/ui/field.tsx";

export type RunningOffboarding = { system: System; started_on: Day; steps: readonly Step[] };

type Props = {
  reader: Reader;
  running: readonly RunningOffboarding[];
  others: readonly System[];
  errors: Fields;
};

/** Every system that is being left, and how far each is. */
export function OffboardingsPage({ reader, running, others, errors }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <Layout title={say({ de: "Ausstiege", en: "Offboarding" })} reader={reader} current="deletions">
      <div class="lead">
        <p>
          <a href="/deletions">{say({ de: "Löschungen", en: "Deletions" })}</a>
        </p>
        <h1 safe>{sentence(running, reader)}</h1>
        <p class="links">
          <a href="/deletions/dates">{say({ de: "Fristen", en: "Dates" })}</a>
          {may(reader, "owner") ? (
            <a href="/deletions/template">{say({ de: "Vorlage der Schritte", en: "Template of the steps" })}</a>
          ) : null}
        </p>
      </div>
      {running.length > 0 ? <OffboardingList reader={reader} running={running} /> : null}
      {may(reader, "member") && others.length > 0 ? (
        <section>
          <header>
            <h2>{say({ de: "Einen Ausstieg beginnen", en: "Start an offboarding" })}</h2>
          </header>
          <form method="post" action="/deletions/offboarding" class="fields">
            <Select
              name="system"
              error={errors["system"]}
              label={say({ de: "Welches System verlassen Sie?", en: "Which system are you leaving?" })}
              options={others.map((system) => ({ value: system.slug, label: named(system, language) }))}
            />
            <div class="buttons full">
              <button type="submit">{say({ de: "Beginnen", en: "Start" })}</button>
            </div>
          </form>
        </section>
      ) : null}
    </Layout>
  );
}

/** One line for each system that is being left. */
function OffboardingList({ reader, running }: Pick<Props, "reader" | "running">): JSX.Element {
  const { language } = reader;
  return (
    <section>
      <header>
        <h2>{sayIn(language)({ de: "Im Gang", en: "Running" })}</h2>
      </header>
      <ul class="lines">
        {running.map(({ system, steps }) => (
          <li>
            <a href={`/deletions/offboarding/${system.slug}`} safe>
              {named(system, language)}
            </a>
            <span class="soft" safe>
              {stepsSentence(steps, language)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sentence(running: Props["running"], { language }: Reader): string {
  const open = running.filter(({ steps }) => progressOf(steps).next !== null).length;
  const number = capital(numberWord(open, language));
  if (open === 0) return sayIn(language)({ de: "Kein Ausstieg im Gang.", en: "No offboarding is running." });
  if (open === 1) return sayIn(language)({ de: "Ein Ausstieg im Gang.", en: "One offboarding is running." });
  return language === "de" ? `${number} Ausstiege im Gang.` : `${number} offboardings are running.`;
}
