import type { Fields } from "#src/http/form.ts";
import type { MailboxRow } from "#src/inbox/mailbox.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input, Select, TextArea } from "#views/ui/field.tsx";
import { ReplyFiles, type WaitingFile } from "./reply-files.tsx";

type Props = {
  reader: Reader;
  mailboxes: readonly MailboxRow[];
  values: Fields;
  errors: Fields;
  files: readonly WaitingFile[];
};

/** A mail that begins a ticket. */
export function NewTicketPage({ reader, mailboxes, values, errors, files }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const field = (name: string) => ({ name, value: values[name], error: errors[name], full: true });
  const options = mailboxes.map(({ slug, name, address }) => ({ value: slug, label: `${name} <${address}>` }));
  return (
    <Layout title={say({ de: "Neue Anfrage", en: "New ticket" })} reader={reader} current="inbox">
      <div class="lead">
        <p>
          <a href="/inbox">{say({ de: "Anfragen", en: "Inbox" })}</a>
        </p>
        <h1>{say({ de: "Wir schreiben zuerst.", en: "We write first." })}</h1>
      </div>
      <section>
        <header>
          <h2>{say({ de: "Neue Anfrage", en: "New ticket" })}</h2>
        </header>
        {mailboxes.length === 0 ? (
          <p class="soft">{say({ de: "Sie sind in keinem Postfach.", en: "You are in no mailbox." })}</p>
        ) : (
          <form method="post" action="/inbox/new" enctype="multipart/form-data" class="reply" hx-boost="false">
            {errors["form"] ? (
              <p class="notice" role="alert" safe>
                {errors["form"]}
              </p>
            ) : null}
            <Select
              {...field("mailbox")}
              label={say({ de: "Aus dem Postfach", en: "From the mailbox" })}
              options={options}
            />
            <Input {...field("to")} label={say({ de: "An", en: "To" })} autocomplete="off" />
            <details class="fold" open={Boolean(values["cc"] || values["bcc"] || errors["cc"] || errors["bcc"])}>
              <summary>Cc, Bcc</summary>
              <div class="fields">
                <Input {...field("cc")} label="Cc" autocomplete="off" />
                <Input {...field("bcc")} label="Bcc" autocomplete="off" />
              </div>
            </details>
            <Input {...field("subject")} label={say({ de: "Betreff", en: "Subject" })} />
            <TextArea {...field("text")} label={say({ de: "Text", en: "Text" })} rows={10} />
            <ReplyFiles reader={reader} files={files} error={errors["files"]} />
            <div class="buttons">
              <button type="submit" name="after" value="waiting-customer" data-send>
                {say({ de: "Senden und auf Antwort warten", en: "Send and wait for an answer" })}
              </button>
              <button type="submit" name="after" value="closed" class="plain">
                {say({ de: "Senden und erledigen", en: "Send and close" })}
              </button>
              <button type="submit" name="keep" value="yes" class="link">
                {say({ de: "Entwurf speichern", en: "Save draft" })}
              </button>
            </div>
          </form>
        )}
      </section>
    </Layout>
  );
}
