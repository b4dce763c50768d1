import { type TemplateStep, valuesOf } from "#src/deletions/template.ts";
import type { Fields } from "#src/http/form.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Input } from "#views/ui/field.tsx";

/** `form` is the one that came back with mistakes: `step-3`, or `new`. */
export type Mistaken = { form: string; values: Fields; errors: Fields };

type Props = {
  reader: Reader;
  steps: readonly TemplateStep[];
  archived: readonly TemplateStep[];
  people: readonly string[];
  mistaken: Mistaken | null;
};

/** The steps that a new offboarding begins with. */
export function TemplatePage({ reader, steps, archived, people, mistaken }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Vorlage", en: "Template" })} reader={reader} current="deletions">
      <div class="lead">
        <p>
          <a href="/deletions">{say({ de: "Löschungen", en: "Deletions" })}</a> /{" "}
          <a href="/deletions/offboarding">{say({ de: "Ausstiege", en: "Offboarding" })}</a>
        </p>
        <h1 safe>{summary(reader, steps.length)}</h1>
        <p>
          {say({
            de: "Was hier geändert wird, gilt für neue Ausstiege. Die laufenden behalten ihre Schritte.",
            en: "What is changed here holds for new ones. Those that run keep their steps.",
          })}
        </p>
      </div>
      <section>
        <header>
          <h2>{say({ de: "Schritte", en: "Steps" })}</h2>
        </header>
        <ol class="steps template">
          {steps.map((step, index) => (
            <TemplateLine {...{ reader, step, mistaken }} first={index === 0} last={index === steps.length - 1} />
          ))}
        </ol>
        <datalist id="people">
          {people.map((name) => (
            <option value={name} />
          ))}
        </datalist>
      </section>
      <section id="new">
        <header>
          <h2>{say({ de: "Ein weiterer Schritt", en: "Another step" })}</h2>
        </header>
        <TemplateForm {...{ reader, mistaken }} id="new" action="/deletions/template" values={{}} />
      </section>
      {archived.length > 0 ? <Archived reader={reader} archived={archived} /> : null}
    </Layout>
  );
}

function summary(reader: Reader, count: number): string {
  const tell = tellIn(reader.language);
  if (count === 0) return tell({ de: "Kein Ausstieg hat Schritte.", en: "An offboarding has no steps." });
  if (count === 1) return tell({ de: "Ein Ausstieg hat einen Schritt.", en: "An offboarding has one step." });
  const number = numberWord(count, reader.language);
  return tell({
    de: `Ein Ausstieg beginnt mit ${number} Schritten.`,
    en: `An offboarding begins with ${number} steps.`,
  });
}

type LineProps = { reader: Reader; step: TemplateStep; mistaken: Mistaken | null; first: boolean; last: boolean };

function TemplateLine({ reader, step, mistaken, first, last }: LineProps): JSX.Element {
  const id = `step-${step.id}`;
  const path = `/deletions/template/${step.id}`;
  const name = named(step, reader.language);
  return (
    <li>
      <div>
        <details class="step" id={id} open={mistaken?.form === id}>
          <summary>
            <p safe>{name}</p>
          </summary>
          <TemplateForm {...{ reader, mistaken, id }} action={`${path}#${id}`} values={valuesOf(step)} />
          <StateButton {...{ reader, step }} state="archived" />
        </details>
        <small safe>{detailsOf(step, reader)}</small>
      </div>
      <form class="places" method="post" action={`${path}/place`}>
        <MoveButton reader={reader} name={name} to="up" off={first} />
        <MoveButton reader={reader} name={name} to="down" off={last} />
      </form>
    </li>
  );
}

/** "Inhaberin · nach 14 Tagen · ein Beleg zählt" */
function detailsOf(step: TemplateStep, { language }: Reader): string {
  const say = sayIn(language);
  const days = step.days_after_start;
  const due = days === null ? null : language === "de" ? afterDaysGerman(days) : afterDaysEnglish(days);
  const evidence = step.evidence ? say({ de: "ein Beleg zählt", en: "a file counts" }) : null;
  const parts = [step.person, due, evidence].filter((part) => part !== null);
  return capital(parts.join(" · "));
}

