import type { Fields } from "#src/http/form.ts";
import { ticketKeys } from "#src/inbox/keys.ts";
import type { SavedReply } from "#src/inbox/saved-reply.ts";
import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Input, TextArea } from "#views/ui/field.tsx";
import { formatTime } from "#views/ui/moment.tsx";
import { Crossing } from "./crossing.tsx";
import { ReplyFiles, type WaitingFile } from "./reply-files.tsx";
import { SavedReplyPicker } from "./saved-reply-picker.tsx";

/** The answer as it stands in its form: from a draft, from a refused form, or as proposed. */
export type ReplyShown = {
  values: Fields;
  errors: Fields;
  files: readonly WaitingFile[];
  /** When the draft was kept. */
  kept_at: string | null;
  /** Recipients who took no part so far: asked about once. */
  newcomers: readonly string[];
  /** Something new came while it was written. */
  crossed: boolean;
  /** There are others who read along: an answer may go to them or not. */
  others: number;
  toAll: boolean;
  /** It goes to somebody who is not the customer: who, and the customer's message to answer instead. */
  third: { who: string; instead: number } | null;
  /** What can be put into it. */
  saved: readonly SavedReply[];
};

type Props = { reader: Reader; shown: ShownTicket; reply: ReplyShown };

export function ReplySection({ reader, shown, reply }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { ticket, mailbox } = shown;
  const { values, errors } = reply;
  const path = `/inbox/${ticket.id}/replies`;
  return (
    <section id="reply">
      <header>
        <h2>{say({ de: "Antworten", en: "Reply" })}</h2>
        <span class="soft" safe>
          {`${mailbox.from_name} <${mailbox.address}>`}
        </span>
      </header>
      {mailbox.smtp_host === null ? (
        <p class="notice">
          {say({
            de: "Dieses Postfach kann noch nicht senden: der Server für den Versand fehlt. Entwürfe bleiben liegen.",
            en: "This mailbox cannot send yet: the server for sending is missing. Drafts stay.",
          })}
        </p>
      ) : null}
      <form
        method="post"
        action={path}
        enctype="multipart/form-data"
        class="reply"
        data-draft={`/inbox/${ticket.id}/draft`}
        hx-boost="false"
      >
        <input type="hidden" name="last_message_id" value={values["last_message_id"]} />
        <input type="hidden" name="answering" value={values["answering"]} />
        {errors["form"] ? (
          <p class="notice" role="alert" safe>
            {errors["form"]}
          </p>
        ) : null}
        <Third reader={reader} ticketId={ticket.id} third={reply.third} />
        <Newcomers reader={reader} newcomers={reply.newcomers} />
        <Recipients {...{ reader, shown, reply }} />
        <SavedReplyPicker reader={reader} ticketId={ticket.id} replies={reply.saved} error={errors["saved"]} />
        <TextArea
          name="text"
          id="reply-text"
          label={say({ de: "Text", en: "Text" })}
          rows={9}
          value={values["text"]}
          error={errors["text"]}
          data={{ key: ticketKeys.reply }}
        />
        {mailbox.signature === "" ? null : (
          <p class="soft words signature" safe>
            {mailbox.signature}
          </p>
        )}
        <ReplyFiles reader={reader} files={reply.files} error={errors["files"]} />
        {reply.kept_at === null ? null : (
          <p class="soft" safe>
            {keptWords(reader, reply.kept_at)}
          </p>
        )}
        <Crossing reader={reader} />
        <p class="soft" data-draft-kept hidden>
          {say({ de: "Entwurf gespeichert", en: "Draft saved" })}
        </p>
        <div class="buttons">
          <button type="submit" name="after" value="waiting-customer" data-send>
            {say({ de: "Senden und auf Antwort warten", en: "Send and wait for an answer" })}
          </button>
          <button type="submit" name="after" value="closed" class="plain">
            {say({ de: "Senden und erledigen", en: "Send and close" })}
          </button>
          <button type="submit" name="after" value="open" class="plain">
            {say({ de: "Senden, offen lassen", en: "Send, keep open" })}
          </button>
          <button type="submit" name="keep" value="yes" class="link">
            {say({ de: "Entwurf speichern", en: "Save draft" })}
          </button>
          {mailbox.undo_s > 0 ? (
            <span class="soft" safe>
              {undoWords(reader, mailbox.undo_s)}
            </span>
          ) : null}
          <a class="soft" href="/people/me#working" safe>
            {afterwardsWords[reader.working?.after_ticket ?? "stay"][reader.language]}
          </a>
        </div>
      </form>
    </section>
  );
}

