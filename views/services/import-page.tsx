import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { columns } from "#src/services/exchange/columns.ts";
import type { ImportReport } from "#src/services/exchange/import-file.ts";
import type { Trouble } from "#src/services/exchange/trouble.ts";
import { Layout } from "#views/layout.tsx";

type Props = { reader: Reader; text: string; report: ImportReport | null };

/** Reading in a list: first what would become of it, then a button. `text` is what was sent, so that nothing is lost. */
export function ImportPage({ reader, text, report }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const ready = report !== null && report.troubles.length === 0;
  return (
    <Layout title={say({ de: "Einlesen", en: "Import" })} reader={reader} current="services">
      <div class="lead">
        <p>
          <a href="/services">{say({ de: "Dienste", en: "Services" })}</a>
        </p>
        <h1 safe>{titleOf(report, reader)}</h1>
        {report === null ? (
          <p>
            {say({
              de: "Sie sehen zuerst, was daraus würde; eingelesen wird erst danach, und nur ganz oder gar nicht. Was schon da ist, wird nie überschrieben.",
              en: "You first see what would become of it; it is read in only after that, whole or not at all. What is there already is never overwritten.",
            })}
          </p>
        ) : null}
      </div>
      {ready ? <Confirm {...{ reader, text, report }} /> : null}
      {report !== null && !ready ? <Troubles reader={reader} report={report} /> : null}
      <Choose reader={reader} text={ready ? "" : text} title={listTitle(report, reader)} />
      <Columns reader={reader} />
    </Layout>
  );
}

function titleOf(report: ImportReport | null, { language }: Reader): string {
  const tell = tellIn(language);
  if (report === null) return tell({ de: "Eine Liste einlesen.", en: "Read in a list." });
  const count = report.troubles.length + report.more;
  if (count === 1) return tell({ de: "Eine Stelle passt noch nicht.", en: "One thing does not fit yet." });
  if (count > 1) return tell({ de: `${count} Stellen passen noch nicht.`, en: `${count} things do not fit yet.` });
  if (adds(report)) return tell({ de: "Die Liste passt. Einlesen?", en: "The list fits. Read it in?" });
  return tell({ de: "Alles davon ist schon da.", en: "All of it is there already." });
}

function listTitle(report: ImportReport | null, { language }: Reader): string {
  const tell = tellIn(language);
  if (report === null) return tell({ de: "Die Liste", en: "The list" });
  if (report.troubles.length > 0) return tell({ de: "Noch einmal", en: "Once more" });
  return tell({ de: "Eine andere Liste", en: "Another list" });
}

function adds({ services, systems, facts, criteria }: ImportReport): boolean {
  return services + systems + facts + criteria > 0;
}

/** What would become of the file, and the button that does it. The text travels along, so that it works without JavaScript. */
function Confirm({ reader, text, report }: { reader: Reader; text: string; report: ImportReport }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Was daraus würde", en: "What would become of it" })}</h2>
      </header>
      <dl class="facts">
        <dt>{say({ de: "neue Dienste", en: "new services" })}</dt>
        <dd class="num">{report.services}</dd>
        <dt>{say({ de: "neue Systeme", en: "new systems" })}</dt>
        <dd class="num">{report.systems}</dd>
        <dt>{say({ de: "Angaben mit Datum", en: "dated facts" })}</dt>
        <dd class="num">{report.facts}</dd>
        {report.criteria > 0 ? (
          <>
            <dt>{say({ de: "Änderungen an Kriterien", en: "changes to criteria" })}</dt>
            <dd class="num">{report.criteria}</dd>
          </>
        ) : null}
        <dt>{say({ de: "schon da, wird übersprungen", en: "there already, skipped" })}</dt>
        <dd class="num">{report.skipped}</dd>
      </dl>
      {adds(report) ? (
        <form method="post" action="/services/import" enctype="multipart/form-data" hx-boost="false">
          <Carried text={text} />
          <input type="hidden" name="sure" value="yes" />
          <div class="buttons">
            <button type="submit">{say({ de: "Einlesen", en: "Read in" })}</button>
            <a class="button plain" href="/services/import">
              {say({ de: "Abbrechen", en: "Cancel" })}
            </a>
          </div>
        </form>
      ) : null}
    </section>
  );
}

