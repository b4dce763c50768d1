import type { Sentence } from "#src/problem.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { TextArea } from "#views/ui/field.tsx";
import { CheckSections } from "./sections.tsx";

type Outcome =
  | { ok: true; done: { added: number; changed: number; unchanged: number } }
  | { ok: false; troubles: readonly { where: string; sentence: Sentence }[] };

type Props = { reader: Reader; text: string; outcome: Outcome | null };

/** All checks as one file, and a file of checks brought in. */
export function ExchangePage({ reader, text, outcome }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Export, Import", en: "Export, import" })} reader={reader} current="checks">
      <div class="lead">
        <h1 safe>{headline(outcome, reader)}</h1>
        <p>
          {say({
            de: "Die Datei enthält, was geprüft wird, ohne Passwörter und ohne Verlauf. Beim Import entscheidet das Kürzel: Was es gibt, wird angepasst, was fehlt, kommt dazu, sonst geschieht nichts. Dieselbe Datei zweimal ändert nichts.",
            en: "The file holds what is checked, without passwords and without history. On import the slug decides: what is there is changed, what is missing is added, and nothing else happens. The same file twice changes nothing.",
          })}
        </p>
        <CheckSections reader={reader} current="/checks/import" />
      </div>
      <section>
        <header>
          <h2>Export</h2>
        </header>
        <p>
          <a class="button plain" href="/checks/export.json" hx-boost="false">
            {say({ de: "Prüfungen herunterladen (JSON)", en: "Download the checks (JSON)" })}
          </a>
        </p>
      </section>
      {may(reader, "member") ? (
        <section>
          <header>
            <h2>Import</h2>
          </header>
          {outcome && !outcome.ok ? (
            <ul class="lines" role="alert">
              {outcome.troubles.map(({ where, sentence }) => (
                <li>
                  <b safe>{where}</b>
                  <span class="error" safe>
                    {sentence[reader.language]}
                  </span>
                </li>
              ))}
            </ul>
          ) : null}
          <form method="post" action="/checks/import" enctype="multipart/form-data" class="fields">
            <div class="field full">
              <label for="file">{say({ de: "Datei", en: "File" })}</label>
              <input id="file" name="file" type="file" accept=".json,application/json" />
            </div>
            <TextArea
              name="text"
              label={say({ de: "oder ihr Inhalt", en: "or what is in it" })}
              value={text}
              rows={6}
              full
            />
            <div class="buttons full">
              <button type="submit">{say({ de: "Importieren", en: "Import" })}</button>
            </div>
          </form>
        </section>
      ) : null}
    </Layout>
  );
}

function headline(outcome: Outcome | null, { language }: Reader): string {
  const tell = tellIn(language);
  if (!outcome) return tell({ de: "Prüfungen als Datei.", en: "Checks as a file." });
  if (!outcome.ok) return tell({ de: "Nichts wurde importiert.", en: "Nothing was imported." });
  const { added, changed, unchanged } = outcome.done;
  return tell({
    de: `${added} neu, ${changed} geändert, ${unchanged} unverändert.`,
    en: `${added} new, ${changed} changed, ${unchanged} unchanged.`,
  });
}
