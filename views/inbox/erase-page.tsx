import type { Fields } from "#src/http/form.ts";
import type { ErasurePreview } from "#src/inbox/erasure-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input, TextArea } from "#views/ui/field.tsx";
import { goes, Lines, stays } from "./erase-lines.tsx";

type Props = { reader: Reader; preview: ErasurePreview; mistaken?: { values: Fields; errors: Fields } | undefined };

/** What would go, counted exactly, before anybody decides. */
export function ErasePage({ reader, preview, mistaken }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const name = preview.customer.name || preview.confirmation;
  return (
    <Layout title={say({ de: "Person löschen", en: "Erase a person" })} reader={reader} current="inbox">
      <div class="lead ticket-lead">
        <p>
          <a href={`/inbox/customers/${preview.customer.id}`} dir="auto" safe>
            {name}
          </a>
        </p>
        <h1 dir="auto" safe>
          {tellIn(reader.language)({ de: `${name} löschen?`, en: `Erase ${name}?` })}
        </h1>
        <p class="soft">
          {say({
            de: "Das lässt sich nicht rückgängig machen. Was hier steht, ist jetzt gezählt.",
            en: "This cannot be undone. What stands here is counted now.",
          })}
        </p>
      </div>
      <section id="goes">
        <header>
          <h2>{say({ de: "Was geht", en: "What goes" })}</h2>
        </header>
        <Lines lines={goes(reader, preview)} />
      </section>
      <section id="stays">
        <header>
          <h2>{say({ de: "Was bleibt", en: "What stays" })}</h2>
        </header>
        <Lines lines={stays(reader, preview)} />
        {stays(reader, preview).length === 0 ? <p class="soft">{say({ de: "Nichts.", en: "Nothing." })}</p> : null}
      </section>
      {preview.count.held > 0 ? (
        <p class="red" safe>
          {held(reader, preview.count.held)}
        </p>
      ) : (
        <Form {...{ reader, preview, mistaken }} />
      )}
    </Layout>
  );
}

function held(reader: Reader, n: number): string {
  return tellIn(reader.language)({
    de: `${n === 1 ? "Eine Anfrage muss" : `${n} Anfragen müssen`} aufbewahrt werden. Solange das gilt, lässt sich diese Person nicht löschen.`,
    en: `${n === 1 ? "One ticket" : `${n} tickets`} must be kept. While that holds, this person cannot be erased.`,
  });
}

function Form({ reader, preview, mistaken }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const { values, errors } = mistaken ?? { values: {} as Fields, errors: {} as Fields };
  const { alone, tickets } = preview.count;
  return (
    <section id="erase">
      <header>
        <h2>{say({ de: "Löschen", en: "Erase" })}</h2>
      </header>
      <form method="post" action={`/inbox/customers/${preview.customer.id}/erase`} class="fields" autocomplete="off">
        <fieldset class="full ways">
          <legend>{say({ de: "Was geschieht mit den Nachrichten?", en: "What happens to the messages?" })}</legend>
          <label>
            <input type="radio" name="way" value="redact" checked={values["way"] !== "delete"} />
            <span>
              {say({
                de: "Leeren: Nummern, Zeiten und Status bleiben für die Statistik, der Inhalt ist «gelöscht».",
                en: 'Empty them: numbers, times and states stay for the statistics, what they said is "erased".',
              })}
            </span>
          </label>
          <label>
            <input type="radio" name="way" value="delete" checked={values["way"] === "delete"} />
            <span safe>
              {tell({
                de: `Ganz entfernen: ${alone} von ${tickets} Anfragen verschwinden samt Nummer; wo andere mitschrieben, bleibt deren Teil.`,
                en: `Remove them: ${alone} of ${tickets} tickets vanish with their number; where others wrote too, their part stays.`,
              })}
            </span>
          </label>
        </fieldset>
        {preview.evidence > 0 ? <Evidence {...{ reader, values }} /> : null}
        <Input
          name="confirm"
          label={tell({
            de: `Zum Bestätigen abtippen: ${preview.confirmation}`,
            en: `To confirm, type: ${preview.confirmation}`,
          })}
          autocomplete="off"
          value={values["confirm"]}
          error={errors["confirm"]}
          full
          required
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Endgültig löschen", en: "Erase for good" })}</button>
          <span class="soft">
            {say({
              de: "Sicherungen, der Mailserver und Ausdrucke sind nicht dabei: siehe docs/privacy.md.",
              en: "Backups, the mail server and printouts are not part of it: see docs/privacy.md.",
            })}
          </span>
        </div>
      </form>
    </section>
  );
}

function Evidence({ reader, values }: { reader: Reader; values: Fields }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <fieldset class="full ways">
        <legend>{say({ de: "Und mit den Belegen?", en: "And to the evidence?" })}</legend>
        <label>
          <input type="radio" name="evidence" value="keep" checked={values["evidence"] !== "remove"} />
          <span>{say({ de: "Behalten, aus dem Grund unten.", en: "Keep, for the reason below." })}</span>
        </label>
        <label>
          <input type="radio" name="evidence" value="remove" checked={values["evidence"] === "remove"} />
          <span>
            {say({
              de: "Entfernen, mit einem Eintrag in der Geschichte.",
              en: "Remove, with an entry in the history.",
            })}
          </span>
        </label>
      </fieldset>
      <TextArea
        name="reason"
        label={say({ de: "Grund", en: "Reason" })}
        rows={2}
        value={values["reason"]}
        hint={say({
          de: "Ohne den Namen der Person; er bleibt in der Geschichte.",
          en: "Without the person's name; it stays in the history.",
        })}
        full
      />
    </>
  );
}
