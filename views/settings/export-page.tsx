import type { Fields } from "#src/http/form.ts";
import { formatNumber } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";
import { SettingsSections } from "./settings-page.tsx";

/** How far an export is, as the page shows it. */
export type ShownExport =
  | { state: "none" }
  | { state: "running"; files: number; last: string }
  | { state: "ready"; size: number; asOf: string; until: Date }
  | { state: "failed"; said: string };

type Props = {
  reader: Reader;
  head: { count: number; hash: string };
  state: ShownExport;
  mistaken?: { values: Fields; errors: Fields };
};

export function ExportPage({ reader, head, state, mistaken }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { values = {}, errors = {} } = mistaken ?? {};
  return (
    <Layout title={say({ de: "Export", en: "Export" })} reader={reader} current="settings">
      <div class="lead">
        <h1>{say({ de: "Alles für die Prüfung in einer Datei.", en: "Everything for an audit in one file." })}</h1>
        <p>
          {say({
            de: "Register, Löschnachweise mit Belegen, der ganze Verlauf mit unterschriebenem Kopf, und eine Anleitung, wie man es ohne uns prüft. Die Datei enthält Personendaten.",
            en: "The register, deletion records with evidence, the whole history with its signed head, and how to check it without us. The file holds personal data.",
          })}
        </p>
        <SettingsSections reader={reader} current="/settings/export" />
      </div>
      <ExportStateBox reader={reader} state={state} />
      {state.state === "running" ? null : (
        <section>
          <header>
            <h2>{say({ de: "Export erstellen", en: "Make an export" })}</h2>
          </header>
          <form method="post" action="/settings/export" class="fields">
            <Input
              name="as_of"
              label={say({ de: "Stand", en: "As of" })}
              hint={say({ de: "leer: heute", en: "empty: today" })}
              value={values["as_of"]}
              error={errors["as_of"]}
            />
            <Input
              name="known_at"
              label={say({ de: "mit dem Wissen vom", en: "with what was known on" })}
              hint={say({ de: "leer: heute", en: "empty: today" })}
              value={values["known_at"]}
              error={errors["known_at"]}
            />
            <div class="buttons full">
              <button type="submit">{say({ de: "Erstellen", en: "Make it" })}</button>
            </div>
          </form>
        </section>
      )}
      <p class="soft">
        <span
          safe
        >{`${formatNumber(head.count, reader.language)} ${reader.language === "de" ? "Einträge, Kopf" : "entries, head"} `}</span>
        <code class="hash" safe>
          {head.hash.slice(0, 16)}
        </code>
      </p>
    </Layout>
  );
}

/** Asks for itself every second while an export runs. */
export function ExportStateBox({ reader, state }: { reader: Reader; state: ShownExport }): JSX.Element {
  const asking = { "hx-get": "/settings/export/state", "hx-trigger": "every 1s", "hx-swap": "outerHTML" } as const;
  return (
    <div id="export-state" role="status" {...(state.state === "running" ? asking : {})}>
      <StateWords reader={reader} state={state} />
    </div>
  );
}

function StateWords({ reader, state }: { reader: Reader; state: ShownExport }): JSX.Element | null {
  const tell = tellIn(reader.language);
  if (state.state === "none") return null;
  if (state.state === "running")
    return (
      <p class="notice quiet" safe>
        {tell({
          de: `Der Export wird erstellt: ${state.files} Dateien${state.last ? `, zuletzt ${state.last}` : ""}.`,
          en: `The export is being made: ${state.files} files${state.last ? `, last ${state.last}` : ""}.`,
        })}
      </p>
    );
  if (state.state === "failed")
    return (
      <p class="notice" safe>
        {tell({ de: `Der Export ist nicht gelungen: ${state.said}`, en: `The export failed: ${state.said}` })}
      </p>
    );
  return <Ready reader={reader} state={state} />;
}

function Ready({ reader, state }: { reader: Reader; state: Extract<ShownExport, { state: "ready" }> }): JSX.Element {
  const { language } = reader;
  const tell = tellIn(language);
  const size = `${formatNumber(Math.ceil(state.size / 1000), language)} KB`;
  const on = formatOn(state.asOf, language);
  return (
    <p class="notice quiet">
      <a href="/settings/export/file" hx-boost="false" safe>
        {tell({
          de: `Export vom Stand ${on} herunterladen (${size})`,
          en: `Download the export as of ${on} (${size})`,
        })}
      </a>
      <span safe>{tell({ de: " Er liegt eine Stunde bereit.", en: " It is kept for an hour." })}</span>
    </p>
  );
}
