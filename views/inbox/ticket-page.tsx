import { inboxAddress, ticketAddress } from "#src/inbox/inbox-query.ts";
import { ticketKeys } from "#src/inbox/keys.ts";
import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import { viewWords } from "#src/inbox/ticket-view.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { formatMoment } from "#views/ui/moment.tsx";
import { BulkFlash } from "./bulk-bar.tsx";
import { ConfirmationLink } from "./confirmation-link.tsx";
import { Letter } from "./letter.tsx";
import { NoteSection } from "./note-form.tsx";
import { ReplySection, type ReplyShown } from "./reply-form.tsx";
import { SentFlash } from "./sent-flash.tsx";
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
          <a href={`${inboxAddress(shown.list)}#t-${ticket.id}`} data-key={ticketKeys.back} safe>
            {listName(reader, shown)}
          </a>
          <span safe>{tell({ de: ` · Nr. ${ticket.id}`, en: ` · No. ${ticket.id}` })}</span>
          <Beside {...{ reader, shown }} />
        </p>
        <h1 dir="auto" safe>
          {title}
        </h1>
        <p class="presence" role="status" data-present={String(ticket.id)} safe>
          {shown.present}
        </p>
        <TicketNews reader={reader} />
      </div>
      <BulkFlash reader={reader} done={shown.done} />
      <SentFlash reader={reader} sent={shown.sent?.ticket_id === ticket.id ? null : shown.sent} />
      {reply.crossed ? <Crossed reader={reader} /> : null}
      <div class="aside ticket" data-ticket={String(ticket.id)}>
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

/** What others do meanwhile, said to whoever listens instead of looking; and when there is nothing here to go on with. */
function TicketNews({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <p id="ticket-news" role="status" class="hidden"></p>
      <p id="ticket-gone" class="notice" hidden>
        {say({
          de: "Diese Anfrage ist nicht mehr hier: sie wurde verschoben oder zusammengeführt. Was Sie geschrieben haben, liegt als Entwurf.",
          en: "This ticket is no longer here: it was moved or merged. What you wrote is kept as a draft.",
        })}
      </p>
    </>
  );
}

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

function listName(reader: Reader, { list: { q, tag, view } }: ShownTicket): string {
  if (q !== "") return tellIn(reader.language)({ de: `«${q}»`, en: `"${q}"` });
  if (tag !== null) return tag;
  return `${tellIn(reader.language)({ de: "Anfragen", en: "Inbox" })}: ${viewWords[view][reader.language]}`;
}

/** The tickets before and after it in its list. */
function Beside({ reader, shown: { list, neighbours } }: Pick<TicketProps, "reader" | "shown">): JSX.Element {
  const say = sayIn(reader.language);
  const { previous, next } = neighbours;
  return (
    <span class="beside">
      {previous === null ? null : (
        <a href={ticketAddress(previous, list)} rel="prev" data-key={ticketKeys.previous}>
          {say({ de: "vorherige", en: "previous" })}
        </a>
      )}
      {next === null ? null : (
        <a href={ticketAddress(next, list)} rel="next" data-key={ticketKeys.next}>
          {say({ de: "nächste", en: "next" })}
        </a>
      )}
    </span>
  );
}

/** Messages and what happened between them, by time. */
function Thread({ reader, shown }: Pick<TicketProps, "reader" | "shown">): JSX.Element {
  const { ticket, messages, events, subjects, sent } = shown;
  const confirms = may(reader, "member") && subjects.some(({ kind }) => kind === "system");
  const entries = [
    ...messages.map((message) => ({ at: message.at, order: 1, message, event: null })),
    ...events.map((event) => ({ at: event.at, order: 2, message: null, event })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.order - b.order));
  return (
    <>
      {entries.map(({ message, event }) =>
        message ? (
          <>
            <Letter
              reader={reader}
              ticketId={ticket.id}
              message={message}
              isLastSent={sent?.message_id === message.id}
            />
            {confirms ? <ConfirmationLink reader={reader} ticketId={ticket.id} message={message} /> : null}
          </>
        ) : (
          <p class="event" id={`e-${event.id}`}>
            <span safe>{`${event.text} · ${formatMoment(event.at, reader.company.time_zone)}`}</span>
            {event.bulk === null ? null : (
              <>
                {" · "}
                <a href={`/inbox/bulk/${event.bulk}`}>
                  {sayIn(reader.language)({
                    de: "mit anderen zusammen: rückgängig?",
                    en: "together with others: undo?",
                  })}
                </a>
              </>
            )}
          </p>
        ),
      )}
    </>
  );
}
