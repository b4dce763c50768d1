import { cleanName, formatSize } from "#src/deletions/evidence.ts";
import type { Fields } from "#src/http/form.ts";
import type { MailboxRow } from "#src/inbox/mailbox.ts";
import type { AttachmentRow, MessageRow } from "#src/inbox/message.ts";
import type { TicketRow } from "#src/inbox/ticket.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Input, TextArea } from "#views/ui/field.tsx";
import { formatMoment } from "#views/ui/moment.tsx";

type Props = {
  reader: Reader;
  ticket: TicketRow;
  mailbox: MailboxRow;
  /** The one message that is passed on; null: the whole ticket. */
  only: number | null;
  messages: readonly MessageRow[];
  files: readonly AttachmentRow[];
  /** Those that go along. */
  kept: readonly number[];
  values: Fields;
  errors: Fields;
};

/** Passing a message or a whole ticket on to somebody outside. */
export function ForwardPage(props: Props): JSX.Element {
  const { reader, ticket, mailbox, only, values, errors } = props;
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const field = (name: string) => ({ name, value: values[name], error: errors[name], full: true });
  const moreIsOpen = ["cc", "bcc"].some((name) => (values[name] ?? "") !== "" || errors[name] !== undefined);
  return (
    <Layout title={say({ de: "Weiterleiten", en: "Forward" })} reader={reader} current="inbox">
      <div class="lead ticket-lead">
        <p>
          <a href={`/inbox/${ticket.id}`} data-key="u" dir="auto" safe>
            {tell({ de: `Nr. ${ticket.id} ${ticket.subject}`, en: `No. ${ticket.id} ${ticket.subject}` })}
          </a>
        </p>
        <h1 safe>{heading(props)}</h1>
        <p>
          {say({
            de: "Wer es erhält, nimmt von da an an der Anfrage teil: Die Antwort kommt hierher. Die Kundschaft erfährt nichts davon.",
            en: "Whoever gets it takes part in the ticket from then on: their answer comes here. The customer hears nothing of it.",
          })}
        </p>
      </div>
      <form
        method="post"
        action={`/inbox/${ticket.id}/forward${only === null ? "" : `?message=${only}`}`}
        class="reply"
      >
        {errors["form"] ? (
          <p class="notice" role="alert" safe>
            {errors["form"]}
          </p>
        ) : null}
        <Input {...field("to")} label={say({ de: "An", en: "To" })} autocomplete="off" />
        <details class="fold" open={moreIsOpen}>
          <summary>Cc, Bcc</summary>
          <div class="fields">
            <Input {...field("cc")} label="Cc" autocomplete="off" />
            <Input {...field("bcc")} label="Bcc" autocomplete="off" />
          </div>
        </details>
        <Input {...field("subject")} label={say({ de: "Betreff", en: "Subject" })} />
        <TextArea {...field("text")} label={say({ de: "Ihre Worte darüber", en: "Your words above it" })} rows={6} />
        {mailbox.signature === "" ? null : (
          <p class="soft words signature" safe>
            {mailbox.signature}
          </p>
        )}
        <Passed {...props} />
        <ForwardFiles {...props} />
        <Checkbox
          name="waits"
          label={say({ de: "danach auf Dritte warten", en: "then wait for the third party" })}
          checked={values["waits"] !== undefined}
        />
        <div class="buttons">
          <button type="submit">{say({ de: "Weiterleiten", en: "Forward" })}</button>
          <a href={`/inbox/${ticket.id}`}>{say({ de: "Abbrechen", en: "Cancel" })}</a>
          {mailbox.undo_s > 0 ? (
            <span class="soft" safe>
              {tell({
                de: `${mailbox.undo_s} Sekunden widerrufbar`,
                en: `can be undone for ${mailbox.undo_s} seconds`,
              })}
            </span>
          ) : null}
        </div>
      </form>
    </Layout>
  );
}

function heading({ reader, only, messages }: Props): string {
  const tell = tellIn(reader.language);
  const first = messages[0]!;
  const who = first.from_name || first.from_address;
  if (only !== null) return tell({ de: `Die Mail von ${who} weiterleiten.`, en: `Forward the mail from ${who}.` });
  if (messages.length === 1) return tell({ de: "Die Anfrage weiterleiten.", en: "Forward the ticket." });
  return tell({
    de: `Die Anfrage weiterleiten: ${messages.length} Mails, ohne Notizen.`,
    en: `Forward the ticket: ${messages.length} mails, without notes.`,
  });
}

/** What goes along below one's own words. */
function Passed({ reader, messages }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <div class="passed">
      <p class="soft">{say({ de: "Darunter steht", en: "Below it stands" })}</p>
      <ul class="lines">
        {messages.map(({ at, from_name, from_address, subject }) => (
          <li>
            <span dir="auto" safe>
              {`${from_name || from_address}: ${subject}`}
            </span>
            <span class="soft" safe>
              {formatMoment(at, reader.company.time_zone)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ForwardFiles({ reader, files, kept, errors }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (files.length === 0) return <></>;
  return (
    <fieldset class="field forward-files">
      <legend>{say({ de: "Dateien, die mitgehen", en: "Files that go along" })}</legend>
      {files.map(({ id, filename, size }) => (
        <p class="tick">
          <label>
            <input type="checkbox" name="file" value={String(id)} checked={kept.includes(id)} />
            <span>
              <span dir="auto" safe>
                {cleanName(filename)}
              </span>{" "}
              <span class="soft" safe>
                {formatSize(size, reader.language)}
              </span>
            </span>
          </label>
        </p>
      ))}
      {errors["file"] ? (
        <span class="error" role="alert" safe>
          {errors["file"]}
        </span>
      ) : null}
    </fieldset>
  );
}
