import type { Fields } from "#src/http/form.ts";
import { actWords, type BulkAct, mostInBulk } from "#src/inbox/bulk.ts";
import { type BulkShown, bulkSentence } from "#src/inbox/bulk-shown.ts";
import { ticketKeys } from "#src/inbox/keys.ts";
import type { ListedTicket } from "#src/inbox/ticket-view.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";

type Props = { reader: Reader; shown: BulkShown };

/** What was done with many tickets, what was not and why, and the way back. */
export function BulkPage({ reader, shown }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Viele Anfragen", en: "Many tickets" })} reader={reader} current="inbox">
      <div class="lead">
        <p>
          <a href={shown.list} data-key="u">
            {say({ de: "Zur Liste", en: "To the list" })}
          </a>
        </p>
        <h1 safe>{bulkSentence(shown)[reader.language]}</h1>
        {shown.isGoing ? (
          <p role="status">
            {say({
              de: "Es geht weiter, auch wenn Sie diese Seite verlassen.",
              en: "It goes on, also when you leave this page.",
            })}{" "}
            <a href={`/inbox/bulk/${shown.id}`}>{say({ de: "Neu laden", en: "Reload" })}</a>
          </p>
        ) : null}
      </div>
      <UndoBulk {...{ reader, shown }} />
      <Reasons {...{ reader, shown }} />
    </Layout>
  );
}

/** One undo for all of it: it leaves what somebody has changed since, and says so. */
export function UndoBulk({ reader, shown }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (!shown.undoable) return <></>;
  return (
    <form method="post" action={`/inbox/bulk/${shown.id}/undo`} class="undo">
      <button type="submit" class="plain" data-key={ticketKeys.undo}>
        {say({ de: "Rückgängig", en: "Undo" })}
      </button>
    </form>
  );
}

function Reasons({ reader, shown: { reasons, isUndone } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (reasons.length === 0) return <></>;
  return (
    <section>
      <header>
        <h2>
          {isUndone
            ? say({ de: "Nicht zurückgenommen", en: "Not undone" })
            : say({ de: "Nicht getan", en: "Not done" })}
        </h2>
      </header>
      <ul class="bulk-reasons">
        {reasons.map(({ why, tickets, n }) => (
          <li>
            <p safe>{`${n}: ${why[reader.language]}`}</p>
            <p class="soft">
              {tickets.map((id) => (
                <>
                  <a href={`/inbox/${id}`} safe>
                    {String(id)}
                  </a>{" "}
                </>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

type ConfirmProps = {
  reader: Reader;
  /** Null: they are to become one ticket, which is chosen here. */
  act: BulkAct | null;
  /** The first of them. */
  tickets: readonly ListedTicket[];
  fields: Fields;
  count: number;
  isAll: boolean;
  /** They go where the reader cannot follow. */
  isForeign: boolean;
};

/** Asked before what concerns more than one sees, or cannot be taken back. */
export function BulkConfirmPage(props: ConfirmProps): JSX.Element {
  const { reader, act, tickets, fields, count, isAll, isForeign } = props;
  const say = sayIn(reader.language);
  const shownFields = Object.entries(fields).filter(([name]) => name !== "ticket" && name !== "into");
  return (
    <Layout title={say({ de: "Viele Anfragen", en: "Many tickets" })} reader={reader} current="inbox">
      <div class="lead">
        <h1 safe>{question(reader, act, count)}</h1>
        {count >= mostInBulk ? <p safe>{mostWords(reader)}</p> : null}
        {isForeign ? (
          <p>
            {say({
              de: "Dieses Postfach benutzen Sie nicht: Sie sehen die Anfragen danach nicht mehr und können sie nicht zurückholen.",
              en: "You do not use that mailbox: you will not see the tickets any more and cannot take them back.",
            })}
          </p>
        ) : null}
      </div>
      <form method="post" action="/inbox/bulk" class="bulk-confirm" hx-boost="false">
        {shownFields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {isAll ? null : tickets.map(({ id }) => <input type="hidden" name="ticket" value={String(id)} />)}
        <input type="hidden" name="sure" value="yes" />
        {act === null ? <Targets reader={reader} tickets={tickets} /> : null}
        <div class="buttons">
          <button type="submit">
            {act === null ? say({ de: "Zusammenführen", en: "Merge" }) : say({ de: "Ja, ausführen", en: "Yes, do it" })}
          </button>
          <a href={fields["list"] ?? "/inbox"}>{say({ de: "Abbrechen", en: "Cancel" })}</a>
        </div>
      </form>
    </Layout>
  );
}

function question({ language }: Reader, act: BulkAct | null, count: number): string {
  const tell = tellIn(language);
  if (act === null)
    return tell({
      de: `${count} Anfragen werden eine. Welche bleibt?`,
      en: `${count} tickets become one. Which one stays?`,
    });
  const words = actWords(act);
  return tell({ de: `${count} Anfragen: ${words.de}?`, en: `${count} tickets: ${words.en}?` });
}

function mostWords({ language }: Reader): string {
  return tellIn(language)({
    de: `Auf einmal gehen höchstens ${mostInBulk}: Es sind die ersten der Liste.`,
    en: `At most ${mostInBulk} go at once: they are the first of the list.`,
  });
}

/** The oldest is proposed: its number is the one that people know. */
function Targets({ reader, tickets }: { reader: Reader; tickets: readonly ListedTicket[] }): JSX.Element {
  const say = sayIn(reader.language);
  const oldest = Math.min(...tickets.map(({ id }) => id));
  return (
    <fieldset class="targets">
      <legend>{say({ de: "Diese Anfrage bleibt", en: "This ticket stays" })}</legend>
      {tickets.map(({ id, subject, who }) => (
        <label>
          <input type="radio" name="into" value={String(id)} checked={id === oldest} />
          <span class="num" safe>
            {String(id)}
          </span>
          <span dir="auto" safe>
            {subject || say({ de: "(ohne Betreff)", en: "(no subject)" })}
          </span>
          <span class="soft" dir="auto" safe>
            {who}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
