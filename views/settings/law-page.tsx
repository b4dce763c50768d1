import type { Fields } from "#src/http/form.ts";
import { countries, countryName } from "#src/law/country.ts";
import { horizonSentence } from "#src/law/horizon.ts";
import { statusWords } from "#src/law/status.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { LawEntry } from "#src/settings/law-entry.ts";
import { formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Input, Select } from "#views/ui/field.tsx";
import { SettingsSections } from "./settings-page.tsx";

type Props = { reader: Reader; entries: readonly LawEntry[]; values?: Fields; errors?: Fields };

export function LawPage({ reader, entries, values = {}, errors = {} }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Recht", en: "Law" })} reader={reader} current="settings">
      <div class="lead">
        <h1 safe>{summary(reader, entries)}</h1>
        <p safe>{`${horizonSentence()[reader.language]}.`}</p>
        <p>
          {say({
            de: "Wissen Sie es besser oder früher, so erfassen Sie es hier mit Quelle. An den Tagen, die Sie nennen, geht Ihr Eintrag der Liste vor und ist überall als eigener gekennzeichnet.",
            en: "If you know better or sooner, record it here with its source. On the days you name, your entry goes before the list and is marked as your own everywhere.",
          })}
        </p>
        <SettingsSections reader={reader} current="/settings/law" />
      </div>
      {entries.length > 0 ? <Entries reader={reader} entries={entries} /> : null}
      <AddEntry reader={reader} values={values} errors={errors} />
    </Layout>
  );
}

function summary(reader: Reader, entries: readonly LawEntry[]): string {
  const tell = tellIn(reader.language);
  const count = entries.filter(({ archived_at }) => archived_at === null).length;
  if (count === 0)
    return tell({ de: "Es gilt die mitgelieferte Rechtsliste.", en: "The list of law that came with Aktion holds." });
  const number = capital(numberWord(count, reader.language));
  if (count === 1)
    return tell({
      de: "Ein eigener Eintrag geht der Rechtsliste vor.",
      en: "One entry of your own goes before the list.",
    });
  return tell({
    de: `${number} eigene Einträge gehen der Rechtsliste vor.`,
    en: `${number} entries of your own go before the list.`,
  });
}

function Entries({ reader, entries }: { reader: Reader; entries: readonly LawEntry[] }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Eigene Einträge", en: "Entries of your own" })}</h2>
      </header>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{say({ de: "Land", en: "Country" })}</th>
            <th scope="col">{say({ de: "Stand", en: "Status" })}</th>
            <th scope="col">{say({ de: "gilt", en: "holds" })}</th>
            <th scope="col">{say({ de: "Grundlage, Quelle", en: "Basis, source" })}</th>
            <th scope="col">{say({ de: "Zustand", en: "State" })}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow reader={reader} entry={entry} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function EntryRow({ reader, entry }: { reader: Reader; entry: LawEntry }): JSX.Element {
  const say = sayIn(reader.language);
  const law =
    entry.regime === "CH"
      ? say({ de: "nach Schweizer Recht", en: "under Swiss law" })
      : say({ de: "nach EU-Recht", en: "under EU law" });
  return (
    <tr>
      <td class="name">
        <b safe>{countryName(entry.country, reader.language)}</b>
        <small>{law}</small>
      </td>
      <td class="wide">{statusWords[entry.status][reader.language]}</td>
      <td class="wide">
        <span class="num" safe>
          {spanOf(reader, entry)}
        </span>
        {entry.until_on === null && entry.archived_at === null ? <EndForm reader={reader} entry={entry} /> : null}
      </td>
      <td class="wide">
        <span safe>{entry.basis}</span>
        <small safe>{entry.source}</small>
      </td>
      <td class="wide">
        {entry.archived_at ? (
          <span class="soft">{say({ de: "zurückgenommen", en: "withdrawn" })}</span>
        ) : (
          <form method="post" action={`/settings/law/${entry.id}/withdrawal`}>
            <button type="submit" class="link">
              {say({ de: "Zurücknehmen", en: "Withdraw" })}
            </button>
          </form>
        )}
      </td>
    </tr>
  );
}

function spanOf(reader: Reader, { from_on, until_on }: LawEntry): string {
  const from = formatOn(from_on, reader.language);
  if (until_on === null) return reader.language === "de" ? `seit ${from}` : `since ${from}`;
  return `${from} – ${formatOn(until_on, reader.language)}`;
}

function EndForm({ reader, entry }: { reader: Reader; entry: LawEntry }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <details>
      <summary>{say({ de: "ein Ende setzen", en: "set an end" })}</summary>
      <form method="post" action={`/settings/law/${entry.id}/end`} class="controls">
        <Input
          name="until_on"
          id={`until-${entry.id}`}
          type="date"
          label={say({ de: "galt bis und mit", en: "held up to and including" })}
          required
        />
        <button type="submit" class="plain">
          {say({ de: "Beenden", en: "End" })}
        </button>
      </form>
    </details>
  );
}

function AddEntry({ reader, values, errors }: { reader: Reader; values: Fields; errors: Fields }): JSX.Element {
  const say = sayIn(reader.language);
  const field = (name: string) => ({ name, value: values[name], error: errors[name] });
  const choose = { value: "", label: say({ de: "– wählen –", en: "– choose –" }) };
  return (
    <section id="add">
      <header>
        <h2>{say({ de: "Eintrag erfassen", en: "Record an entry" })}</h2>
      </header>
      <form method="post" action="/settings/law" class="fields">
        <Select
          {...field("country")}
          label={say({ de: "Land", en: "Country" })}
          options={[choose, ...countries(reader.language).map(({ iso, name }) => ({ value: iso, label: name }))]}
          required
        />
        <Select
          {...field("regime")}
          label={say({ de: "beurteilt nach", en: "judged by" })}
          options={[
            { value: "CH", label: say({ de: "Schweizer Recht (DSG)", en: "Swiss law (FADP)" }) },
            { value: "EU", label: say({ de: "EU-Recht (DSGVO)", en: "EU law (GDPR)" }) },
          ]}
          value={values["regime"] ?? reader.company.regime}
        />
        <Select
          {...field("status")}
          label={say({ de: "Stand", en: "Status" })}
          options={[
            choose,
            ...Object.entries(statusWords).map(([value, words]) => ({ value, label: words[reader.language] })),
          ]}
          required
          full
        />
        <Input {...field("from_on")} type="date" label={say({ de: "ab", en: "from" })} required />
        <Input
          {...field("until_on")}
          type="date"
          label={say({ de: "bis und mit (leer: offen)", en: "up to and including (empty: open)" })}
        />
        <Input
          {...field("basis")}
          label={say({ de: "Grundlage", en: "Basis" })}
          placeholder={say({ de: "Beschluss, Artikel, Urteil", en: "decision, article, judgment" })}
          required
          full
        />
        <Input {...field("source")} label={say({ de: "Quelle", en: "Source" })} placeholder="https://…" required full />
        <div class="buttons full">
          <button type="submit">{say({ de: "Erfassen", en: "Record" })}</button>
        </div>
      </form>
    </section>
  );
}
