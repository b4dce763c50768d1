import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { Moment } from "#src/services/dated.ts";
import type { CriteriaColumn, SystemInLaw } from "#src/services/page.ts";
import type { ServiceOn, SystemOn } from "#src/services/register.ts";
import type { StoryItem } from "#src/services/story.ts";
import { type Contract, hostingWords, type SubProcessor } from "#src/services/system.ts";
import { systemHeadline } from "#src/services/system-sentence.ts";
import { type Criterion, named } from "#src/settings/company.ts";
import type { Day } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Gauge } from "#views/services/gauge.tsx";
import { StageMark } from "#views/services/mark.tsx";
import { CriteriaSection } from "./criteria-section.tsx";
import type { Typed } from "./fact-form.tsx";
import { LawSection } from "./law-section.tsx";
import { Story } from "./story.tsx";
import { Contracts, SubProcessors } from "./system-contracts.tsx";
import { AnswerForm, ExceptionForm, OldDataForm, PlaceForm } from "./system-forms.tsx";

type Standing<T> = { fact: T; standing: StoryItem["standing"] };

export type SystemProps = {
  reader: Reader;
  one: SystemOn;
  moment: Moment;
  services: readonly { row: ServiceOn; isNew: boolean }[];
  story: readonly StoryItem[];
  statements: readonly StoryItem[];
  names: ReadonlyMap<string, string>;
  criteria: readonly Criterion[];
  column: CriteriaColumn;
  law: SystemInLaw;
  lawOn: Day;
  lawDays: readonly { day: Day; href: string }[];
  horizon: string;
  contracts: readonly Standing<Contract>[];
  subProcessors: readonly Standing<SubProcessor>[];
  /** What later areas show of this system. */
  panels: JSX.Element[];
  typed?: Typed | null;
};

/** A system: what became of its data, its three countries, its criteria, its contracts. */
export function SystemPage(props: SystemProps): JSX.Element {
  const { reader, one, typed = null } = props;
  const { system } = one;
  const say = sayIn(reader.language);
  const path = `/services/systems/${system.slug}`;
  const form = { reader, typed };
  const mayChange = may(reader, "member");
  return (
    <Layout title={named(system, reader.language)} reader={reader} current="services">
      <div class="lead">
        <p>
          <a href="/services">{say({ de: "Dienste", en: "Services" })}</a> /{" "}
          <a href="/services/systems">{say({ de: "Systeme", en: "Systems" })}</a>
        </p>
        <h1 safe>{systemHeadline(one, reader.language)}</h1>
        {system.archived_on ? (
          <form class="notice quiet" method="post" action={`${path}/restore`}>
            <p>{say({ de: "Dieses System ist archiviert.", en: "This system is archived." })}</p>
            {mayChange ? (
              <button type="submit" class="plain">
                {say({ de: "Zurückholen", en: "Bring back" })}
              </button>
            ) : null}
          </form>
        ) : null}
      </div>
      <div class="aside">
        <div>
          <section>
            <header>
              <h2>{say({ de: "Was mit den Daten geschah", en: "What became of the data" })}</h2>
            </header>
            <Story items={props.story} reader={reader} names={props.names} changeOn={() => path} />
            {mayChange ? (
              <div class="folds">
                <OldDataForm {...form} action={`${path}/old-data`} state={one.old_data} />
              </div>
            ) : null}
          </section>
          <LawSection
            systems={[props.law]}
            reader={reader}
            on={props.lawOn}
            days={props.lawDays}
            horizon={props.horizon}
          />
          {mayChange ? (
            <div class="folds after">
              <PlaceForm {...form} action={`${path}/places`} />
            </div>
          ) : null}
          <CriteriaSection criteria={props.criteria} columns={[props.column]} reader={reader} on={props.moment.asOf} />
          {mayChange ? (
            <div class="folds after">
              <AnswerForm {...form} action={`${path}/answers`} criteria={props.criteria} />
              <ExceptionForm {...form} action={`${path}/exceptions`} criteria={props.criteria} />
            </div>
          ) : null}
          {props.statements.length > 0 ? (
            <details class="folds after">
              <summary>
                {say({
                  de: "Alles, was zu Ländern und Kriterien gesagt wurde",
                  en: "Everything said of countries and criteria",
                })}
              </summary>
              <Story items={props.statements} reader={reader} names={props.names} changeOn={() => path} />
            </details>
          ) : null}
          <Contracts {...props} path={path} />
          <SubProcessors {...props} path={path} />
        </div>
        <aside>
          {props.panels.map((panel) => (
            <>{panel}</>
          ))}
          <AtAGlance {...props} />
        </aside>
      </div>
    </Layout>
  );
}

function AtAGlance({ reader, one, services }: SystemProps): JSX.Element {
  const { language } = reader;
  const { system } = one;
  const say = sayIn(language);

  return (
    <>
      <section>
        <header>
          <h2>{say({ de: "Auf einen Blick", en: "At a glance" })}</h2>
        </header>
        <dl class="facts">
          <Line label={say({ de: "Anbieter", en: "vendor" })} text={system.vendor} />
          <Line label={say({ de: "läuft", en: "runs" })} text={hostingWords[system.hosting][language]} />
          <Line label={say({ de: "Lizenz", en: "licence" })} text={system.licence} />
          <Line label={say({ de: "Daten", en: "data" })} text={system.data_categories} />
          <Line label={say({ de: "von wem", en: "about whom" })} text={system.data_subjects} />
          <Line label={say({ de: "Aufbewahrung", en: "retention" })} text={system.retention} />
          <Line
            label={say({ de: "zertifiziert", en: "certified" })}
            text={system.certified ? say({ de: "ja", en: "yes" }) : null}
          />
          {one.proof ? (
            <>
              <dt>{say({ de: "Nachweis", en: "proof" })}</dt>
              <dd>
                <Gauge proof={one.proof} language={language} />
              </dd>
            </>
          ) : null}
          {isWeb(system.website) ? (
            <>
              <dt>{say({ de: "Website", en: "website" })}</dt>
              <dd>
                <a href={system.website ?? ""} rel="noreferrer noopener" hx-boost="false" safe>
                  {(system.website ?? "").replace(/^https?:\/\//, "")}
                </a>
              </dd>
            </>
          ) : null}
          <Line label={say({ de: "Notiz", en: "note" })} text={system.note} />
        </dl>
        {may(reader, "member") ? (
          <p class="links">
            <a href={`/services/systems/${system.slug}/edit`}>{say({ de: "Angaben ändern", en: "Edit details" })}</a>
          </p>
        ) : null}
      </section>
      <section>
        <header>
          <h2>{say({ de: "Dienste", en: "Services" })}</h2>
        </header>
        {services.length === 0 ? (
          <p class="soft">{say({ de: "Für keinen Dienst erfasst.", en: "Not recorded for any service." })}</p>
        ) : null}
        <ul class="lines">
          {services.map(({ row, isNew }) => (
            <li>
              <a href={`/services/${row.service.slug}`} safe>
                {named(row.service, language)}
              </a>
              <span class="soft">{isNew ? say({ de: "neu", en: "after" }) : say({ de: "bisher", en: "before" })}</span>
              <StageMark stage={row.stage} language={language} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** Only web addresses become links, whatever an import or an older version let in. */
function isWeb(address: string | null): boolean {
  return /^https?:\/\//i.test(address ?? "");
}

/** One line of a list of facts; none where nothing is known. */
function Line({ label, text }: { label: string; text: string | null }): JSX.Element {
  if (text === null) return <></>;
  return (
    <>
      <dt safe>{label}</dt>
      <dd safe>{text}</dd>
    </>
  );
}
