import { may, type Reader } from "#src/reader.ts";
import { type Language, sayIn } from "#src/say.ts";
import type { Moment } from "#src/services/dated.ts";
import type { ListQuery } from "#src/services/list-query.ts";
import type { CriteriaColumn, SystemInLaw } from "#src/services/page.ts";
import type { ServiceOn, SystemOn } from "#src/services/register.ts";
import { headlineOf, warningSentence } from "#src/services/sentences.ts";
import { customerDataWords, priorityWords } from "#src/services/service.ts";
import type { StoryItem } from "#src/services/story.ts";
import { needsSomebody } from "#src/services/warning.ts";
import { type Criterion, named } from "#src/settings/company.ts";
import { type Day, formatWhen } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Gauge } from "#views/services/gauge.tsx";
import { Swap } from "./cells.tsx";
import { CriteriaSection } from "./criteria-section.tsx";
import type { Typed } from "./fact-form.tsx";
import { LawSection } from "./law-section.tsx";
import { ReplacementForm, StageForm, TargetForm } from "./service-forms.tsx";
import { LookingBack, ReportDays } from "./stand-box.tsx";
import { Story } from "./story.tsx";
import { ExceptionForm } from "./system-forms.tsx";

export type ServiceProps = {
  reader: Reader;
  row: ServiceOn;
  moment: Moment;
  query: ListQuery;
  reportDays: readonly Day[];
  story: readonly StoryItem[];
  names: ReadonlyMap<string, string>;
  criteria: readonly Criterion[];
  columns: readonly CriteriaColumn[];
  law: readonly SystemInLaw[];
  lawOn: Day;
  lawDays: readonly { day: Day; href: string }[];
  horizon: string;
  /** What later areas show of this service. */
  panels: JSX.Element[];
  systemNames: readonly string[];
  typed?: Typed | null;
};

/** A service: its story in time, its criteria before and after, the law on any day, and one-line forms. */
export function ServicePage(props: ServiceProps): JSX.Element {
  const { reader, row, moment } = props;
  const { service } = row;
  const say = sayIn(reader.language);
  const path = `/services/${service.slug}`;
  return (
    <Layout title={named(service, reader.language)} reader={reader} current="services">
      <div class="lead">
        <p>
          <a href="/services">{say({ de: "Dienste", en: "Services" })}</a>
        </p>
        <h1 safe>{headlineOf(row, reader.language)}</h1>
        <LookingBack reader={reader} moment={moment} />
        {service.archived_on ? <Archived reader={reader} path={path} /> : null}
      </div>
      <div class="aside">
        <div>
          <Warnings row={row} reader={reader} />
          <section>
            <header>
              <h2>{say({ de: "Verlauf", en: "Story" })}</h2>
              <ReportDays
                reader={reader}
                path={path}
                query={props.query}
                moment={moment}
                reportDays={props.reportDays}
              />
            </header>
            <Story
              items={props.story}
              reader={reader}
              names={props.names}
              changeOn={(item) => (item.table === "old_data_reports" ? `/services/systems/${item.system.slug}` : path)}
            />
            {may(reader, "member") ? <Forms {...props} /> : null}
          </section>
          <CriteriaSection criteria={props.criteria} columns={props.columns} reader={reader} on={moment.asOf} />
          {may(reader, "member") && row.to.length > 0 ? (
            <div class="folds after">
              <ExceptionForm
                reader={reader}
                typed={props.typed ?? null}
                action={`${path}/exceptions`}
                criteria={props.criteria}
                systems={row.to.map((one) => one.system)}
              />
            </div>
          ) : null}
          <LawSection
            systems={props.law}
            reader={reader}
            on={props.lawOn}
            days={props.lawDays}
            horizon={props.horizon}
          />
        </div>
        <aside>
          {props.panels.map((panel) => (
            <>{panel}</>
          ))}
          <AtAGlance reader={reader} row={row} />
        </aside>
      </div>
    </Layout>
  );
}

