import { formatSize, supportsWords } from "#src/deletions/evidence.ts";
import type { Fields } from "#src/http/form.ts";
import type { ConfirmationShown } from "#src/inbox/confirmation-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Input, Select } from "#views/ui/field.tsx";

type Props = ConfirmationShown & { reader: Reader; values: Fields; errors: Fields };

/** Which parts of a provider's answer prove the deletion, and what they say. */
export function ConfirmationPage(props: Props): JSX.Element {
  const { reader, ticket, systems, values } = props;
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const one = systems.find(({ value }) => value === values["system"]);
  return (
    <Layout title={say({ de: "Als Bestätigung verwenden", en: "Use as confirmation" })} reader={reader} current="inbox">
      <div class="lead">
        <p>
          <a href={`/inbox/${ticket.id}#m-${props.message.id}`} safe>
            {`${tell({ de: "Anfrage", en: "Ticket" })} ${ticket.id}`}
          </a>
        </p>
        <h1>{say({ de: "Diese Antwort belegt die Löschung.", en: "This answer proves the deletion." })}</h1>
        <p safe>
          {one && !one.recorded
            ? tell({
                de: `Für ${one.label} ist noch keine Löschung erfasst: die Belege warten beim System, und das Formular des Nachweises folgt, mit allem, was schon bekannt ist.`,
                en: `No deletion of ${one.label} is recorded yet: the evidence waits with the system, and the record's form follows, with all that is known.`,
              })
            : tell({
                de: "Was der Nachweis noch nicht sagt, kommt als Berichtigung dazu; der alte bleibt lesbar.",
                en: "What the record does not say yet is added as a correction; the old one stays readable.",
              })}
        </p>
      </div>
      <section>
        <header>
          <h2>{say({ de: "Als Bestätigung verwenden", en: "Use as confirmation" })}</h2>
        </header>
        {may(reader, "member") ? <ConfirmationForm {...props} /> : null}
      </section>
    </Layout>
  );
}

function ConfirmationForm({ reader, ticket, message, files, systems, values, errors }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const field = (name: string) => ({ name, value: values[name], error: errors[name] });
  const chosen = (values["file"] ?? "").split(",");
  return (
    <form class="fields" method="post" action={`/inbox/${ticket.id}/messages/${message.id}/confirmation`}>
      {errors["form"] ? (
        <p class="notice full" role="alert" safe>
          {errors["form"]}
        </p>
      ) : null}
      <Select
        {...field("system")}
        label={say({ de: "System", en: "System" })}
        options={[{ value: "", label: say({ de: "Bitte wählen", en: "Please choose" }) }, ...systems]}
      />
      <Select
        {...field("level")}
        label={say({ de: "Wie stark", en: "How strong" })}
        options={(["confirmation", "certificate"] as const).map((value) => ({
          value,
          label: say(supportsWords[value]),
        }))}
      />
      <Checkbox
        name="raw"
        checked={values["raw"] !== undefined}
        label={say({ de: "die ganze Nachricht, wie sie kam (.eml)", en: "the whole message, as it came (.eml)" })}
        hint={say({
          de: "Mit Kopfzeilen und SHA-256; so lässt sie sich noch in Jahren prüfen.",
          en: "With headers and SHA-256, so that it can be checked years later.",
        })}
      />
      {files.map(({ id, name, size }) => (
        <Checkbox
          name="file"
          value={String(id)}
          checked={chosen.includes(String(id))}
          label={`${name}, ${formatSize(size, language)}`}
        />
      ))}
      {errors["raw"] ? (
        <p class="error full" role="alert" safe>
          {errors["raw"]}
        </p>
      ) : null}
      <Input
        {...field("confirmed")}
        label={say({ de: "Bestätigt am", en: "Confirmed on" })}
        hint={say({ de: "Das Datum, das die Antwort nennt.", en: "The date that the answer names." })}
      />
      <Input {...field("confirmed_from")} label={say({ de: "Von wem", en: "By whom" })} />
      <Input
        {...field("confirmation_reference")}
        label={say({ de: "Referenz des Anbieters", en: "The provider's reference" })}
      />
      <Input
        {...field("backups_expire")}
        label={say({ de: "Backups abgelaufen am", en: "Backups expire on" })}
        hint={say({ de: "Wenn die Antwort es sagt.", en: "If the answer says so." })}
      />
      <p class="soft full">
        {say({
          de: "Alle, die Löschnachweise sehen, sehen dann diese Dateien, auch wer das Postfach nicht benutzt. Die Anfrage selbst sieht weiterhin nur, wer es benutzt.",
          en: "Everybody who sees deletion records then sees these files, also who does not use the mailbox. The ticket itself stays visible only to whoever uses it.",
        })}
      </p>
      <div class="buttons full">
        <button type="submit">{say({ de: "Als Beleg ablegen", en: "File as evidence" })}</button>
        <a href={`/inbox/${ticket.id}#m-${message.id}`}>{say({ de: "Doch nicht", en: "Rather not" })}</a>
      </div>
    </form>
  );
}
