import type { Figures } from "#src/checks/live.ts";
import type { Fields } from "#src/http/form.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";
import { type FaultShown, faultSentence } from "./fault-notes.tsx";
import { CheckSections } from "./sections.tsx";

type Props = {
  reader: Reader;
  references: readonly { id: number; host: string; port: number }[];
  faults: readonly FaultShown[];
  /** Null where no checks run. */
  figures: Figures | null;
  values: Fields;
  errors: Fields;
};

export function ObserverPage({ reader, references, faults, figures, values, errors }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Beobachter", en: "Observer" })} reader={reader} current="checks">
      <div class="lead">
        <h1>
          {references.length >= 2
            ? say({
                de: "Bevor etwas gestört heisst, wird die eigene Leitung gefragt.",
                en: "Before anything is called down, our own line is asked.",
              })
            : say({
                de: "Fällt die eigene Leitung aus, sieht alles gestört aus.",
                en: "When our own line fails, everything looks down.",
              })}
        </h1>
        <p>
          {say({
            de: "Mindestens zwei Referenzziele, die immer antworten und nicht am gleichen Ort stehen: der eigene Router, der Nameserver des Providers. Antwortet keines, ist es die Leitung: Nichts gilt als gestört, und die Zeit zählt nirgends.",
            en: "At least two reference targets that always answer and do not stand in the same place: your router, your provider's name server. When none answers it is the line: nothing counts as down, and the time counts nowhere.",
          })}
        </p>
        <CheckSections reader={reader} current="/checks/observer" />
      </div>
      <section>
        <header>
          <h2>{say({ de: "Referenzziele", en: "Reference targets" })}</h2>
          <span class="soft num">{references.length}</span>
        </header>
        <ul class="lines">
          {references.map(({ id, host, port }) => (
            <li>
              <span safe>{`${host}:${port}`}</span>
              {may(reader, "owner") ? (
                <form method="post" action={`/checks/observer/references/${id}/removal`} class="inline">
                  <button type="submit" class="link">
                    {say({ de: "Entfernen", en: "Remove" })}
                  </button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
        {may(reader, "owner") ? (
          <form method="post" action="/checks/observer/references" class="fields">
            <Input
              name="target"
              label={say({ de: "Server und Port", en: "Server and port" })}
              value={values["target"]}
              error={errors["target"]}
              placeholder="192.168.1.1:53"
              hint={say({
                de: "Auch eine Ablehnung gilt als Antwort. Nur Inhaberinnen und Inhaber ändern das.",
                en: "A refusal counts as an answer too. Only owners change this.",
              })}
              required
            />
            <div class="buttons full">
              <button type="submit">{say({ de: "Hinzufügen", en: "Add" })}</button>
            </div>
          </form>
        ) : null}
      </section>
      <section>
        <header>
          <h2>{say({ de: "Wann wir nichts sehen konnten", en: "When we could not see" })}</h2>
        </header>
        {faults.length === 0 ? (
          <p class="soft">{say({ de: "In den letzten 30 Tagen nie.", en: "Never in the last 30 days." })}</p>
        ) : null}
        <ul class="lines">
          {faults.map((fault) => (
            <li>
              <span safe>{faultSentence(fault, reader)}</span>
            </li>
          ))}
        </ul>
      </section>
      {figures ? (
        <p class="soft" safe>
          {tellIn(reader.language)({
            de: `${figures.checks} Prüfungen laufen; 99 von 100 beginnen weniger als ${Math.ceil(figures.late_p99_ms)} ms zu spät. ${figures.unwritten} Antworten warten auf die Datenbank.`,
            en: `${figures.checks} checks run; 99 of 100 begin less than ${Math.ceil(figures.late_p99_ms)} ms late. ${figures.unwritten} answers wait for the database.`,
          })}
        </p>
      ) : null}
    </Layout>
  );
}