/** HTML drops a line end that directly follows the tag: one is given to be dropped. */
function Carried({ text }: { text: string }): JSX.Element {
  return (
    <textarea name="text" hidden readonly safe>
      {`\n${text}`}
    </textarea>
  );
}

function Troubles({ reader, report }: { reader: Reader; report: ImportReport }): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const { more, troubles } = report;
  return (
    <section>
      <header>
        <h2>{say({ de: "Was noch nicht passt", en: "What does not fit yet" })}</h2>
        <span class="soft">{say({ de: "Geändert wurde nichts.", en: "Nothing was changed." })}</span>
      </header>
      <div class="table">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{say({ de: "Zeile", en: "Line" })}</th>
              <th scope="col">{say({ de: "Spalte", en: "Column" })}</th>
              <th scope="col">{say({ de: "Was nicht passt", en: "What does not fit" })}</th>
            </tr>
          </thead>
          <tbody>
            {troubles.map((trouble) => (
              <TroubleRow trouble={trouble} reader={reader} />
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 ? (
        <p class="soft" safe>
          {tell({ de: `Und ${more} weitere.`, en: `And ${more} more.` })}
        </p>
      ) : null}
    </section>
  );
}

function TroubleRow({ trouble, reader }: { trouble: Trouble; reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  const { line, column, where, sentence } = trouble;
  return (
    <tr>
      <td data-label={say({ de: "Zeile", en: "Line" })}>
        <span class="num" safe>
          {line === null ? "–" : String(line)}
        </span>
      </td>
      <td data-label={say({ de: "Spalte", en: "Column" })}>
        <span class="num" safe>
          {column === null ? "–" : String(column)}
        </span>{" "}
        <span safe>{where ?? ""}</span>
      </td>
      <td class="wide" safe>
        {sentence[reader.language]}
      </td>
    </tr>
  );
}

function Choose({ reader, text, title }: { reader: Reader; text: string; title: string }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2 safe>{title}</h2>
        <span class="links">
          <a href="/services/import/template.csv" download="" hx-boost="false">
            {say({ de: "Vorlage laden", en: "Get the template" })}
          </a>
        </span>
      </header>
      <form class="fields" method="post" action="/services/import" enctype="multipart/form-data" hx-boost="false">
        <div class="field full">
          <label for="file">{say({ de: "Datei", en: "File" })}</label>
          <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,.json" aria-describedby="file-hint" />
          <small id="file-hint">
            {say({
              de: "CSV aus Excel oder LibreOffice, oder aktion-register.json aus einem Export. Höchstens 5 MB.",
              en: "CSV from Excel or LibreOffice, or aktion-register.json from an export. At most 5 MB.",
            })}
          </small>
        </div>
        <div class="field full">
          <label for="text">
            {say({ de: "oder Zeilen, aus einer Tabelle eingefügt", en: "or rows, pasted from a spreadsheet" })}
          </label>
          <textarea id="text" name="text" rows="8" spellcheck="false" safe>
            {`\n${text}`}
          </textarea>
        </div>
        <div class="buttons full">
          <button type="submit">{say({ de: "Prüfen", en: "Check" })}</button>
        </div>
      </form>
    </section>
  );
}

function Columns({ reader }: { reader: Reader }): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Spalten", en: "Columns" })}</h2>
      </header>
      <p class="soft">
        {say({
          de: "Die erste Zeile enthält die Überschriften, deutsch oder englisch, in beliebiger Reihenfolge; nur «Dienst» muss da sein. Eine leere Zelle sagt nichts.",
          en: 'The first line holds the headings, in German or English and in any order; only "Service" must be there. An empty cell says nothing.',
        })}
      </p>
      <dl class="facts part">
        {columns.map((column) => (
          <>
            <dt>{column[language]}</dt>
            <dd>{column.means[language]}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}
