import type { Check } from "#src/checks/check.ts";
import type { Kind, Seen } from "#src/checks/kind.ts";
import type { Fields } from "#src/http/form.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Input, type Option, Select, TextArea } from "#views/ui/field.tsx";
import { KindField } from "./kind-field.tsx";
import { SeenShown } from "./seen-shown.tsx";

export type Choices = { parents: readonly Option[]; services: readonly Option[]; systems: readonly Option[] };

/** What a try saw; `seen` is null for a kind that only listens. */
export type Tried = { seen: Seen | null };

type Props = {
  reader: Reader;
  kind: Kind;
  /** Null for a new one. */
  check: Check | null;
  values: Fields;
  errors: Fields;
  tried: Tried | null;
  keepsSecrets: boolean;
  choices: Choices;
};

/** The second step: what it asks, how often, and to what it belongs. Everything but the target has a default. */
export function FormPage(props: Props): JSX.Element {
  const { reader, kind, check, values, errors, tried } = props;
  const say = sayIn(reader.language);
  const title = check ? check.name : kind.label[reader.language];
  const more = kind.fields.filter((field) => field.more);
  const field = { reader, values, errors, secrets: kind.secrets, keepsSecrets: props.keepsSecrets };
  return (
    <Layout title={title} reader={reader} current="checks">
      <div class="lead">
        <p>
          <a href="/checks">{say({ de: "Prüfungen", en: "Checks" })}</a> /{" "}
          {check ? (
            <a href={`/checks/${check.slug}`} safe>
              {check.name}
            </a>
          ) : (
            <a href="/checks/new">{say({ de: "Prüfung anlegen", en: "Make a check" })}</a>
          )}
        </p>
        <h1 safe>{title}</h1>
        <p safe>{kind.does[reader.language]}</p>
      </div>
      {tried ? <TriedSection reader={reader} kind={kind} tried={tried} /> : null}
      {errors["form"] ? (
        <p class="notice" role="alert" safe>
          {errors["form"]}
        </p>
      ) : null}
      <form method="post" action={check ? `/checks/${check.slug}/edit` : "/checks/new"} class="check-form">
        <input type="hidden" name="kind" value={kind.name} />
        <section>
          <header>
            <h2>{say({ de: "Was gefragt wird", en: "What is asked" })}</h2>
          </header>
          <div class="fields">
            <Input
              name="name"
              label={say({ de: "Name", en: "Name" })}
              value={values["name"]}
              error={errors["name"]}
              required
              full
            />
            {kind.fields
              .filter((one) => !one.more)
              .map((one) => (
                <KindField {...field} field={one} />
              ))}
          </div>
          {more.length > 0 ? (
            <details class="fold" open={more.some(({ name }) => isSaid(values, errors, name))}>
              <summary>{say({ de: "Mehr", en: "More" })}</summary>
              <div class="fields">
                {more.map((one) => (
                  <KindField {...field} field={one} />
                ))}
              </div>
            </details>
          ) : null}
        </section>
        {kind.passive ? null : <HowOften {...props} />}
        <Belongs {...props} />
        <div class="buttons">
          <button type="submit" name="do" value="save">
            {check ? say({ de: "Speichern", en: "Save" }) : say({ de: "Anlegen", en: "Make" })}
          </button>
          {kind.passive ? null : (
            <button type="submit" name="do" value="try" class="plain">
              {say({ de: "Jetzt ausprobieren", en: "Try now" })}
            </button>
          )}
          {kind.passive ? null : (
            <span class="soft">{say({ de: "Ausprobieren behält nichts.", en: "Trying keeps nothing." })}</span>
          )}
        </div>
      </form>
    </Layout>
  );
}

function isSaid(values: Fields, errors: Fields, name: string): boolean {
  return (values[`config.${name}`] ?? "") !== "" || errors[`config.${name}`] !== undefined;
}

function TriedSection({ reader, kind, tried }: { reader: Reader; kind: Kind; tried: Tried }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="tried" aria-live="polite">
      <header>
        <h2>{say({ de: "Was der Versuch sah", en: "What the try saw" })}</h2>
      </header>
      {tried.seen ? <SeenShown reader={reader} kind={kind.name} seen={tried.seen} /> : null}
    </section>
  );
}

function HowOften({ reader, kind, values, errors }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Wie oft, und wie sicher", en: "How often, and how sure" })}</h2>
      </header>
      <div class="fields">
        <Input
          name="every_s"
          type="number"
          label={say({ de: "Alle so viele Sekunden", en: "Every so many seconds" })}
          value={values["every_s"] ?? String(kind.every_s)}
          error={errors["every_s"]}
        />
        <Input
          name="confirm_after"
          type="number"
          label={say({ de: "Gestört nach so vielen Fehlschlägen", en: "Down after so many failures" })}
          value={values["confirm_after"] ?? "3"}
          error={errors["confirm_after"]}
          hint={say({
            de: "Nach dem ersten wird alle 5 Sekunden nachgefragt. Die Störung beginnt beim ersten.",
            en: "After the first it is asked again every 5 seconds. The outage begins with the first.",
          })}
        />
        <Input
          name="recover_after"
          type="number"
          label={say({ de: "Wieder gut nach so vielen Antworten", en: "Well again after so many answers" })}
          value={values["recover_after"] ?? "2"}
          error={errors["recover_after"]}
        />
      </div>
    </section>
  );
}

function Belongs({ reader, values, errors, choices, check }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const none = { value: "", label: "–" };
  return (
    <section>
      <header>
        <h2>{say({ de: "Wozu es gehört", en: "What it belongs to" })}</h2>
      </header>
      <div class="fields">
        <Select
          name="system"
          label="System"
          value={values["system"]}
          error={errors["system"]}
          options={[none, ...choices.systems]}
        />
        <Select
          name="service"
          label={say({ de: "Dienst", en: "Service" })}
          value={values["service"]}
          error={errors["service"]}
          options={[none, ...choices.services]}
        />
        <Select
          name="parent"
          label={say({ de: "Hängt ab von", en: "Depends on" })}
          value={values["parent"]}
          error={errors["parent"]}
          hint={say({
            de: "Fällt das aus, meldet sich diese Prüfung nicht auch noch.",
            en: "When that fails, this check does not raise an alert as well.",
          })}
          options={[none, ...choices.parents]}
        />
        <TextArea
          name="note"
          label={say({ de: "Notiz", en: "Note" })}
          value={values["note"]}
          error={errors["note"]}
          rows={2}
          full
        />
        {may(reader, "owner") ? (
          <Checkbox
            name="own_network"
            label={say({
              de: "darf ins eigene Netz und auf diesen Rechner",
              en: "may reach our own network and this computer",
            })}
            checked={values["own_network"] === "yes"}
            hint={say({
              de: "Sonst nur Adressen des Internets. Nur Inhaberinnen und Inhaber erlauben es.",
              en: "Otherwise only addresses of the internet. Only owners allow it.",
            })}
          />
        ) : check?.addresses === "own-network" ? (
          <p class="soft full">
            {say({
              de: "Diese Prüfung darf ins eigene Netz. Nur Inhaberinnen und Inhaber ändern sie.",
              en: "This check may reach our own network. Only owners change it.",
            })}
          </p>
        ) : null}
      </div>
    </section>
  );
}
