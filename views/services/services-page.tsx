import { countryName } from "#src/law/country.ts";
import { may, type Reader } from "#src/reader.ts";
import { type Language, sayIn } from "#src/say.ts";
import type { Moment } from "#src/services/dated.ts";
import type { Law } from "#src/services/jurisdiction.ts";
import { addressOf, isFiltered, type ListQuery } from "#src/services/list-query.ts";
import type { ServiceOn } from "#src/services/register.ts";
import { stages, stageWords } from "#src/services/stage.ts";
import { countsOf, stagesSentence } from "#src/services/summary.ts";
import { warningCodes, warningWords } from "#src/services/warning.ts";
import type { Day } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { FirstService } from "./first-service.tsx";
import { RegisterTable } from "./register-table.tsx";
import { LookingBack, MonthStrip, ReportDays } from "./stand-box.tsx";

export type ServicesProps = {
  reader: Reader;
  query: ListQuery;
  moment: Moment;
  rows: readonly ServiceOn[];
  total: number;
  law: Law;
  reportDays: readonly Day[];
  countries: readonly string[];
  owners: readonly string[];
  archived: number;
};

export function ServicesPage({ reader, body }: { reader: Reader; body: JSX.Element }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Dienste", en: "Services" })} reader={reader} current="services">
      {body}
    </Layout>
  );
}

/** Everything below the masthead: the same for all who read this language and may do the same. */
export function ServicesBody(props: ServicesProps): JSX.Element {
  const { reader, query, moment, rows, total, law } = props;
  const say = sayIn(reader.language);
  if (total === 0 && !isFiltered(query)) return <FirstService reader={reader} archived={props.archived} />;
  const here = { reader, path: "/services", query, moment, reportDays: props.reportDays };
  return (
    <>
      <div class="lead">
        <h1 safe>{stagesSentence(countsOf({ services: [...rows] }), reader.language)}</h1>
        <LookingBack reader={reader} moment={moment} />
        <MonthStrip {...here} />
        <Filters {...props} />
      </div>
      <section>
        <header>
          <h2>{say({ de: "Dienste", en: "Services" })}</h2>
          <ReportDays {...here} />
          <Downloads reader={reader} query={query} />
        </header>
        {rows.length > 0 ? (
          <RegisterTable
            rows={rows}
            language={reader.language}
            law={law}
            sort={query.sort}
            sortedBy={(sort) => addressOf("/services", query, { sort })}
          />
        ) : (
          <p class="soft">
            {say({ de: "Kein Dienst passt zur Auswahl. ", en: "No service fits the selection. " })}
            <a href="/services">{say({ de: "Alle zeigen", en: "Show all" })}</a>
          </p>
        )}
        {props.archived > 0 ? (
          <p class="links">
            <a href="/services/archived">
              {say({ de: "Archivierte Dienste und Systeme", en: "Archived services and systems" })}
            </a>
          </p>
        ) : null}
      </section>
    </>
  );
}

function Downloads({ reader, query }: { reader: Reader; query: ListQuery }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <span class="links">
      <a href={addressOf("/services/export/register.csv", query)} download="" hx-boost="false">
        CSV
      </a>
      <a href={addressOf("/services/export/register.json", query)} download="" hx-boost="false">
        JSON
      </a>
      <a href="/services/systems">{say({ de: "Systeme", en: "Systems" })}</a>
      {may(reader, "member") ? (
        <>
          <a href="/services/import">{say({ de: "Einlesen", en: "Import" })}</a>
          <a href="/services/new">{say({ de: "Dienst erfassen", en: "Add a service" })}</a>
        </>
      ) : null}
    </span>
  );
}

function Filters({ reader, query, countries, owners, moment }: ServicesProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <form class="controls" action="/services" method="get">
      <label>
        {say({ de: "Was geschehen war bis", en: "What had happened by" })}
        <input type="date" name="as_of" value={query.as_of ?? moment.asOf} max={reader.today} />
      </label>
      <label>
        {say({ de: "Was bekannt war am", en: "What was known on" })}
        <input type="date" name="known_at" value={query.known_at ?? moment.knownAt} max={reader.today} />
      </label>
      <Pick
        name="stage"
        label={say({ de: "Status", en: "Stage" })}
        language={language}
        value={query.stage}
        options={stages.map((stage) => [stage, say(stageWords[stage])])}
      />
      <Pick
        name="country"
        label={say({ de: "Land", en: "Country" })}
        language={language}
        value={query.country}
        options={countries.map((iso) => [iso, countryName(iso, language)])}
      />
      <Pick
        name="owner"
        label={say({ de: "Zuständig", en: "Owner" })}
        language={language}
        value={query.owner}
        options={owners.map((owner) => [owner, owner])}
      />
      <Pick
        name="warning"
        label={say({ de: "Hinweis", en: "Warning" })}
        language={language}
        value={query.warning}
        options={warningCodes.map((code) => [code, say(warningWords[code])])}
      />
      <label>
        {say({ de: "Suchen", en: "Search" })}
        <input type="search" name="q" value={query.q ?? ""} size="14" />
      </label>
      {query.sort !== "added" ? <input type="hidden" name="sort" value={query.sort} /> : null}
      <button type="submit" class="plain">
        {say({ de: "Zeigen", en: "Show" })}
      </button>
      {isFiltered(query) ? <a href="/services">{say({ de: "Alle", en: "All" })}</a> : null}
    </form>
  );
}

type PickProps = {
  name: string;
  label: string;
  language: Language;
  value: string | null;
  options: readonly (readonly [string, string])[];
};

function Pick({ name, label, language, value, options }: PickProps): JSX.Element {
  return (
    <label>
      <span safe>{label}</span>
      <select name={name}>
        <option value="">{sayIn(language)({ de: "alle", en: "all" })}</option>
        {options.map(([code, word]) => (
          <option value={code} selected={code === value} safe>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
