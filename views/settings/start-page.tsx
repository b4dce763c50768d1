import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { type Criterion, criterionField, meaningOf, named } from "#src/settings/company.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Input } from "#views/ui/field.tsx";
import { CompanyFields } from "./company-fields.tsx";

type Props = { reader: Reader; criteria: readonly Criterion[]; values: Fields; errors?: Fields };

/** All that Aktion must know before the register begins, on one page. */
export function StartPage({ reader, criteria, values, errors = {} }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Firma einrichten", en: "Set up the company" })} reader={reader}>
      <div class="lead">
        <h1>
          {say({ de: "Noch eine Seite, dann beginnt das Register.", en: "One more page, then the register begins." })}
        </h1>
        <p>
          {say({
            de: "Alles lässt sich später unter «Einstellungen» ändern.",
            en: 'Everything can be changed later under "Settings".',
          })}
        </p>
      </div>
      <form method="post" action="/settings/start">
        <section>
          <header>
            <h2>{say({ de: "Die Firma", en: "The company" })}</h2>
          </header>
          <div class="fields">
            <CompanyFields reader={reader} values={values} errors={errors} />
          </div>
        </section>
        <section>
          <header>
            <h2>{say({ de: "Woran neue Systeme gemessen werden", en: "What new systems are measured by" })}</h2>
          </header>
          <p class="soft">
            {say({
              de: "Jedes Kriterium ist ein Ziel, «möglichst» erfüllt: ein System kann eine begründete Ausnahme haben.",
              en: "Each criterion is a goal, met where possible: a system may have a reasoned exception.",
            })}
          </p>
          {criteria.map((criterion) => (
            <Used reader={reader} criterion={criterion} values={values} errors={errors} />
          ))}
          <details class="part" open={errors[criterionField("new", "name")] !== undefined}>
            <summary>{say({ de: "Ein weiteres Kriterium", en: "Another criterion" })}</summary>
            <Wording reader={reader} id="new" values={values} errors={errors} />
          </details>
          <div class="buttons">
            <button type="submit">{say({ de: "Speichern und beginnen", en: "Save and begin" })}</button>
          </div>
        </section>
      </form>
    </Layout>
  );
}

type Choice = { reader: Reader; criterion: Criterion; values: Fields; errors: Fields };

function Used({ reader, criterion, values, errors }: Choice): JSX.Element {
  const say = sayIn(reader.language);
  const used = criterionField(criterion.id, "used");
  const mistaken = parts.some((part) => errors[criterionField(criterion.id, part)] !== undefined);
  return (
    <div class="part">
      <Checkbox
        name={used}
        label={named(criterion, reader.language)}
        hint={meaningOf(criterion, reader.language) ?? ""}
        checked={values[used] === "yes"}
      />
      <details open={mistaken}>
        <summary>{say({ de: "Wortlaut anpassen", en: "Change the wording" })}</summary>
        <Wording reader={reader} id={criterion.id} values={values} errors={errors} />
      </details>
    </div>
  );
}

type Part = { reader: Reader; id: number | "new"; values: Fields; errors: Fields };

const parts = ["name", "name_en", "meaning", "meaning_en"] as const;

/** Nothing is marked as required: a browser cannot point at a field that is folded away. */
function Wording({ reader, id, values, errors }: Part): JSX.Element {
  const say = sayIn(reader.language);
  const field = (part: (typeof parts)[number]) => {
    const name = criterionField(id, part);
    return { name, value: values[name], error: errors[name] };
  };
  return (
    <div class="fields">
      <Input label={say({ de: "Name", en: "Name in German" })} {...field("name")} />
      <Input label={say({ de: "Name auf Englisch", en: "Name in English" })} {...field("name_en")} />
      <Input label={say({ de: "Was es heisst", en: "What it means, in German" })} {...field("meaning")} full />
      <Input
        label={say({ de: "Was es heisst, auf Englisch", en: "What it means, in English" })}
        {...field("meaning_en")}
        full
      />
    </div>
  );
}
