import type { Point } from "#src/deletions/record-gauge.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { GaugeList } from "./gauge-list.tsx";
import { type Choice, type Filled, RecordForm } from "./record-form.tsx";

type Props = Filled & {
  reader: Reader;
  /** The points that are met by what stands in the form. */
  met: readonly Point[];
  /** The record that is corrected; null for a new one. */
  corrects: number | null;
  systems: readonly Choice[];
  people: readonly string[];
};

/** Logging a deletion, or correcting a record. */
export function RecordNewPage({ reader, corrects, met, ...form }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const title =
    corrects === null
      ? say({ de: "Löschung erfassen", en: "Record a deletion" })
      : say({ de: "Berichtigen", en: "Correct" });
  return (
    <Layout title={title} reader={reader} current="deletions">
      <div class="lead">
        <p>
          <a href="/deletions">{say({ de: "Löschungen", en: "Deletions" })}</a>
        </p>
        <h1 safe>
          {corrects === null
            ? tell({
                de: "Was wurde gelöscht, wann, durch wen und wie?",
                en: "What was deleted, when, by whom and how?",
              })
            : tell({ de: `Was stimmt an Nr. ${corrects} nicht?`, en: `What is wrong with no. ${corrects}?` })}
        </h1>
        {corrects === null ? null : (
          <p>
            {say({
              de: "Die Berichtigung ist ein neuer Nachweis, der den alten nennt. Der alte bleibt lesbar, seine Belege gelten weiter.",
              en: "The correction is a new record that names the old one. The old one stays readable, its evidence goes on counting.",
            })}
          </p>
        )}
      </div>
      <div class="aside">
        <section>
          {may(reader, "member") ? (
            <RecordForm
              {...form}
              reader={reader}
              action={corrects === null ? "/deletions" : `/deletions/${corrects}/correction`}
              button={title}
            />
          ) : (
            <p class="soft">
              {say({
                de: "Mit Ihrer Rolle können Sie lesen, aber nichts erfassen.",
                en: "Your role can read, but not record anything.",
              })}
            </p>
          )}
        </section>
        <aside>
          <section>
            <header>
              <h2>{say({ de: "Was zählt", en: "What counts" })}</h2>
            </header>
            <GaugeList met={met} level={null} language={reader.language} />
          </section>
        </aside>
      </div>
    </Layout>
  );
}
