import { isLongAgo, shortAge } from "#src/inbox/age.ts";
import { ticketKeys } from "#src/inbox/keys.ts";
import { stateWords, ticketStates } from "#src/inbox/ticket.ts";
import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { formatMoment } from "#views/ui/moment.tsx";
import { Following } from "./following.tsx";
import { CustomerSection } from "./ticket-customer.tsx";
import { TicketMore } from "./ticket-more.tsx";
import { RequestSection } from "./ticket-request.tsx";
import { SubjectsSection } from "./ticket-subjects.tsx";
import { TicketTags } from "./ticket-tags.tsx";

type Props = { reader: Reader; shown: ShownTicket; mayWrite: boolean };

/** What is known of a ticket, and what can be done with it. */
export function TicketAside(props: Props): JSX.Element {
  const { reader, shown } = props;
  const say = sayIn(reader.language);
  return (
    <aside>
      <section>
        <header>
          <h2>{say({ de: "Anfrage", en: "Ticket" })}</h2>
        </header>
        <Facts {...props} />
        {props.mayWrite ? <Deeds {...props} /> : null}
      </section>
      {shown.request ? <RequestSection {...props} /> : null}
      {shown.customer ? <CustomerSection {...props} /> : null}
      <SubjectsSection {...props} />
      {shown.links.length > 0 ? <Links {...props} /> : null}
      {props.mayWrite ? <TicketMore {...props} /> : null}
    </aside>
  );
}

function Facts({ reader, shown, mayWrite }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { ticket, mailbox, members } = shown;
  const assignee = members.find(({ id }) => id === ticket.assignee_id);
  return (
    <dl class="facts">
      <dt>{say({ de: "Status", en: "State" })}</dt>
      <dd>
        {mayWrite ? (
          <StateForm {...{ reader, shown }} />
        ) : (
          <span safe>{stateWords[ticket.state][reader.language]}</span>
        )}
      </dd>
      <dt>{say({ de: "zuständig", en: "assigned to" })}</dt>
      <dd>
        {mayWrite ? (
          <AssigneeForm {...{ reader, shown }} />
        ) : (
          <span safe>{assignee?.name ?? say({ de: "niemand", en: "nobody" })}</span>
        )}
      </dd>
      <Following {...{ reader, shown, mayWrite }} />
      <Wait reader={reader} shown={shown} />
      <dt>{say({ de: "Schlagwörter", en: "tags" })}</dt>
      <dd>
        <TicketTags {...{ reader, shown, mayWrite }} />
      </dd>
      <dt>{say({ de: "Postfach", en: "Mailbox" })}</dt>
      <dd safe>{mailbox.name}</dd>
      <dt>{say({ de: "seit", en: "since" })}</dt>
      <dd>
        <time datetime={ticket.created_at} safe>
          {formatMoment(ticket.created_at, reader.company.time_zone)}
        </time>
      </dd>
    </dl>
  );
}

function Wait({ reader, shown: { ticket } }: Omit<Props, "mayWrite">): JSX.Element {
  const say = sayIn(reader.language);
  const { waiting_since, snoozed_until, state } = ticket;
  return (
    <>
      {waiting_since && state === "open" ? (
        <>
          <dt>{say({ de: "wartet", en: "waiting" })}</dt>
          <dd class={isLongAgo(waiting_since, reader.now) ? "red" : undefined} safe>
            {shortAge(waiting_since, reader.now, reader.language)}
          </dd>
        </>
      ) : null}
      {snoozed_until ? (
        <>
          <dt>{say({ de: "später", en: "later" })}</dt>
          <dd safe>{formatMoment(snoozed_until, reader.company.time_zone)}</dd>
        </>
      ) : null}
    </>
  );
}

function StateForm({ reader, shown: { ticket } }: Omit<Props, "mayWrite">): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <form method="post" action={`/inbox/${ticket.id}/state`} class="pick" data-eager>
      <select name="state" aria-label={say({ de: "Status", en: "State" })}>
        {ticketStates.map((state) => (
          <option value={state} selected={state === ticket.state} safe>
            {stateWords[state][reader.language]}
          </option>
        ))}
      </select>
      <ChangeButton reader={reader} />
    </form>
  );
}

/** What most tickets come to, one press away. */
function Deeds({ reader, shown: { ticket } }: Omit<Props, "mayWrite">): JSX.Element {
  const say = sayIn(reader.language);
  const isOver = ticket.state === "closed" || ticket.state === "spam";
  return (
    <form method="post" action={`/inbox/${ticket.id}/state`} class="deeds">
      {isOver ? (
        <button type="submit" name="state" value="open" class="plain" data-key={ticketKeys.close}>
          {say({ de: "Wieder öffnen", en: "Open again" })}
        </button>
      ) : (
        <>
          <button type="submit" name="state" value="closed" class="plain" data-key={ticketKeys.close}>
            {say({ de: "Erledigen", en: "Close" })}
          </button>
          <button type="submit" name="state" value="spam" class="link" data-key={ticketKeys.spam}>
            {say({ de: "Spam", en: "Spam" })}
          </button>
        </>
      )}
    </form>
  );
}

/** With scripts a choice is sent as soon as it is made. */
function ChangeButton({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <noscript>
      <button type="submit" class="plain">
        {say({ de: "Ändern", en: "Change" })}
      </button>
    </noscript>
  );
}

function AssigneeForm({ reader, shown: { ticket, members } }: Omit<Props, "mayWrite">): JSX.Element {
  const say = sayIn(reader.language);
  const mine = reader.person?.id === ticket.assignee_id;
  return (
    <>
      <form method="post" action={`/inbox/${ticket.id}/assignee`} class="pick" data-eager>
        <select name="person" aria-label={say({ de: "zuständig", en: "assigned to" })} data-key={ticketKeys.assign}>
          <option value="">{say({ de: "niemand", en: "nobody" })}</option>
          {members.map(({ id, name }) => (
            <option value={String(id)} selected={id === ticket.assignee_id} safe>
              {name}
            </option>
          ))}
        </select>
        <ChangeButton reader={reader} />
      </form>
      {mine ? null : (
        <form method="post" action={`/inbox/${ticket.id}/assignee`}>
          <input type="hidden" name="person" value={String(reader.person?.id ?? "")} />
          <button type="submit" class="link" data-key={ticketKeys.take}>
            {say({ de: "Ich übernehme", en: "I take it" })}
          </button>
        </form>
      )}
    </>
  );
}

function Links({ reader, shown: { links } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Hängt zusammen mit", en: "Belongs with" })}</h2>
      </header>
      <ul class="lines">
        {links.map(({ ticket_id, subject, state }) => (
          <li>
            <a href={`/inbox/${ticket_id}`} dir="auto" safe>
              {`${ticket_id} ${subject}`}
            </a>
            <span class="soft" safe>
              {stateWords[state][reader.language]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
