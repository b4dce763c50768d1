import { ways, wayWords } from "#src/deletions/request.ts";
import type { Fields } from "#src/http/form.ts";
import type { RequestShown, ShownRequest } from "#src/inbox/deletion-request-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { isDeleted } from "#src/services/old-data.ts";
import { named } from "#src/settings/company.ts";
import { formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { OldDataMark } from "#views/services/mark.tsx";
import { Input, Select, TextArea } from "#views/ui/field.tsx";
import { LetterSection } from "./deletion-letter-form.tsx";
import { RequestsAsked } from "./deletion-requests-asked.tsx";

export type RequestProps = RequestShown & {
  reader: Reader;
  refused: { form: "letter" | "reminder" | "otherwise"; values: Fields; errors: Fields } | null;
  /** Show the letter as it will leave. */
  preview: boolean;
};

/** What was asked of an old provider: the letter, and after it the answer that is waited for. */
export function DeletionRequestPage(props: RequestProps): JSX.Element {
  const { reader, system, open, requests } = props;
  const say = sayIn(reader.language);
  const name = named(system, reader.language);
  const mayAsk = may(reader, "member") && system.archived_on === null;
  return (
    <Layout
      title={`${name}: ${say({ de: "Löschung verlangen", en: "Request deletion" })}`}
      reader={reader}
      current="deletions"
    >
      <div class="lead">
        <p>
          <a href="/deletions">{say({ de: "Löschungen", en: "Deletions" })}</a> /{" "}
          <a href={`/deletions/offboarding/${system.slug}`} safe>
            {name}
          </a>
        </p>
        <h1 safe>{headline(props)}</h1>
      </div>
      <div class="aside">
        <div>
          {open && mayAsk ? <ReminderSection {...props} open={open} /> : null}
          {open === null && mayAsk ? <LetterSection {...props} /> : null}
          {mayAsk ? <Otherwise {...props} /> : null}
        </div>
        <aside>
          <section>
            <header>
              <h2>{say({ de: "Alte Daten", en: "Old data" })}</h2>
            </header>
            <ul class="lines">
              <li>
                <OldDataMark state={props.oldData} language={reader.language} />
              </li>
              <li>
                <a href={`/services/systems/${system.slug}`} safe>
                  {name}
                </a>
                <span class="soft">{say({ de: "System", en: "system" })}</span>
              </li>
              <li>
                <a href={`/deletions/offboarding/${system.slug}`}>{say({ de: "Ausstieg", en: "Offboarding" })}</a>
              </li>
            </ul>
          </section>
          {requests.length > 0 ? <RequestsAsked reader={reader} requests={requests} /> : null}
        </aside>
      </div>
    </Layout>
  );
}

function headline({ reader, system, open, requests, oldData }: RequestProps): string {
  const tell = tellIn(reader.language);
  const name = named(system, reader.language);
  if (open) {
    const day = formatOn(open.answer_by, reader.language);
    return open.answer_by < reader.today
      ? tell({ de: `${name}: die Antwort war bis ${day} fällig.`, en: `${name}: the answer was due by ${day}.` })
      : tell({ de: `${name}: Antwort erwartet bis ${day}.`, en: `${name}: an answer is expected by ${day}.` });
  }
  if (requests.some(({ answered_on }) => answered_on !== null))
    return tell({ de: `${name} hat geantwortet.`, en: `${name} has answered.` });
  if (isDeleted(oldData))
    return tell({ de: `${name} soll die Löschung bestätigen.`, en: `${name} shall confirm the deletion.` });
  return tell({ de: `${name} soll unsere Daten löschen.`, en: `${name} shall delete our data.` });
}

/** The answer did not come, or is late: once more, in the same thread. */
function ReminderSection(props: RequestProps & { open: ShownRequest }): JSX.Element {
  const { reader, system, open, reminder, refused } = props;
  const say = sayIn(reader.language);
  const mine = refused?.form === "reminder" ? refused : null;
  const values = mine?.values ?? reminder;
  const late = open.answer_by < reader.today;
  return (
    <section id="reminder">
      <header>
        <h2>{say({ de: "Nachfassen", en: "Follow up" })}</h2>
        <span class="soft" safe>
          {open.recipient}
        </span>
      </header>
      {props.answer ? (
        <p class="notice" role="status">
          {say({ de: "Eine Antwort ist da:", en: "An answer has come:" })}{" "}
          <a href={`/inbox/${props.answer.ticket_id}#m-${props.answer.message_id}`}>
            {say({ de: "lesen", en: "read it" })}
          </a>
          {", "}
          <a href={`/inbox/${props.answer.ticket_id}/messages/${props.answer.message_id}/confirmation`}>
            {say({ de: "als Bestätigung verwenden", en: "use as confirmation" })}
          </a>
        </p>
      ) : null}
      {open.ticket_id === null ? (
        <p class="soft">
          {open.way === "mail"
            ? say({
                de: "Die Mail liegt in einem Postfach, das Sie nicht benutzen. Wer es benutzt, fasst hier nach.",
                en: "The mail lies in a mailbox that you do not use. Whoever uses it follows up here.",
              })
            : say({
                de: "Verlangt wurde ohne Mail. Halten Sie unten fest, auf welchem Weg Sie nachfassen.",
                en: "It was asked for without a mail. Note below in which way you follow up.",
              })}
        </p>
      ) : (
        <details class="fold" open={late || mine !== null}>
          <summary>
            {late
              ? say({ de: "Die Antwort ist ausgeblieben", en: "No answer has come" })
              : say({ de: "Schon jetzt nachfassen", en: "Follow up already" })}
          </summary>
          <form method="post" action={`/inbox/deletions/${system.slug}/reminder#reminder`} class="reply">
            <Input
              name="answer_by"
              type="date"
              label={say({ de: "Neue Frist", en: "New date" })}
              value={values["answer_by"]}
              error={mine?.errors["answer_by"]}
            />
            <TextArea
              name="text"
              id="reminder-text"
              label={say({ de: "Text", en: "Text" })}
              rows={14}
              value={values["text"]}
              error={mine?.errors["text"]}
            />
            <div class="buttons">
              <button type="submit">{say({ de: "Nachfassen", en: "Follow up" })}</button>
              <span class="soft">
                {say({ de: "In derselben Anfrage, als zweiter Brief.", en: "In the same ticket, as a second letter." })}
              </span>
            </div>
          </form>
        </details>
      )}
    </section>
  );
}

/** On paper, or in a form of the provider's own. */
function Otherwise({ reader, system, otherwise, refused, open }: RequestProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const mine = refused?.form === "otherwise" ? refused : null;
  const values = mine?.values ?? otherwise;
  const field = (name: string) => ({
    name,
    id: `otherwise-${name}`,
    value: values[name],
    error: mine?.errors[name],
  });
  return (
    <section id="otherwise">
      <header>
        <h2>{say({ de: "Auf anderem Weg", en: "In another way" })}</h2>
      </header>
      <details class="fold" open={mine !== null}>
        <summary>
          {open
            ? say({ de: "Mit Brief oder Formular nachgefasst", en: "Followed up by letter or form" })
            : say({ de: "Mit Brief oder Formular verlangt", en: "Asked for by letter or form" })}
        </summary>
        <form method="post" action={`/inbox/deletions/${system.slug}/otherwise#otherwise`} class="fields">
          <Select
            {...field("way")}
            label={say({ de: "Weg", en: "Way" })}
            options={ways.map((value) => ({ value, label: wayWords[value][language] }))}
          />
          <Input
            {...field("recipient")}
            label={say({ de: "An wen, oder wo", en: "To whom, or where" })}
            hint={say({ de: "Postadresse oder Adresse des Formulars.", en: "Postal address, or the form's address." })}
          />
          <Input {...field("requested_on")} type="date" label={say({ de: "Verlangt am", en: "Asked on" })} />
          <Input {...field("answer_by")} type="date" label={say({ de: "Antwort bis", en: "Answer by" })} />
          <Input {...field("account")} label={say({ de: "Unser Konto dort", en: "Our account there" })} />
          <Input
            {...field("reference")}
            label={say({ de: "Nummer", en: "Number" })}
            hint={say({ de: "Sendungsnummer oder Vorgangsnummer.", en: "Of the consignment, or of the case." })}
          />
          <div class="buttons full">
            <button type="submit" class="plain">
              {say({ de: "So festhalten", en: "Note it" })}
            </button>
            <a href={`/deletions/systems/${system.slug}/evidence`}>
              {say({ de: "Kopie als Beleg ablegen", en: "File a copy as evidence" })}
            </a>
          </div>
        </form>
      </details>
    </section>
  );
}
