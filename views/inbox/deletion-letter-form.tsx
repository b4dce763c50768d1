import { typedAddresses } from "#src/inbox/address-list.ts";
import type { MailboxRow } from "#src/inbox/mailbox.ts";
import { sayIn } from "#src/say.ts";
import { Input, Select, TextArea } from "#views/ui/field.tsx";
import type { RequestProps } from "./deletion-request-page.tsx";

/** The letter to the provider, ready to be sent and free to be changed. */
export function LetterSection(props: RequestProps): JSX.Element {
  const { reader, mailboxes, preview } = props;
  const say = sayIn(reader.language);
  return (
    <section id="letter">
      <header>
        <h2>{say({ de: "Löschung verlangen", en: "Request deletion" })}</h2>
      </header>
      {mailboxes.length === 0 ? (
        <p class="notice">
          {say({
            de: "Sie sind in keinem Postfach und können darum von hier keine Mail senden. Drucken Sie den Brief, oder lassen Sie sich in ein Postfach aufnehmen.",
            en: "You are in no mailbox and cannot send a mail from here. Print the letter, or have yourself added to a mailbox.",
          })}
        </p>
      ) : null}
      {preview ? <Preview {...props} /> : null}
      <LetterForm {...props} />
    </section>
  );
}

function LetterForm({ reader, system, mailboxes, letter, refused }: RequestProps): JSX.Element {
  const say = sayIn(reader.language);
  const mine = refused?.form === "letter" ? refused : null;
  const values = mine ? { ...letter, ...mine.values } : letter;
  const errors = mine?.errors ?? {};
  const field = (name: string) => ({ name, value: values[name], error: errors[name] });
  const options = mailboxes.map(({ slug, name, address }) => ({ value: slug, label: `${name} <${address}>` }));
  return (
    <form method="post" action={`/inbox/deletions/${system.slug}`} class="reply fields">
      {errors["form"] ? (
        <p class="notice full" role="alert" safe>
          {errors["form"]}
        </p>
      ) : null}
      {mailboxes.length > 0 ? (
        <Select
          {...field("mailbox")}
          label={say({ de: "Aus dem Postfach", en: "From the mailbox" })}
          options={options}
        />
      ) : null}
      <Input
        {...field("to")}
        label={say({ de: "An", en: "To" })}
        autocomplete="off"
        placeholder="privacy@"
        hint={say({
          de: "Datenschutzstelle des Anbieters; wird fürs nächste Mal gemerkt.",
          en: "The provider's privacy desk; remembered for the next time.",
        })}
      />
      <Input {...field("account")} label={say({ de: "Unser Konto dort", en: "Our account there" })} />
      <Input {...field("answer_by")} type="date" label={say({ de: "Antwort bis", en: "Answer by" })} />
      <Select
        {...field("language")}
        label={say({ de: "Sprache", en: "Language" })}
        options={[
          { value: "de", label: "Deutsch" },
          { value: "en", label: "English" },
        ]}
      />
      <div class="field rewrite">
        <button type="submit" name="do" value="rewrite" class="link">
          {say({ de: "Brief mit diesen Angaben neu schreiben", en: "Write the letter anew with these" })}
        </button>
      </div>
      <Input {...field("subject")} label={say({ de: "Betreff", en: "Subject" })} full={true} />
      <TextArea {...field("text")} label={say({ de: "Brief", en: "Letter" })} rows={24} full={true} />
      <div class="buttons full">
        {mailboxes.length > 0 ? (
          <>
            <button type="submit" name="do" value="send" data-send>
              {say({ de: "Senden", en: "Send" })}
            </button>
            <button type="submit" name="do" value="preview" class="plain">
              {say({ de: "Vorschau", en: "Preview" })}
            </button>
          </>
        ) : null}
        <button type="submit" name="do" value="print" class="plain">
          {say({ de: "Ausdrucken", en: "Print" })}
        </button>
        <button type="submit" name="do" value="keep" class="link">
          {say({ de: "Entwurf speichern", en: "Save draft" })}
        </button>
      </div>
      <p class="soft full">
        {say({
          de: "Senden eröffnet eine Anfrage, hakt den Schritt im Ausstieg ab, setzt die Daten auf «Löschung verlangt» und erinnert, wenn die Antwort ausbleibt. Bis die Mail weg ist, lässt sich alles zurücknehmen.",
          en: 'Sending opens a ticket, ticks the step of the offboarding, sets the data to "deletion requested" and reminds when no answer comes. Until the mail has left, all of it can be taken back.',
        })}
      </p>
    </form>
  );
}

/** As it will leave: from whom, to whom, and with the mailbox's signature. */
function Preview({ reader, mailboxes, letter }: RequestProps): JSX.Element {
  const say = sayIn(reader.language);
  const from: MailboxRow | undefined = mailboxes.find(({ slug }) => slug === letter["mailbox"]) ?? mailboxes[0];
  const sender = typedAddresses(from ? [{ name: from.from_name, address: from.address }] : []);
  return (
    <article class="preview" aria-label={say({ de: "Vorschau", en: "Preview" })}>
      <dl class="facts">
        <dt>{say({ de: "von", en: "from" })}</dt>
        <dd safe>{sender}</dd>
        <dt>{say({ de: "an", en: "to" })}</dt>
        <dd safe>{letter["to"] || "–"}</dd>
        <dt>{say({ de: "Betreff", en: "subject" })}</dt>
        <dd safe>{letter["subject"] ?? ""}</dd>
      </dl>
      <div class="words" safe>
        {`${(letter["text"] ?? "").trimEnd()}${from?.signature ? `\n\n${from.signature}` : ""}`}
      </div>
    </article>
  );
}
