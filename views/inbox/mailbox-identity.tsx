import { sayIn } from "#src/say.ts";
import { Checkbox, Input, Select, TextArea } from "#views/ui/field.tsx";
import type { FormProps } from "./mailbox-page.tsx";

/** As whom the mailbox writes, and how its tickets behave. */
export function IdentitySection({ reader, shown: { mailbox }, values, errors }: FormProps): JSX.Element {
  const say = sayIn(reader.language);
  const field = (name: string) => ({ name, value: values[name], error: errors[name] });
  return (
    <section id="identity">
      <header>
        <h2>{say({ de: "Absender und Unterschrift", en: "Sender and signature" })}</h2>
      </header>
      <form method="post" action={`/settings/mailboxes/${mailbox.slug}`} class="fields">
        <Input {...field("name")} label={say({ de: "Name im Team", en: "Name in the team" })} required />
        <Input
          {...field("from_name")}
          label={say({ de: "Schreibt als", en: "Writes as" })}
          hint={say({ de: "Steht vor der Adresse im Absender.", en: "Stands before the address in From." })}
          required
        />
        <Input
          {...field("reply_to")}
          type="email"
          label={say({ de: "Antworten an", en: "Replies to" })}
          hint={say({ de: "Leer: an die Adresse des Postfachs.", en: "Empty: to the mailbox's address." })}
        />
        <Select
          {...field("language")}
          label={say({ de: "Sprache der Mails", en: "Language of its mail" })}
          options={[
            { value: "de", label: "Deutsch" },
            { value: "en", label: "English" },
          ]}
        />
        <TextArea {...field("signature")} rows={5} full label={say({ de: "Unterschrift", en: "Signature" })} />
        <Input
          {...field("undo_s")}
          type="number"
          label={say({ de: "Antwort widerrufbar, Sekunden", en: "A reply can be undone, seconds" })}
        />
        <Input
          {...field("new_ticket_after_days")}
          type="number"
          label={say({ de: "Neue Anfrage nach Tagen", en: "New ticket after days" })}
          hint={say({
            de: "Wer auf eine so lange erledigte Anfrage schreibt, beginnt eine neue.",
            en: "Who writes to a ticket closed for so long begins a new one.",
          })}
        />
        <Input
          {...field("subject_token")}
          label={say({ de: "Kürzel im Betreff", en: "Mark in the subject" })}
          hint={say({ de: "Etwa K für [#K-1234]. Leer: keines.", en: "Such as K for [#K-1234]. Empty: none." })}
        />
        <Checkbox
          name="plus_addressing"
          label={say({
            de: "Antworten kommen an eine eigene Adresse je Anfrage (support+…@)",
            en: "Replies come to an address of each ticket's own (support+…@)",
          })}
          checked={values["plus_addressing"] === "yes"}
          hint={say({
            de: "Nur wenn Ihr Server solche Adressen zustellt.",
            en: "Only if your server delivers such addresses.",
          })}
        />
        <details class="fold full">
          <summary>{say({ de: "Wie Mails zu Anfragen finden", en: "How mail finds its ticket" })}</summary>
          <div class="fields">
            <Input
              {...field("same_subject_hours")}
              type="number"
              label={say({ de: "Gleicher Betreff, Stunden", en: "Same subject, hours" })}
              hint={say({
                de: "Schreibt dieselbe Adresse so bald unter demselben Betreff, ist es dieselbe Anfrage. 0: nie.",
                en: "When the same address writes so soon under the same subject, it is the same ticket. 0: never.",
              })}
            />
            <Input
              {...field("authserv_id")}
              label={say({ de: "Name unseres Mailservers", en: "Name of our mail server" })}
              hint={say({
                de: "Wie er in Authentication-Results steht. Damit gelten Antworten, die jemand vom Team per Mail schreibt.",
                en: "As it stands in Authentication-Results. With it, answers that the team writes by mail count.",
              })}
            />
            <TextArea
              {...field("tracker_senders")}
              rows={2}
              full
              label={say({
                de: "Adressen und Domains mit eigenen Nummern",
                en: "Addresses and domains with numbers of their own",
              })}
              hint={say({
                de: "Etwa jira.beispiel.ch: Mails mit derselben Nummer (ABC-12, INC0012345) kommen zusammen.",
                en: "Such as jira.example.ch: mails with the same number (ABC-12, INC0012345) come together.",
              })}
            />
          </div>
        </details>
        <div class="buttons full">
          <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
        </div>
      </form>
    </section>
  );
}
