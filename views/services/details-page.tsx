import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { stages, stageWords } from "#src/services/stage.ts";
import { hostings, hostingWords, type System } from "#src/services/system.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Input, Select, TextArea } from "#views/ui/field.tsx";

type Filled = { values: Fields; errors: Fields };

type ServiceFormProps = Filled & {
  reader: Reader;
  /** The service that is changed; null for a new one. */
  slug: string | null;
  name: string;
  people: readonly string[];
};

/** A new service, or the details of one. */
export function ServiceDetailsPage({ reader, slug, name, people, values, errors }: ServiceFormProps): JSX.Element {
  const say = sayIn(reader.language);
  const field = (key: string) => ({ name: key, value: values[key], error: errors[key] });
  const isNew = slug === null;
  return (
    <Layout title={isNew ? say({ de: "Neuer Dienst", en: "New service" }) : name} reader={reader} current="services">
      <div class="lead">
        <p>
          <a href={isNew ? "/services" : `/services/${slug}`} safe>
            {isNew ? say({ de: "Dienste", en: "Services" }) : name}
          </a>
        </p>
        <h1>
          {isNew
            ? say({ de: "Welchen Dienst braucht die Firma?", en: "Which service does the company need?" })
            : say({ de: "Angaben ändern", en: "Edit details" })}
        </h1>
        {isNew ? (
          <p>
            {say({
              de: "Nur der Name ist nötig. Alles andere lässt sich später ergänzen.",
              en: "Only the name is needed. Everything else can be added later.",
            })}
          </p>
        ) : null}
      </div>
      <section>
        <form class="fields" method="post" action={isNew ? "/services" : `/services/${slug}`}>
          <Input
            {...field("name")}
            label={say({ de: "Wofür", en: "What for" })}
            required={true}
            placeholder={say({ de: "Newsletter", en: "Newsletter" })}
          />
          <Input
            {...field("owner")}
            label={say({ de: "Zuständig", en: "Owner" })}
            list="people"
            hint={say({ de: "Eine Person mit Zugang oder ein Team.", en: "A person with a log-in, or a team." })}
          />
          <datalist id="people">
            {people.map((person) => (
              <option value={person} />
            ))}
          </datalist>
          <Input
            {...field("purpose")}
            label={say({ de: "Zweck in einem Satz", en: "Purpose in a sentence" })}
            full={true}
          />
          {isNew ? <NewServiceFields reader={reader} field={field} /> : null}
          <Select
            {...field("customer_data")}
            label={say({ de: "Enthält Kundendaten", en: "Holds customer data" })}
            options={[
              { value: "unknown", label: say({ de: "nicht angegeben", en: "not stated" }) },
              { value: "yes", label: say({ de: "ja", en: "yes" }) },
              { value: "no", label: say({ de: "nein", en: "no" }) },
            ]}
          />
          <Select
            {...field("priority")}
            label={say({ de: "Priorität", en: "Priority" })}
            options={[
              { value: "", label: say({ de: "keine", en: "none" }) },
              { value: "high", label: say({ de: "hoch", en: "high" }) },
              { value: "normal", label: say({ de: "normal", en: "normal" }) },
              { value: "low", label: say({ de: "tief", en: "low" }) },
            ]}
          />
          <Input
            {...field("priority_reason")}
            label={say({ de: "Grund der Priorität", en: "Reason for the priority" })}
            full={true}
          />
          <Input {...field("category")} label={say({ de: "Bereich", en: "Category" })} />
          <Input {...field("name_en")} label={say({ de: "Name auf Englisch", en: "Name in English" })} />
          <Input
            {...field("purpose_en")}
            label={say({ de: "Zweck auf Englisch", en: "Purpose in English" })}
            full={true}
          />
          <TextArea {...field("note")} label={say({ de: "Notiz", en: "Note" })} full={true} />
          <div class="buttons full">
            <button type="submit">
              {isNew ? say({ de: "Erfassen", en: "Record" }) : say({ de: "Speichern", en: "Save" })}
            </button>
            <a class="button plain" href={isNew ? "/services" : `/services/${slug}`}>
              {say({ de: "Abbrechen", en: "Cancel" })}
            </a>
          </div>
        </form>
      </section>
      {slug ? <ArchiveForm reader={reader} action={`/services/${slug}/archive`} /> : null}
    </Layout>
  );
}

type FieldOf = (key: string) => { name: string; value: string | undefined; error: string | undefined };

