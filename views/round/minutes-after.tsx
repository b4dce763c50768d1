import { may } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Input, TextArea } from "#views/ui/field.tsx";
import { Moment } from "#views/ui/moment.tsx";
import type { MinutesProps } from "./minutes-page.tsx";

/** What was added since. */
export function Addenda({ reader, minutes, addenda, names, values, errors }: MinutesProps): JSX.Element {
  const say = sayIn(reader.language);
  if (addenda.length === 0 && !may(reader, "member")) return <></>;
  return (
    <section id="addenda" class={addenda.length === 0 ? "screen" : undefined}>
      <header>
        <h2>{say({ de: "Nachträge", en: "Additions" })}</h2>
      </header>
      <ol class="story moments">
        {addenda.map(({ text, by, at }) => (
          <li>
            <Moment at={at} reader={reader} />
            <div>
              <p safe>{text}</p>
              <p safe>{names.get(Number(by.split(":")[1])) ?? "Aktion"}</p>
            </div>
          </li>
        ))}
      </ol>
      {may(reader, "member") ? (
        <form class="fields" method="post" action={`/round/${minutes.round}/addenda`}>
          <TextArea
            name="text"
            label={say({ de: "Berichtigung oder Nachtrag", en: "Correction or addition" })}
            hint={say({
              de: "Das Protokoll selbst ändert sich nicht mehr.",
              en: "The minutes themselves no longer change.",
            })}
            value={values["text"]}
            error={errors["text"]}
            rows={2}
            full={true}
          />
          <div class="buttons full">
            <button type="submit" class="plain">
              {say({ de: "Nachtragen", en: "Add" })}
            </button>
          </div>
        </form>
      ) : null}
    </section>
  );
}

/** Sends the minutes to whom one names; members who want them have them already. */
export function MailSection({ reader, minutes, values, errors, sent = 0 }: MinutesProps): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  if (!may(reader, "member")) return <></>;
  return (
    <section id="mail" class="screen">
      <header>
        <h2>{say({ de: "Per Mail", en: "By mail" })}</h2>
      </header>
      {sent > 0 ? (
        <p role="status" safe>
          {sent === 1
            ? tell({ de: "Das Protokoll geht an eine Adresse.", en: "The minutes go to one address." })
            : tell({ de: `Das Protokoll geht an ${sent} Adressen.`, en: `The minutes go to ${sent} addresses.` })}
        </p>
      ) : null}
      <form class="fields" method="post" action={`/round/${minutes.round}/mail`}>
        <Input
          name="to"
          label={say({ de: "Senden an", en: "Send to" })}
          value={values["to"]}
          error={errors["to"]}
          placeholder="anna@example.ch"
          hint={say({
            de: "Wer aus dem Team das Protokoll will, hat es schon. Mehrere Adressen trennt ein Komma.",
            en: "Whoever of the team wants the minutes has them already. Commas part several addresses.",
          })}
          full
        />
        <div class="buttons full">
          <button type="submit" class="plain">
            {say({ de: "Senden", en: "Send" })}
          </button>
        </div>
      </form>
    </section>
  );
}