function Archived({ reader, path }: { reader: Reader; path: string }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <form class="notice quiet" method="post" action={`${path}/restore`}>
      <p>
        {say({
          de: "Dieser Dienst ist archiviert und steht nicht mehr im Register.",
          en: "This service is archived and no longer in the register.",
        })}
      </p>
      {may(reader, "member") ? (
        <button type="submit" class="plain">
          {say({ de: "Zurückholen", en: "Bring back" })}
        </button>
      ) : null}
    </form>
  );
}

function Warnings({ row, reader }: { row: ServiceOn; reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  if (row.warnings.length === 0) return <></>;
  return (
    <section>
      <header>
        <h2>{say({ de: "Hinweise", en: "Warnings" })}</h2>
      </header>
      <ul class="needs">
        {row.warnings.map((warning) => (
          <li class={needsSomebody(warning.code) ? undefined : "quiet"}>
            <span safe>{warningSentence(warning, row, reader.language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Forms({ reader, row, typed = null, systemNames }: ServiceProps): JSX.Element {
  const path = `/services/${row.service.slug}`;
  return (
    <div class="folds">
      <StageForm reader={reader} typed={typed} action={`${path}/stages`} stage={row.stage} />
      <TargetForm
        reader={reader}
        typed={typed}
        action={`${path}/targets`}
        target={row.target ? formatWhen(row.target, reader.language) : ""}
      />
      <ReplacementForm reader={reader} typed={typed} action={`${path}/replacements`} systems={systemNames} />
    </div>
  );
}

function AtAGlance({ reader, row }: { reader: Reader; row: ServiceOn }): JSX.Element {
  const { language } = reader;
  const { service } = row;
  const say = sayIn(language);
  const path = `/services/${service.slug}`;
  return (
    <section>
      <header>
        <h2>{say({ de: "Auf einen Blick", en: "At a glance" })}</h2>
      </header>
      <dl class="facts">
        <dt>{say({ de: "zuständig", en: "owner" })}</dt>
        <dd safe>{service.owner ?? "–"}</dd>
        <dt>{say({ de: "bisher → neu", en: "before → after" })}</dt>
        <dd>
          <Swap from={row.from} to={row.to} language={language} />
        </dd>
        {row.target ? (
          <>
            <dt>{say({ de: "Ziel", en: "target" })}</dt>
            <dd safe>{formatWhen(row.target, language)}</dd>
          </>
        ) : null}
        <dt>{say({ de: "Kundendaten", en: "customer data" })}</dt>
        <dd>{say(customerDataWords[service.customer_data])}</dd>
        {service.priority ? (
          <>
            <dt>{say({ de: "Priorität", en: "priority" })}</dt>
            <dd>
              {say(priorityWords[service.priority])}
              {service.priority_reason ? (
                <small lang="de-CH" safe>
                  {`, ${service.priority_reason}`}
                </small>
              ) : null}
            </dd>
          </>
        ) : null}
        {row.from.map((one) => (
          <ProofLine one={one} language={language} />
        ))}
        {service.note ? (
          <>
            <dt>{say({ de: "Notiz", en: "note" })}</dt>
            <dd lang="de-CH" safe>
              {service.note}
            </dd>
          </>
        ) : null}
      </dl>
      {may(reader, "member") ? (
        <p class="links">
          <a href={`${path}/edit`}>{say({ de: "Angaben ändern", en: "Edit details" })}</a>
        </p>
      ) : null}
    </section>
  );
}

function ProofLine({ one, language }: { one: SystemOn; language: Language }): JSX.Element {
  if (!one.proof) return <></>;
  return (
    <>
      <dt safe>{`${language === "de" ? "Nachweis" : "Proof"} ${named(one.system, language)}`}</dt>
      <dd>
        <Gauge proof={one.proof} language={language} />
      </dd>
    </>
  );
}
