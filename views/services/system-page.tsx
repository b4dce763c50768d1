import { countryName } from "#src/law/country.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { Moment } from "#src/services/dated.ts";
import type { CriteriaColumn, SystemInLaw } from "#src/services/page.ts";
import type { ServiceOn, SystemOn } from "#src/services/register.ts";
import type { StoryItem } from "#src/services/story.ts";
import { type Contract, hostingWords, type SubProcessor } from "#src/services/system.ts";
import { systemHeadline } from "#src/services/system-sentence.ts";
import { type Criterion, named } from "#src/settings/company.ts";
import { type Day, formatOn, formatWhen } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Gauge } from "#views/services/gauge.tsx";
import { StageMark } from "#views/services/mark.tsx";
import { CriteriaSection } from "./criteria-section.tsx";
import {
  AnswerForm,
  ContractForm,
  ExceptionForm,
  OldDataForm,
  PlaceForm,
  SubProcessorForm,
  type Typed,
} from "./fact-forms.tsx";
import { LawSection } from "./law-section.tsx";
import { Provenance, Story, WithdrawButton } from "./story.tsx";

type Standing<T> = { fact: T; standing: StoryItem["standing"] };

export type SystemProps = {
  reader: Reader;
  one: SystemOn;
  moment: Moment;
  services: readonly { row: ServiceOn; isNew: boolean }[];
  story: readonly StoryItem[];
  names: ReadonlyMap<string, string>;
  criteria: readonly Criterion[];
  column: CriteriaColumn;
  law: SystemInLaw;
  lawOn: Day;
  lawDays: readonly { day: Day; href: string }[];
  horizon: string;
  contracts: readonly Standing<Contract>[];
  subProcessors: readonly Standing<SubProcessor>[];
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
            <Story items={props.story} reader={reader} names={props.names} withdrawTo={() => `${path}/withdrawals`} />
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
          <Contracts {...props} path={path} />
          <SubProcessors {...props} path={path} />
        </div>
        <aside>
          <AtAGlance {...props} />
        </aside>
      </div>
    </Layout>
  );
}

function Contracts({ reader, contracts, names, path, typed = null }: SystemProps & { path: string }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Verträge", en: "Contracts" })}</h2>
      </header>
      {contracts.length === 0 ? (
        <p class="soft">
          {say({
            de: "Kein Vertrag erfasst, auch keine Auftragsbearbeitung (ABV).",
            en: "No contract recorded, not even a data processing agreement.",
          })}
        </p>
      ) : null}
      <ul class="lines">
        {contracts.map(({ fact, standing }) => (
          <li class={standing === "holds" ? undefined : "past"}>
            <span>
              <b safe>{fact.reference}</b>{" "}
              {fact.kind === "processing"
                ? say({ de: "Auftragsbearbeitung (ABV)", en: "data processing agreement" })
                : say({ de: "Dienstvertrag", en: "service contract" })}
            </span>
            <span class="soft" safe>
              {validity(fact, reader)}
            </span>
            <Said {...{ fact, standing, reader, names, path }} table="contracts" />
          </li>
        ))}
      </ul>
      {may(reader, "member") ? (
        <div class="folds">
          <ContractForm reader={reader} typed={typed} action={`${path}/contracts`} />
        </div>
      ) : null}
    </section>
  );
}

function validity(fact: Contract, { language }: Reader): string {
  const from = formatWhen({ on: fact.happened_on, text: fact.happened_text }, language);
  const until = fact.valid_until ? formatOn(fact.valid_until, language) : "";
  if (language === "de")
    return `${from ? `gültig ab ${from}` : "Beginn nicht angegeben"}, ${until ? `bis ${until}` : "unbefristet"}`;
  return `${from ? `valid from ${from}` : "beginning not stated"}, ${until ? `until ${until}` : "no end"}`;
}

function SubProcessors({
  reader,
  subProcessors,
  names,
  path,
  typed = null,
}: SystemProps & { path: string }): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Unterauftragsbearbeiter", en: "Sub-processors" })}</h2>
      </header>
      {subProcessors.length === 0 ? <p class="soft">{say({ de: "Keine erfasst.", en: "None recorded." })}</p> : null}
      <ul class="lines">
        {subProcessors.map(({ fact, standing }) => (
          <li class={standing === "holds" ? undefined : "past"}>
            <span>
              <b safe>{fact.name}</b> <span safe>{fact.purpose ?? ""}</span>
            </span>
            <span class="soft" safe>
              {fact.country
                ? countryName(fact.country, language)
                : say({ de: "Land nicht überprüfbar", en: "country not verifiable" })}
            </span>
            <Said {...{ fact, standing, reader, names, path }} table="sub_processors" />
          </li>
        ))}
      </ul>
      {may(reader, "member") ? (
        <div class="folds">
          <SubProcessorForm reader={reader} typed={typed} action={`${path}/sub-processors`} />
        </div>
      ) : null}
    </section>
  );
}

type SaidProps = {
  fact: Contract | SubProcessor;
  standing: StoryItem["standing"];
  reader: Reader;
  names: ReadonlyMap<string, string>;
  path: string;
  table: string;
};

function Said({ fact, standing, reader, names, path, table }: SaidProps): JSX.Element {
  return (
    <Provenance fact={fact} standing={standing} reader={reader} names={names}>
      {standing === "holds" && may(reader, "member") ? (
        <WithdrawButton to={`${path}/withdrawals`} table={table} id={fact.id} reader={reader} />
      ) : null}
    </Provenance>
  );
}

function AtAGlance({ reader, one, services }: SystemProps): JSX.Element {
  const { language } = reader;
  const { system } = one;
  const say = sayIn(language);
  const line = (label: string, text: string | null) =>
    text ? (
      <>
        <dt safe>{label}</dt>
        <dd safe>{text}</dd>
      </>
    ) : null;
  return (
    <>
      <section>
        <header>
          <h2>{say({ de: "Auf einen Blick", en: "At a glance" })}</h2>
        </header>
        <dl class="facts">
          {line(say({ de: "Anbieter", en: "vendor" }), system.vendor)}
          {line(say({ de: "läuft", en: "runs" }), hostingWords[system.hosting][language])}
          {line(say({ de: "Lizenz", en: "licence" }), system.licence)}
          {line(say({ de: "Daten", en: "data" }), system.data_categories)}
          {line(say({ de: "von wem", en: "about whom" }), system.data_subjects)}
          {line(say({ de: "Aufbewahrung", en: "retention" }), system.retention)}
          {line(say({ de: "zertifiziert", en: "certified" }), system.certified ? say({ de: "ja", en: "yes" }) : null)}
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
          {line(say({ de: "Notiz", en: "note" }), system.note)}
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
