import type { Fields } from "#src/http/form.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { Criterion } from "#src/settings/company.ts";
import { named } from "#src/settings/company.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";
import { SettingsSections } from "./settings-page.tsx";

/** `about` is the criterion whose form came back with mistakes; "new" for the one at the end. */
export type Mistaken = { about: number | "new"; values: Fields; errors: Fields };

type Props = {
  reader: Reader;
  criteria: readonly Criterion[];
  archived: readonly Criterion[];
  mistaken?: Mistaken | null;
};

export function CriteriaPage({ reader, criteria, archived, mistaken = null }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Kriterien", en: "Criteria" })} reader={reader} current="settings">
      <div class="lead">
        <h1 safe>{summary(reader, criteria.length)}</h1>
        <SettingsSections reader={reader} current="/settings/criteria" />
      </div>
      {criteria.map((criterion) => (
        <section id={`criterion-${criterion.id}`}>
          <header>
            <h2 safe>{named(criterion, reader.language)}</h2>
            <Archive reader={reader} criterion={criterion} />
          </header>
          <CriterionForm
            reader={reader}
            action={`/settings/criteria/${criterion.id}`}
            prefix={`criterion-${criterion.id}`}
            values={mistaken?.about === criterion.id ? mistaken.values : fieldsOf(criterion)}
            errors={mistaken?.about === criterion.id ? mistaken.errors : {}}
          />
        </section>
      ))}
      <section id="criterion-new">
        <header>
          <h2>{say({ de: "Ein weiteres Kriterium", en: "Another criterion" })}</h2>
        </header>
        <CriterionForm
          reader={reader}
          action="/settings/criteria"
          prefix="new"
          values={mistaken?.about === "new" ? mistaken.values : {}}
          errors={mistaken?.about === "new" ? mistaken.errors : {}}
        />
      </section>
      {archived.length > 0 ? <Archived reader={reader} archived={archived} /> : null}
    </Layout>
  );
}

function summary(reader: Reader, count: number): string {
  const tell = tellIn(reader.language);
  if (count === 0) return tell({ de: "Neue Systeme werden an nichts gemessen.", en: "New systems are not measured." });
  if (count === 1)
    return tell({
      de: "Ein Kriterium, an dem neue Systeme gemessen werden.",
      en: "One criterion to measure new systems by.",
    });
  const number = capital(numberWord(count, reader.language));
  return tell({
    de: `${number} Kriterien, an denen neue Systeme gemessen werden.`,
    en: `${number} criteria to measure new systems by.`,
  });
}

function fieldsOf({ name, name_en, meaning, meaning_en }: Criterion): Fields {
  return { name, name_en: name_en ?? "", meaning: meaning ?? "", meaning_en: meaning_en ?? "" };
}

type Form = { reader: Reader; action: string; prefix: string; values: Fields; errors: Fields };

function CriterionForm({ reader, action, prefix, values, errors }: Form): JSX.Element {
  const say = sayIn(reader.language);
  const field = (name: string) => ({ name, id: `${prefix}-${name}`, value: values[name], error: errors[name] });
  return (
    <form method="post" action={action} class="fields">
      <Input label={say({ de: "Name", en: "Name in German" })} {...field("name")} required />
      <Input label={say({ de: "Name auf Englisch", en: "Name in English" })} {...field("name_en")} />
      <Input label={say({ de: "Was es heisst", en: "What it means, in German" })} {...field("meaning")} full />
      <Input
        label={say({ de: "Was es heisst, auf Englisch", en: "What it means, in English" })}
        {...field("meaning_en")}
        full
      />
      <div class="buttons full">
        <button type="submit" class={prefix === "new" ? undefined : "plain"}>
          {prefix === "new" ? say({ de: "Hinzufügen", en: "Add" }) : say({ de: "Speichern", en: "Save" })}
        </button>
      </div>
    </form>
  );
}

function Archive({ reader, criterion }: { reader: Reader; criterion: Criterion }): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const name = named(criterion, reader.language);
  return (
    <form method="post" action={`/settings/criteria/${criterion.id}/state`} class="soft">
      <input type="hidden" name="state" value="archived" />
      <button type="submit" class="link" aria-label={tell({ de: `${name} archivieren`, en: `Archive ${name}` })}>
        {say({ de: "Archivieren", en: "Archive" })}
      </button>
    </form>
  );
}

function Archived({ reader, archived }: { reader: Reader; archived: readonly Criterion[] }): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Archiviert", en: "Archived" })}</h2>
      </header>
      <ul class="lines">
        {archived.map((criterion) => (
          <li>
            <span safe>{named(criterion, reader.language)}</span>
            <form method="post" action={`/settings/criteria/${criterion.id}/state`} class="soft">
              <input type="hidden" name="state" value="used" />
              <button
                type="submit"
                class="link"
                aria-label={tell({
                  de: `${named(criterion, "de")} wieder verwenden`,
                  en: `Use ${named(criterion, "en")} again`,
                })}
              >
                {say({ de: "Wieder verwenden", en: "Use again" })}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
