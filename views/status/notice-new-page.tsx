import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import type { Component } from "#src/status/component.ts";
import { incidentStates, type NoticeKind, updateWords } from "#src/status/notice.ts";
import type { Template } from "#src/status/template-store.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Select } from "#views/ui/field.tsx";
import { ImpactFields, ManageSections, TextFields, TitleFields } from "./manage-parts.tsx";
import { MomentInput } from "./moment-input.tsx";

type Props = {
  reader: Reader;
  kind: NoticeKind;
  components: readonly Component[];
  templates: readonly Template[];
  values: Fields;
  errors?: Fields;
  /** Of a draft that is written anew. */
  id?: number;
};

/** An incident or planned work is written down first, looked at, and then published. */
export function NoticeNewPage(props: Props): JSX.Element {
  const { reader, kind, templates, id } = props;
  const say = sayIn(reader.language);
  const title =
    kind === "incident"
      ? say({ de: "Störung melden", en: "Report an incident" })
      : say({ de: "Wartung planen", en: "Plan maintenance" });
  const fitting = id === undefined ? templates.filter((one) => one.kind === kind) : [];
  return (
    <Layout title={title} reader={reader} current="status">
      <div class="lead">
        <h1>
          {kind === "incident"
            ? say({ de: "Was ist gestört?", en: "What is down?" })
            : say({ de: "Woran wird wann gearbeitet?", en: "What is worked on, and when?" })}
        </h1>
        <p>
          {say({
            de: "Zuerst entsteht ein Entwurf, den nur das Team sieht. Auf der nächsten Seite steht, an wie viele Personen er geht.",
            en: "First a draft is made that only the team sees. The next page says to how many people it goes.",
          })}
        </p>
        <ManageSections reader={reader} current="" />
      </div>
      {fitting.length > 0 ? <Templates reader={reader} templates={fitting} /> : null}
      <section>
        <header>
          <h2>{title}</h2>
        </header>
        <NoticeForm {...props} />
      </section>
    </Layout>
  );
}

function Templates({ reader, templates }: { reader: Reader; templates: readonly Template[] }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <nav class="links" aria-label={say({ de: "Vorlagen", en: "Templates" })}>
      <span class="soft">{say({ de: "Mit Vorlage:", en: "With a template:" })}</span>
      {templates.map(({ id, name, kind }) => (
        <a href={`/status/manage/notices/new?kind=${kind}&template=${id}`} safe>
          {name}
        </a>
      ))}
    </nav>
  );
}

function NoticeForm({ reader, kind, components, values, errors = {}, id }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const action = id === undefined ? "/status/manage/notices" : `/status/manage/notices/${id}/draft`;
  return (
    <form method="post" action={action} class="fields">
      <input type="hidden" name="kind" value={kind} />
      <TitleFields reader={reader} values={values} errors={errors} />
      {kind === "incident" ? (
        <>
          <Select
            name="state"
            label={say({ de: "Stand", en: "State" })}
            value={values["state"] ?? "investigating"}
            options={incidentStates.map((value) => ({ value, label: updateWords[value][reader.language] }))}
          />
          <MomentInput
            name="begins_at"
            label={say({ de: "Seit", en: "Since" })}
            values={values}
            errors={errors}
            reader={reader}
          />
          <ImpactFields reader={reader} components={components} values={values} now={[]} />
        </>
      ) : (
        <Planned reader={reader} components={components} values={values} errors={errors} />
      )}
      <TextFields reader={reader} values={values} errors={errors} />
      <div class="buttons full">
        <button type="submit">{say({ de: "Entwurf ansehen", en: "Look at the draft" })}</button>
      </div>
    </form>
  );
}

type PlannedProps = { reader: Reader; components: readonly Component[]; values: Fields; errors: Fields };

function Planned({ reader, components, values, errors }: PlannedProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <MomentInput
        name="begins_at"
        label={say({ de: "Beginn", en: "Beginning" })}
        values={values}
        errors={errors}
        reader={reader}
      />
      <MomentInput
        name="ends_at"
        label={say({ de: "Ende", en: "End" })}
        values={values}
        errors={errors}
        reader={reader}
      />
      {components.length > 0 ? (
        <fieldset class="full ticks">
          <legend class="soft">{say({ de: "Woran wird gearbeitet?", en: "What is worked on?" })}</legend>
          {components.map((component) => (
            <p class="tick">
              <label>
                <input
                  type="checkbox"
                  name={`component-${component.id}`}
                  value="yes"
                  checked={values[`component-${component.id}`] !== undefined}
                />
                <span safe>{named(component, reader.language)}</span>
              </label>
            </p>
          ))}
        </fieldset>
      ) : null}
      <Checkbox
        name="remind_day"
        label={say({ de: "einen Tag vorher erinnern", en: "remind one day before" })}
        checked={values["remind_day"] === "yes"}
      />
      <Checkbox
        name="remind_hour"
        label={say({ de: "eine Stunde vorher erinnern", en: "remind one hour before" })}
        checked={values["remind_hour"] === "yes"}
      />
    </>
  );
}
