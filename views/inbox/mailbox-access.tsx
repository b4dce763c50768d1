import type { Choice } from "#src/inbox/mailbox-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { MailboxProps } from "./mailbox-page.tsx";

/** Who may read and answer; which programs may; where events are told. */
export function AccessSection({ reader, shown: { mailbox }, access }: MailboxProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="access">
      <header>
        <h2>{say({ de: "Wer darf hinein", en: "Who may use it" })}</h2>
      </header>
      <form method="post" action={`/settings/mailboxes/${mailbox.slug}/access`} class="fields">
        <p class="soft full">
          {say({
            de: "Nur wer hier gewählt ist, sieht die Mails dieses Postfachs, in Listen, Suche und Meldungen. Das gilt auch für Inhaberinnen und Inhaber.",
            en: "Only who is chosen here sees this mailbox's mail, in lists, search and notices. That holds for owners too.",
          })}
        </p>
        <Choices
          reader={reader}
          name="people"
          legend={say({ de: "Personen", en: "People" })}
          choices={access.people}
          none={say({ de: "Noch niemand.", en: "Nobody yet." })}
        />
        <Choices
          reader={reader}
          name="tokens"
          legend={say({ de: "Programme (API-Token)", en: "Programs (API tokens)" })}
          choices={access.tokens}
          none={say({ de: "Kein Token ausgestellt.", en: "No token issued." })}
        />
        <Choices
          reader={reader}
          name="webhooks"
          legend={say({ de: "Webhooks, die davon hören", en: "Webhooks that hear of it" })}
          choices={access.webhooks}
          none={say({ de: "Kein Webhook eingerichtet.", en: "No webhook set up." })}
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
        </div>
      </form>
    </section>
  );
}

type ChoicesProps = { reader: Reader; name: string; legend: string; choices: readonly Choice[]; none: string };

function Choices({ name, legend, choices, none }: ChoicesProps): JSX.Element {
  return (
    <fieldset class="full ticks">
      <legend class="soft" safe>
        {legend}
      </legend>
      {choices.length === 0 ? (
        <span class="soft" safe>
          {none}
        </span>
      ) : null}
      {choices.map((choice) => (
        <span class="tick">
          <label>
            <input type="checkbox" name={name} value={String(choice.id)} checked={choice.chosen} />
            <span safe>{choice.name}</span>
          </label>
        </span>
      ))}
    </fieldset>
  );
}
