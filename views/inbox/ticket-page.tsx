import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { formatMoment } from "#views/ui/moment.tsx";
import { Letter } from "./letter.tsx";
import { NoteSection } from "./note-form.tsx";
import { ReplySection, type ReplyShown } from "./reply-form.tsx";
import { TicketAside } from "./ticket-aside.tsx";

export type TicketProps = {
  reader: Reader;
  shown: ShownTicket;
  reply: ReplyShown;
  note: { text: string; error: string | null };
};

/** A ticket: its messages as a page of letters, the answer below, what is known of it beside. */
export function TicketPage(props: TicketProps): JSX.Element {
  const { reader, shown, reply, note } = props;
  const { ticket } = shown;
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const erased = ticket.erased_at !== null;
  const title = ticket.subject || tell(erased ? { de: "(gelöscht)", en: "(erased)" } : noSubject);
  const mayWrite = may(reader, "member") && shown.mailbox.archived_at === null && !erased;
  return (
    <Layout title={title} reader={reader} current="inbox">
      <div class="lead ticket-lead">
        <p>
          <a href="/inbox" data-key="u">
            {say({ de: "Anfragen", en: "Inbox" })}
          </a>
          <span safe>{tell({ de: ` · Nr. ${ticket.id}`, en: ` · No. ${ticket.id}` })}</span>
        </p>
        <h1 dir="auto" safe>
          {title}
        </h1>
      </div>
      {reply.crossed ? <Crossed reader={reader} /> : null}
      <div class="aside ticket">
        <div>
          <section id="thread">
            <header>
              <h2>{say({ de: "Verlauf", en: "Thread" })}</h2>
            </header>
            <Thread reader={reader} shown={shown} />
          </section>
          {mayWrite ? <ReplySection {...{ reader, shown, reply }} /> : null}
          {mayWrite ? <NoteSection {...{ reader, shown, note }} /> : null}
        </div>
        <TicketAside {...{ reader, shown, mayWrite }} />
      </div>
    </Layout>
  );
}

const noSubject = { de: "(ohne Betreff)", en: "(no subject)" };

/** Somebody wrote meanwhile: what was typed waits below, unsent. */
function Crossed({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <div class="notice" role="alert">
      <p>
        {say({
          de: "Ihre Antwort wurde nicht gesendet: während Sie schrieben, kam etwas Neues dazu. Lesen Sie es; Ihr Text steht unverändert darunter.",
          en: "Your reply was not sent: something new came while you were writing. Read it; your text stands below, unchanged.",
        })}
      </p>
      <p>
        <a href="#reply">{say({ de: "Zu Ihrem Text", en: "To your text" })}</a>
      </p>
    </div>
  );
}

/** Messages and what happened between them, by time. */
function Thread({ reader, shown: { ticket, messages, events } }: Pick<TicketProps, "reader" | "shown">): JSX.Element {
  const entries = [
    ...messages.map((message) => ({ at: message.at, order: 1, message, event: null })),
    ...events.map((event) => ({ at: event.at, order: 2, message: null, event })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.order - b.order));
  return (
    <>
      {entries.map(({ message, event }) =>
        message ? (
          <Letter reader={reader} ticketId={ticket.id} message={message} />
        ) : (
          <p class="event" safe>
            {`${event.text} · ${formatMoment(event.at, reader.company.time_zone)}`}
          </p>
        ),
      )}
    </>
  );
}