function NewServiceFields({ reader, field }: { reader: Reader; field: FieldOf }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <Input
        {...field("from")}
        label={say({ de: "Womit bisher", en: "With what so far" })}
        hint={say({ de: "Mehrere mit Komma trennen.", en: "Separate several with commas." })}
      />
      <Input
        {...field("to")}
        label={say({ de: "Womit künftig", en: "With what in future" })}
        hint={say({ de: "Leer, solange es offen ist.", en: "Empty as long as it is open." })}
      />
      <Select
        {...field("stage")}
        label={say({ de: "Status", en: "Stage" })}
        options={[
          { value: "", label: say({ de: "noch nicht melden", en: "do not report yet" }) },
          ...stages.map((value) => ({ value, label: say(stageWords[value]) })),
        ]}
      />
    </>
  );
}

function ArchiveForm({ reader, action }: { reader: Reader; action: string }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Archivieren", en: "Archive" })}</h2>
      </header>
      <form method="post" action={action}>
        <p class="soft">
          {say({
            de: "Nimmt den Eintrag von heute an aus dem Register. Frühere Tage bleiben, wie sie waren, und er lässt sich zurückholen.",
            en: "Takes it out of the register from today on. Earlier days stay as they were, and it can be brought back.",
          })}
        </p>
        <div class="buttons">
          <button type="submit" class="plain">
            {say({ de: "Archivieren", en: "Archive" })}
          </button>
        </div>
      </form>
    </section>
  );
}

type SystemFormProps = Filled & { reader: Reader; system: System | null };

/** A new system, or the details of one. Countries, criteria and contracts are dated and have forms of their own. */
export function SystemDetailsPage({ reader, system, values, errors }: SystemFormProps): JSX.Element {
  const say = sayIn(reader.language);
  const field = (key: string) => ({ name: key, value: values[key], error: errors[key] });
  const back = system ? `/services/systems/${system.slug}` : "/services/systems";
  return (
    <Layout
      title={system ? system.name : say({ de: "Neues System", en: "New system" })}
      reader={reader}
      current="services"
    >
      <div class="lead">
        <p>
          <a href={back} safe>
            {system ? system.name : { de: "Systeme", en: "Systems" }[reader.language]}
          </a>
        </p>
        <h1>
          {system
            ? say({ de: "Angaben ändern", en: "Edit details" })
            : say({ de: "Welches System kommt dazu?", en: "Which system is added?" })}
        </h1>
      </div>
      <section>
        <form class="fields" method="post" action={system ? back : "/services/systems"}>
          <Input {...field("name")} label={say({ de: "Name", en: "Name" })} required={true} placeholder="Nextcloud" />
          <Input {...field("vendor")} label={say({ de: "Anbieter", en: "Vendor" })} />
          <Select
            {...field("hosting")}
            label={say({ de: "Wo es läuft", en: "Where it runs" })}
            options={hostings.map((value) => ({ value, label: say(hostingWords[value]) }))}
          />
          <Input {...field("licence")} label={say({ de: "Lizenz", en: "Licence" })} placeholder="AGPL-3.0" />
          <Input {...field("website")} label={say({ de: "Website", en: "Website" })} />
          <Input {...field("name_en")} label={say({ de: "Name auf Englisch", en: "Name in English" })} />
          <TextArea
            {...field("data_categories")}
            label={say({ de: "Welche Daten", en: "Which data" })}
            rows={2}
            full={true}
          />
          <TextArea {...field("data_subjects")} label={say({ de: "Von wem", en: "About whom" })} rows={2} full={true} />
          <Input {...field("retention")} label={say({ de: "Aufbewahrung", en: "Retention" })} full={true} />
          <TextArea {...field("note")} label={say({ de: "Notiz", en: "Note" })} full={true} />
          <Checkbox
            name="certified"
            label={say({
              de: "Empfänger ist zertifiziert (Data Privacy Framework)",
              en: "The recipient is certified (Data Privacy Framework)",
            })}
            checked={values["certified"] === "yes"}
            hint={say({
              de: "Zählt nur, wo das Recht eine Zertifizierung verlangt.",
              en: "Counts only where the law asks for a certification.",
            })}
          />
          <div class="buttons full">
            <button type="submit">
              {system ? say({ de: "Speichern", en: "Save" }) : say({ de: "Erfassen", en: "Record" })}
            </button>
            <a class="button plain" href={back}>
              {say({ de: "Abbrechen", en: "Cancel" })}
            </a>
          </div>
        </form>
      </section>
      {system && !system.archived_on ? <ArchiveForm reader={reader} action={`${back}/archive`} /> : null}
    </Layout>
  );
}
