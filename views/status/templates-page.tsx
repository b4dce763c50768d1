import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { Template } from "#src/status/template-store.ts";
import { Layout } from "#views/layout.tsx";
import { Input, Select, TextArea } from "#views/ui/field.tsx";
import { ManageSections } from "./manage-parts.tsx";

type Wrong = { about: number | "new"; values: Fields; errors: Fields };
type Props = { reader: Reader; templates: readonly Template[]; wrong: Wrong | null };

export function TemplatesPage({ reader, templates, wrong }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const fresh = wrong?.about === "new" ? wrong : { values: {}, errors: {} };
  return (
    <Layout title={say({ de: "Vorlagen", en: "Templates" })} reader={reader} current="status">
      <div class="lead">
        <h1>
          {say({
            de: "Sätze, die schon stehen, wenn es eilt.",
            en: "Sentences that are there when time is short.",
          })}
        </h1>
        <ManageSections reader={reader} current="/status/manage/templates" />
      </div>
      {templates.length > 0 ? (
        <section>
          <header>
            <h2>{say({ de: "Vorlagen", en: "Templates" })}</h2>
          </header>
          {templates.map((template) => (
            <details class="fold" open={wrong?.about === template.id}>
              <summary safe>{template.name}</summary>
              <TemplateForm
                reader={reader}
                id={template.id}
                values={wrong?.about === template.id ? wrong.values : fieldsOf(template)}
                errors={wrong?.about === template.id ? wrong.errors : {}}
              />
            </details>
          ))}
        </section>
      ) : null}
      <section>
        <header>
          <h2>{say({ de: "Neue Vorlage", en: "New template" })}</h2>
        </header>
        <TemplateForm reader={reader} id={null} values={fresh.values} errors={fresh.errors} />
      </section>
    </Layout>
  );
}

function fieldsOf({ name, kind, title, title_en, text, text_en }: Template): Fields {
  return { name, kind, title, title_en: title_en ?? "", text, text_en: text_en ?? "" };
}

type FormProps = { reader: Reader; id: number | null; values: Fields; errors: Fields };

function TemplateForm({ reader, id, values, errors }: FormProps): JSX.Element {
  const say = sayIn(reader.language);
  const action = id === null ? "/status/manage/templates" : `/status/manage/templates/${id}`;
  const field = (name: string) => ({ name, id: `t${id ?? ""}-${name}`, value: values[name], error: errors[name] });
  return (
    <form method="post" action={action} class="fields">
      <Input {...field("name")} label={say({ de: "Name der Vorlage", en: "Name of the template" })} required />
      <Select
        {...field("kind")}
        label={say({ de: "für", en: "for" })}
        options={[
          { value: "incident", label: say({ de: "eine Störung", en: "an incident" }) },
          { value: "maintenance", label: say({ de: "eine Wartung", en: "maintenance" }) },
        ]}
      />
      <Input {...field("title")} label={say({ de: "Titel", en: "Title" })} required />
      <Input {...field("title_en")} label={say({ de: "Titel auf Englisch", en: "Title in English" })} />
      <TextArea {...field("text")} label={say({ de: "Text", en: "Text" })} rows={4} required full />
      <TextArea {...field("text_en")} label={say({ de: "Text auf Englisch", en: "Text in English" })} rows={3} full />
      <div class="buttons full">
        <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
        {id === null ? null : (
          <button type="submit" class="plain" formaction={`${action}/removal`} formnovalidate>
            {say({ de: "Löschen", en: "Delete" })}
          </button>
        )}
      </div>
    </form>
  );
}
