import { isLongAgo, shortAge } from "#src/inbox/age.ts";
import type { InboxShown } from "#src/inbox/inbox-page.ts";
import { type InboxQuery, ticketAddress } from "#src/inbox/inbox-query.ts";
import { timeLeft } from "#src/inbox/privacy-request.ts";
import type { Piece } from "#src/inbox/snippet.ts";
import { stateWords, type TicketState } from "#src/inbox/ticket.ts";
import type { ListedTicket } from "#src/inbox/ticket-view.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { daysBetween } from "#src/when.ts";
import { formatMoment } from "#views/ui/moment.tsx";

type Props = { reader: Reader; shown: InboxShown };

export function TicketList({
  reader,
  shown: { tickets, mailboxes, query, found, tagged, tags, bulk, present },
}: Props): JSX.Element {
  const names = new Map(mailboxes.map(({ id, name }) => [id, name]));
  const several = mailboxes.length > 1;
  const picks = may(reader, "member");
  return (
    <ul
      id="tickets"
      class={`tickets plain${several ? " several" : ""}${picks ? " picks" : ""}${found ? " found" : ""}`}
    >
      {tickets.map((ticket) => (
        <TicketLine
          {...{ reader, ticket, query, picks }}
          isPicked={bulk.selected === "all" || bulk.selected.has(ticket.id)}
          tags={tags.get(ticket.id) ?? []}
          showsState={found !== null || tagged !== null}
          mailbox={several ? (names.get(ticket.mailbox_id) ?? "") : null}
          snippet={found?.snippets.get(ticket.id) ?? null}
          present={present.get(ticket.id) ?? ""}
        />
      ))}
    </ul>
  );
}

type LineProps = {
  reader: Reader;
  ticket: ListedTicket;
  query: InboxQuery;
  mailbox: string | null;
  snippet: readonly Piece[] | null;
  picks: boolean;
  isPicked: boolean;
  tags: readonly string[];
  /** In a list of any state each says its own. */
  showsState: boolean;
  present: string;
};

function TicketLine(props: LineProps): JSX.Element {
  const { reader, ticket, query, mailbox, snippet, picks, isPicked, tags, showsState, present } = props;
  const say = sayIn(reader.language);
  const waits = ticket.waiting_since !== null && ticket.state === "open";
  return (
    <li id={`t-${ticket.id}`} class={waits ? "unread" : undefined}>
      {picks ? (
        <label class="picker">
          <input
            type="checkbox"
            name="ticket"
            value={String(ticket.id)}
            checked={isPicked}
            aria-label={pickWords(reader, ticket)}
          />
        </label>
      ) : null}
      <span class="who" dir="auto" safe>
        {ticket.who || say({ de: "Unbekannt", en: "Unknown" })}
      </span>
      <p dir="auto">
        <a href={ticketAddress(ticket.id, query)} safe>
          {ticket.subject || say({ de: "(ohne Betreff)", en: "(no subject)" })}
        </a>{" "}
        {ticket.due_on ? (
          <b class={daysBetween(reader.today, ticket.due_on) <= 7 ? "red" : undefined} safe>
            {timeLeft(ticket.due_on, reader.today)[reader.language]}
          </b>
        ) : null}{" "}
        {tags.map((tag) => (
          <>
            <span class="tag" dir="auto" safe>
              {tag}
            </span>{" "}
          </>
        ))}
        {showsState ? (
          <span class="soft" safe>
            {`${stateWords[ticket.state as TicketState][reader.language]} · `}
          </span>
        ) : null}
        <span class="presence" data-present={String(ticket.id)} safe>
          {present}
        </span>
        <Excerpt ticket={ticket} snippet={snippet} />
      </p>
      {mailbox === null ? null : (
        <span class="soft box-name" safe>
          {mailbox}
        </span>
      )}
      <span class={`soft whose${ticket.has_trouble ? " red" : ticket.assignee ? "" : " nobody"}`} safe>
        {ticket.has_trouble ? say({ de: "Störung", en: "trouble" }) : (ticket.assignee ?? "–")}
      </span>
      <Clock {...{ reader, ticket, query }} />
    </li>
  );
}

function pickWords({ language }: Reader, { id, subject }: ListedTicket): string {
  return tellIn(language)({ de: `Nr. ${id} auswählen: ${subject}`, en: `Choose no. ${id}: ${subject}` });
}

/** What was found in it; else how it begins. */
function Excerpt({ ticket, snippet }: Pick<LineProps, "ticket" | "snippet">): JSX.Element {
  if (snippet === null)
    return (
      <span class="soft" safe>
        {ticket.preview}
      </span>
    );
  return (
    <span class="soft">
      {snippet.map(({ text, hit }) => (hit ? <mark safe>{text}</mark> : <span safe>{text}</span>))}
    </span>
  );
}

/** How long somebody waits; else when something last happened, or when a ticket comes back. */
function Clock({ reader, ticket, query }: Pick<LineProps, "reader" | "ticket" | "query">): JSX.Element {
  const { now, language, company } = reader;
  const { waiting_since, snoozed_until, last_at } = ticket;
  if (query.view === "snoozed" && snoozed_until)
    return (
      <time datetime={snoozed_until} safe>
        {formatMoment(snoozed_until, company.time_zone).slice(0, 6)}
      </time>
    );
  const since = waiting_since ?? last_at;
  const isRed = waiting_since !== null && ticket.state === "open" && isLongAgo(waiting_since, now);
  return (
    <time datetime={since} class={isRed ? "red" : waiting_since === null ? "soft" : undefined} safe>
      {shortAge(since, now, language)}
    </time>
  );
}