/** Where sending leads, with the way to change it. */
const afterwardsWords = {
  stay: { de: "danach hier bleiben", en: "then stay here" },
  next: { de: "danach die nächste Anfrage", en: "then the next ticket" },
  list: { de: "danach die Liste", en: "then the list" },
};

/** The last mail is not the customer's: what is meant for the one must not go to the other. */
function Third({
  reader,
  ticketId,
  third,
}: {
  reader: Reader;
  ticketId: number;
  third: ReplyShown["third"];
}): JSX.Element {
  const say = sayIn(reader.language);
  if (third === null) return <></>;
  return (
    <p class="soft">
      <span safe>
        {tellIn(reader.language)({
          de: `Diese Antwort geht an ${third.who}, nicht an die Kundschaft.`,
          en: `This answer goes to ${third.who}, not to the customer.`,
        })}
      </span>{" "}
      <a href={`/inbox/${ticketId}?answer=${third.instead}#reply`}>
        {say({ de: "Stattdessen der Kundschaft antworten", en: "Answer the customer instead" })}
      </a>
    </p>
  );
}

function keptWords(reader: Reader, at: string): string {
  const time = formatTime(at, reader.company.time_zone);
  return tellIn(reader.language)({ de: `Entwurf von ${time}`, en: `Draft of ${time}` });
}

function undoWords(reader: Reader, seconds: number): string {
  return tellIn(reader.language)({ de: `${seconds} Sekunden widerrufbar`, en: `can be undone for ${seconds} seconds` });
}

/** Asked once: an answer to somebody who was not part of it is how things leak. */
function Newcomers({ reader, newcomers }: { reader: Reader; newcomers: readonly string[] }): JSX.Element {
  const say = sayIn(reader.language);
  if (newcomers.length === 0) return <></>;
  return (
    <div class="notice" role="alert">
      <p>{say({ de: "Bisher nicht an dieser Anfrage beteiligt:", en: "No part of this ticket so far:" })}</p>
      <ul>
        {newcomers.map((address) => (
          <li safe>{address}</li>
        ))}
      </ul>
      <p class="field tick">
        <label>
          <input type="checkbox" name="newcomers" value={newcomers.join(" ")} />
          <span>{say({ de: "Trotzdem an sie senden", en: "Send to them all the same" })}</span>
        </label>
      </p>
    </div>
  );
}

function Recipients({ reader, shown: { ticket }, reply }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { values, errors, others, toAll } = reply;
  const moreIsOpen =
    (values["cc"] ?? "") !== "" ||
    (values["bcc"] ?? "") !== "" ||
    [errors["cc"], errors["bcc"], errors["subject"]].some((error) => error !== undefined);
  const field = (name: string) => ({ name, value: values[name], error: errors[name], full: true });
  return (
    <>
      <Input {...field("to")} label={say({ de: "An", en: "To" })} autocomplete="off" />
      <details class="fold" open={moreIsOpen}>
        <summary>{say({ de: "Cc, Bcc, Betreff", en: "Cc, Bcc, subject" })}</summary>
        <div class="fields">
          <Input {...field("cc")} label="Cc" autocomplete="off" />
          <Input {...field("bcc")} label="Bcc" autocomplete="off" />
          <Input
            {...field("subject")}
            label={say({ de: "Betreff", en: "Subject" })}
            hint={say({
              de: "Leer: «Re:» und der Betreff der Anfrage.",
              en: 'Empty: "Re:" and the subject of the ticket.',
            })}
          />
        </div>
      </details>
      {others === 0 ? null : (
        <p class="links">
          {toAll ? (
            <a href={`/inbox/${ticket.id}?reply=one#reply`}>
              {say({ de: "Nur an den Absender antworten", en: "Reply to the sender only" })}
            </a>
          ) : (
            <a href={`/inbox/${ticket.id}?reply=all#reply`}>{say({ de: "Allen antworten", en: "Reply to all" })}</a>
          )}
        </p>
      )}
    </>
  );
}
