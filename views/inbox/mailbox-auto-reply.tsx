import { weekdays, weekdayWords } from "#src/inbox/office-hours.ts";
import { sayIn } from "#src/say.ts";
import { Input, Select, TextArea } from "#views/ui/field.tsx";
import type { FormProps } from "./mailbox-page.tsx";

/** What a new ticket is answered by itself, and when. */
export function AutoReplySection({ reader, shown: { mailbox }, values, errors }: FormProps): JSX.Element {
  const say = sayIn(reader.language);
  const field = (name: string) => ({ name, value: values[name], error: errors[name] });
  const isOpen = mailbox.auto_reply !== "never" || Object.keys(errors).length > 0;
  return (
    <section id="auto-reply">
      <header>
        <h2>{say({ de: "Automatische Antwort", en: "Automatic reply" })}</h2>
        <span class="soft">
          {mailbox.auto_reply === "never"
            ? say({ de: "aus", en: "off" })
            : mailbox.auto_reply === "always"
              ? say({ de: "auf jede neue Anfrage", en: "to every new ticket" })
              : say({ de: "ausserhalb der Bürozeiten", en: "outside office hours" })}
        </span>
      </header>
      <details class="fold" open={isOpen}>
        <summary>{say({ de: "Wann und was", en: "When and what" })}</summary>
        <form method="post" action={`/settings/mailboxes/${mailbox.slug}/auto-reply`} class="fields">
          <Select
            {...field("auto_reply")}
            label={say({ de: "Wann", en: "When" })}
            options={[
              { value: "never", label: say({ de: "nie", en: "never" }) },
              { value: "outside-hours", label: say({ de: "ausserhalb der Bürozeiten", en: "outside office hours" }) },
              { value: "always", label: say({ de: "auf jede neue Anfrage", en: "to every new ticket" }) },
            ]}
          />
          <Input
            {...field("auto_reply_subject")}
            label={say({ de: "Betreff", en: "Subject" })}
            hint={say({ de: "Leer: der Betreff der Anfrage.", en: "Empty: the ticket's subject." })}
          />
          <TextArea
            {...field("auto_reply_text")}
            rows={6}
            full
            label={say({ de: "Text", en: "Text" })}
            hint={say({
              de: "{number}, {subject} und {name} werden ersetzt. Wer eine erhalten hat, erhält einen Tag lang keine weitere; Automaten nie.",
              en: "{number}, {subject} and {name} are filled in. Who has had one gets no other for a day; machines never.",
            })}
          />
          <p class="soft full">{say({ de: "Bürozeiten", en: "Office hours" })}</p>
          {weekdays.map((day) => (
            <Input {...field(`hours_${day}`)} label={say(weekdayWords[day])} placeholder="08:00–12:00, 13:30–17:00" />
          ))}
          <div class="buttons full">
            <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
          </div>
        </form>
      </details>
    </section>
  );
}
