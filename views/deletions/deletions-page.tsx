import type { Dossier } from "#src/deletions/log.ts";
import { type DeletionRecord, whenIn } from "#src/deletions/record.ts";
import { type Point, pointWords } from "#src/deletions/record-gauge.ts";
import { may, type Reader } from "#src/reader.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { isDeleted } from "#src/services/old-data.ts";
import type { SystemOn } from "#src/services/register.ts";
import type { System } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";
import { formatWhen } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Gauge } from "#views/services/gauge.tsx";
import { OldDataMark } from "#views/services/mark.tsx";

/** An old system with its record, and the point that would help it most; null when all is there, or nothing is deleted. */
export type OldSystem = { one: SystemOn; dossier: Dossier | null; next: Point | null };

export type Recorded = { record: DeletionRecord; system: System; correction: number | null };

type Props = { reader: Reader; sentence: string; old: readonly OldSystem[]; records: readonly Recorded[] };

/** Every old system: whether it is deleted, how well that is proven, and what is missing next. */
export function DeletionsPage(props: Props): JSX.Element {
  const { reader, old, records } = props;
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Löschungen", en: "Deletions" })} reader={reader} current="deletions">
      <div class="lead">
        <h1 safe>{props.sentence}</h1>
        <p class="links">
          {may(reader, "member") ? (
            <a href="/deletions/new">{say({ de: "Löschung erfassen", en: "Record a deletion" })}</a>
          ) : null}
          <a href="/deletions/offboarding">{say({ de: "Ausstiege", en: "Leaving systems" })}</a>
          <a href="/deletions/dates">{say({ de: "Fristen", en: "Dates" })}</a>
        </p>
      </div>
      {old.length > 0 ? <OldSystems reader={reader} old={old} /> : <FirstStep reader={reader} />}
      {records.length > 0 ? <Records reader={reader} records={records} /> : null}
    </Layout>
  );
}

function FirstStep({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "So beginnt es", en: "How to begin" })}</h2>
      </header>
      <p>
        {say({
          de: "Sobald bei einem Dienst steht, womit Sie bisher gearbeitet haben, steht das alte System hier, bis seine Daten nachweislich weg sind.",
          en: "As soon as a service says what you have worked with so far, the old system stands here until its data is provably gone.",
        })}
      </p>
      <p class="buttons">
        <a class="button" href="/services/usual">
          {say({ de: "Mit den üblichen Diensten beginnen", en: "Begin with the usual services" })}
        </a>
        <a class="button plain" href="/services/new">
          {say({ de: "Einen Dienst erfassen", en: "Add a service" })}
        </a>
      </p>
    </section>
  );
}

function OldSystems({ reader, old }: Pick<Props, "reader" | "old">): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Alte Systeme", en: "Old systems" })}</h2>
      </header>
      <div class="table">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{say({ de: "System", en: "System" })}</th>
              <th scope="col">{say({ de: "alte Daten", en: "Old data" })}</th>
              <th scope="col">{say({ de: "Nachweis", en: "Proof" })}</th>
              <th scope="col">{say({ de: "fehlt als Nächstes", en: "Missing next" })}</th>
              <th scope="col">{say({ de: "Eintrag", en: "Record" })}</th>
            </tr>
          </thead>
          <tbody>
            {old.map((row) => (
              <OldSystemRow row={row} reader={reader} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function OldSystemRow({ row: { one, dossier, next }, reader }: { row: OldSystem; reader: Reader }): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <tr>
      <td class="name">
        <a href={`/services/systems/${one.system.slug}`} safe>
          {named(one.system, language)}
        </a>
      </td>
      <td>
        <OldDataMark state={one.old_data} language={language} />
        {one.deleted ? <small safe>{formatWhen(one.deleted, language)}</small> : null}
      </td>
      <td class="wide">{one.proof ? <Gauge proof={one.proof} language={language} /> : <span class="soft">–</span>}</td>
      <td>
        {next ? (
          <span class="red">{say(pointWords[next])}</span>
        ) : isDeleted(one.old_data) ? (
          <span class="soft">{say({ de: "nichts", en: "nothing" })}</span>
        ) : one.old_data === "none" ? (
          <span class="soft">–</span>
        ) : (
          <span class="red">{say({ de: "die Löschung", en: "the deletion" })}</span>
        )}
      </td>
      <td>
        <RecordLink system={one.system} dossier={dossier} isDone={one.old_data === "none"} reader={reader} />
      </td>
    </tr>
  );
}

type LinkProps = { system: System; dossier: Dossier | null; isDone: boolean; reader: Reader };

function RecordLink({ system, dossier, isDone, reader }: LinkProps): JSX.Element {
  const say = sayIn(reader.language);
  if (dossier) return <NumberLink number={dossier.record.id} language={reader.language} />;
  if (isDone || !may(reader, "member")) return <span class="soft">–</span>;
  return (
    <a href={`/deletions/new?system=${system.slug}`}>{say({ de: "Löschung erfassen", en: "Record the deletion" })}</a>
  );
}

function NumberLink({ number, language }: { number: number; language: Language }): JSX.Element {
  return <a href={`/deletions/${number}`} safe>{`${language === "de" ? "Nr." : "No."} ${number}`}</a>;
}

/** Every record there ever was, the newest first: corrected ones stay. */
function Records({ reader, records }: Pick<Props, "reader" | "records">): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const tell = tellIn(language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Alle Nachweise", en: "All records" })}</h2>
      </header>
      <ul class="lines">
        {records.map(({ record, system, correction }) => (
          <li class={correction === null ? undefined : "past"}>
            <span>
              <NumberLink number={record.id} language={language} /> <span safe>{named(system, language)}</span>
            </span>
            <span class="soft" safe>
              {tell({
                de: `${formatWhen(whenIn(record, "executed"), "de")}, durch: ${record.executed_by}`,
                en: `${formatWhen(whenIn(record, "executed"), "en")}, by: ${record.executed_by}`,
              })}
            </span>
            {correction === null ? null : (
              <span class="soft" safe>
                {tell({ de: `berichtigt mit Nr. ${correction}`, en: `corrected by no. ${correction}` })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
