import { isLongAgo, shortAge } from "#src/inbox/age.ts";
import type { InboxShown } from "#src/inbox/inbox-page.ts";
import { type InboxQuery, ticketAddress } from "#src/inbox/inbox-query.ts";
import type { Piece } from "#src/inbox/snippet.ts";
import type { ListedTicket } from "#src/inbox/ticket-view.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { formatMoment } from "#views/ui/moment.tsx";

type Props = { reader: Reader; shown: InboxShown };

export function TicketList({ reader, shown: { tickets, mailboxes, query, found, present } }: Props): JSX.Element {
  const names = new Map(mailboxes.map(({ id, name }) => [id, name]));
  const several = mailboxes.length > 1;
  return (
    <ul id="tickets" class={`tickets plain${several ? " several" : ""}${found ? " found" : ""}`}>
      {tickets.map((ticket) => (
        <TicketLine
          {...{ reader, ticket, query }}
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
  present: string;
};

function TicketLine({ reader, ticket, query, mailbox, snippet, present }: LineProps): JSX.Element {
  const say = sayIn(reader.language);
  const waits = ticket.waiting_since !== null && ticket.state === "open";
  return (
    <li id={`t-${ticket.id}`} class={waits ? "unread" : undefined}>
      <span class="who" dir="auto" safe>
        {ticket.who || say({ de: "Unbekannt", en: "Unknown" })}
      </span>
      <p dir="auto">
        <a href={ticketAddress(ticket.id, query)} safe>
          {ticket.subject || say({ de: "(ohne Betreff)", en: "(no subject)" })}
        </a>{" "}
        <span class="presence" data-present={String(ticket.id)} safe>
          {present}
        </span>
        <Excerpt ticket={ticket} snippet={snippet} />
      </p>
      {mailbox === null ? null : (
        <span class="soft" safe>
          {mailbox}
        </span>
      )}
      <span class={ticket.has_trouble ? "soft red" : ticket.assignee ? "soft" : "soft nobody"} safe>
        {ticket.has_trouble ? say({ de: "Störung", en: "trouble" }) : (ticket.assignee ?? "–")}
      </span>
      <Clock {...{ reader, ticket, query }} />
    </li>
  );
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
function Clock({ reader, ticket, query }: Omit<LineProps, "mailbox" | "snippet" | "present">): JSX.Element {
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