const afterDaysGerman = (days: number) =>
  days === 0 ? "am ersten Tag" : days === 1 ? "nach 1 Tag" : `nach ${days} Tagen`;
const afterDaysEnglish = (days: number) =>
  days === 0 ? "on day one" : days === 1 ? "after 1 day" : `after ${days} days`;

function MoveButton({ reader, name, to, off }: { reader: Reader; name: string; to: "up" | "down"; off: boolean }) {
  const tell = tellIn(reader.language);
  const label =
    to === "up"
      ? tell({ de: `${name} nach oben`, en: `Move ${name} up` })
      : tell({ de: `${name} nach unten`, en: `Move ${name} down` });
  return (
    <button type="submit" class="link" name="to" value={to} disabled={off} aria-label={label}>
      {to === "up" ? "↑" : "↓"}
    </button>
  );
}

type FormProps = { reader: Reader; id: string; action: string; values: Fields; mistaken: Mistaken | null };

function TemplateForm({ reader, id, action, values, mistaken }: FormProps): JSX.Element {
  const say = sayIn(reader.language);
  const own = mistaken?.form === id ? mistaken : null;
  const typed = own?.values ?? values;
  const field = (name: string) => ({ name, id: `${id}-${name}`, value: typed[name], error: own?.errors[name] });
  return (
    <form class="fields" method="post" action={action}>
      <Input
        {...field("name")}
        label={say({ de: "Was zu tun ist", en: "What is to be done, in German" })}
        required
        full
      />
      <Input
        {...field("name_en")}
        label={say({ de: "Was zu tun ist, auf Englisch", en: "What is to be done, in English" })}
        full
      />
      <Input {...field("person")} label={say({ de: "Zuständig", en: "In charge" })} list="people" />
      <Input
        {...field("days_after_start")}
        type="number"
        label={say({ de: "Fällig, Tage nach Beginn", en: "Due, days after the start" })}
        hint={say({ de: "Leer: ohne Termin.", en: "Empty: no date." })}
      />
      <Checkbox
        name="evidence"
        label={say({ de: "Ein Beleg zählt hier", en: "A file counts here" })}
        checked={typed["evidence"] === "yes"}
      />
      <div class="buttons full">
        <button type="submit" class={id === "new" ? undefined : "plain"}>
          {id === "new" ? say({ de: "Hinzufügen", en: "Add" }) : say({ de: "Speichern", en: "Save" })}
        </button>
      </div>
    </form>
  );
}

function StateButton({ reader, step, state }: { reader: Reader; step: TemplateStep; state: "used" | "archived" }) {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const name = named(step, reader.language);
  const label =
    state === "archived"
      ? tell({ de: `${name} archivieren`, en: `Archive ${name}` })
      : tell({ de: `${name} wieder verwenden`, en: `Use ${name} again` });
  return (
    <form class="buttons" method="post" action={`/deletions/template/${step.id}/state`}>
      <input type="hidden" name="state" value={state} />
      <button type="submit" class="link" aria-label={label}>
        {state === "archived"
          ? say({ de: "Archivieren", en: "Archive" })
          : say({ de: "Wieder verwenden", en: "Use again" })}
      </button>
    </form>
  );
}

function Archived({ reader, archived }: { reader: Reader; archived: readonly TemplateStep[] }): JSX.Element {
  return (
    <section>
      <header>
        <h2>{sayIn(reader.language)({ de: "Archiviert", en: "Archived" })}</h2>
      </header>
      <ul class="lines">
        {archived.map((step) => (
          <li>
            <span safe>{named(step, reader.language)}</span>
            <StateButton {...{ reader, step }} state="used" />
          </li>
        ))}
      </ul>
    </section>
  );
}
