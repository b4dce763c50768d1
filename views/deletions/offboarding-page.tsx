import { offboardingSentence } from "#src/deletions/offboarding-words.ts";
import type { Offboarding, Step } from "#src/deletions/step.ts";
import type { StepNote } from "#src/deletions/step-notes.ts";
import type { StepWarning } from "#src/deletions/step-order.ts";
import type { Fields } from "#src/http/form.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { isDeleted, type OldData } from "#src/services/old-data.ts";
import type { System } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";
import { formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { OldDataMark } from "#views/services/mark.tsx";
import { StepLine } from "./step-line.tsx";

type Props = {
  reader: Reader;
  system: System;
  offboarding: Offboarding | null;
  steps: readonly Step[];
  warnings: readonly StepWarning[];
  notes: readonly StepNote[];
  oldData: OldData;
  people: readonly string[];
  typed: { form: string; values: Fields; errors: Fields } | null;
};

/** How far the leaving of a system is: its steps, numbered, and what stands out in their order. */
export function OffboardingPage(props: Props): JSX.Element {
  const { reader, system, steps, offboarding } = props;
  const say = sayIn(reader.language);
  const name = named(system, reader.language);
  return (
    <Layout title={`${name}: ${say({ de: "Ausstieg", en: "offboarding" })}`} reader={reader} current="deletions">
      <div class="lead">
        <p>
          <a href="/deletions">{say({ de: "Löschungen", en: "Deletions" })}</a> /{" "}
          <a href="/deletions/offboarding">{say({ de: "Ausstiege", en: "Offboarding" })}</a>
        </p>
        <h1 safe>{offboarding ? offboardingSentence(system, steps, reader.language) : notRunning(name, reader)}</h1>
        {offboarding ? null : <StartOffboarding reader={reader} slug={system.slug} />}
      </div>
      {offboarding ? <Running {...props} offboarding={offboarding} /> : null}
    </Layout>
  );
}

function notRunning(name: string, { language }: Reader): string {
  return language === "de" ? `${name}: kein Ausstieg im Gang.` : `${name}: no offboarding is running.`;
}

/** One click: the steps of the template are copied, with their dates from today. */
export function StartOffboarding({ reader, slug }: { reader: Reader; slug: string }): JSX.Element | null {
  if (!may(reader, "member")) return null;
  return (
    <form method="post" action="/deletions/offboarding">
      <input type="hidden" name="system" value={slug} />
      <button type="submit">{sayIn(reader.language)({ de: "Ausstieg beginnen", en: "Start offboarding" })}</button>
    </form>
  );
}

function Running({
  reader,
  system,
  offboarding,
  steps,
  warnings,
  notes,
  oldData,
  people,
  typed,
}: Props & { offboarding: Offboarding }) {
  const say = sayIn(reader.language);
  const next = steps.find(({ state }) => state === "open")?.id ?? null;
  return (
    <div class="aside">
      <section>
        <header>
          <h2>{say({ de: "Schritte", en: "Steps" })}</h2>
          <span class="soft" safe>
            {`${say({ de: "begonnen", en: "started" })} ${formatOn(offboarding.started_on, reader.language)}`}
          </span>
        </header>
        <ol class="steps">
          {steps.map((step) => (
            <StepLine
              {...{ reader, step, typed }}
              path={`/deletions/offboarding/${system.slug}/steps/${step.id}`}
              system={system.slug}
              evidenceAt={`/deletions/systems/${system.slug}/evidence`}
              isNext={step.id === next}
              notes={notes.filter(({ code }) => code === step.code)}
              warnings={warnings.filter((warning) => warning.step.id === step.id)}
            />
          ))}
        </ol>
        <datalist id="people">
          {people.map((name) => (
            <option value={name} />
          ))}
        </datalist>
      </section>
      <aside>
        <section>
          <header>
            <h2>{say({ de: "Alte Daten", en: "Old data" })}</h2>
          </header>
          <ul class="lines">
            <li>
              <OldDataMark state={oldData} language={reader.language} />
            </li>
            <li>
              <a href={`/services/systems/${system.slug}`} safe>
                {named(system, reader.language)}
              </a>
              <span class="soft">{say({ de: "System", en: "system" })}</span>
            </li>
            <li>
              <a href="/deletions/dates">{say({ de: "Fristen und Kalender", en: "Dates and calendar" })}</a>
            </li>
            {may(reader, "owner") ? (
              <li>
                <a href="/deletions/template">{say({ de: "Vorlage der Schritte", en: "Template of the steps" })}</a>
              </li>
            ) : null}
          </ul>
          {may(reader, "member") ? (
            <p class="buttons">
              <a class="button plain" href={`/inbox/deletions/${system.slug}`}>
                {requestWord(oldData, reader)}
              </a>
              {isDeleted(oldData) ? null : (
                <a class="button plain" href={`/deletions/new?system=${encodeURIComponent(system.slug)}`}>
                  {say({ de: "Löschung erfassen", en: "Log the deletion" })}
                </a>
              )}
            </p>
          ) : null}
        </section>
      </aside>
    </div>
  );
}

function requestWord(oldData: OldData, { language }: Reader) {
  const say = sayIn(language);
  if (oldData === "deletion-requested") return say({ de: "Löschverlangen", en: "Deletion request" });
  return isDeleted(oldData)
    ? say({ de: "Bestätigung verlangen", en: "Ask for a confirmation" })
    : say({ de: "Löschung verlangen", en: "Request deletion" });
}
