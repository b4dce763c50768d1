import { type MailWords, talkKinds, talkKindWords } from "#src/inbox/telling.ts";
import { sayIn } from "#src/say.ts";
import { Select } from "#views/ui/field.tsx";
import type { MailboxProps } from "./mailbox-page.tsx";

export type TellingShown = {
  mail_words: MailWords;
  rooms: readonly { id: number; name: string; kinds: readonly string[] }[];
};

/** What leaves the mailbox's own pages: words in mail to its members, and what Talk hears. */
export function TellingSection({ reader, shown: { mailbox }, telling }: MailboxProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="telling">
      <header>
        <h2>{say({ de: "Was gemeldet wird", en: "What is told" })}</h2>
      </header>
      <form method="post" action={`/settings/mailboxes/${mailbox.slug}/telling`} class="fields">
        <Select
          name="mail_words"
          label={say({ de: "Worte der Kundschaft in Mitteilungen", en: "Words of customers in notifications" })}
          options={[
            {
              value: "none",
              label: say({ de: "keine: nur Nummer und Postfach", en: "none: number and mailbox only" }),
            },
            { value: "subject", label: say({ de: "der Betreff", en: "the subject" }) },
            { value: "line", label: say({ de: "Betreff und erste Zeile", en: "subject and first line" }) },
          ]}
          value={telling.mail_words}
          hint={say({
            de: "Gilt für Mails an die Mitglieder und für Nextcloud Talk; in Talk steht höchstens der Betreff.",
            en: "For mail to the members and for Nextcloud Talk; in Talk the subject at most.",
          })}
          full
        />
        {telling.rooms.length === 0 ? (
          <p class="soft full">
            {say({ de: "Noch keine Unterhaltung in Nextcloud Talk: ", en: "No conversation in Nextcloud Talk yet: " })}
            <a href="/settings/talk">{say({ de: "eine einrichten", en: "set one up" })}</a>
          </p>
        ) : null}
        {telling.rooms.map((room) => (
          <fieldset class="full ticks">
            <legend class="soft" safe>
              {`Nextcloud Talk: ${room.name}`}
            </legend>
            {talkKinds.map((kind) => (
              <label class="tick">
                <input type="checkbox" name="talk" value={`${room.id} ${kind}`} checked={room.kinds.includes(kind)} />{" "}
                <span safe>{talkKindWords[kind][reader.language]}</span>
              </label>
            ))}
          </fieldset>
        ))}
        <div class="buttons full">
          <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
        </div>
      </form>
    </section>
  );
}
