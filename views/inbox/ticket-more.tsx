import { ticketKeys } from "#src/inbox/keys.ts";
import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Input, Select } from "#views/ui/field.tsx";
import { PrivacyFolds } from "./ticket-request.tsx";

type Props = { reader: Reader; shown: ShownTicket };

/** What is done more seldom: put off, merge, move. */
export function TicketMore({ reader, shown }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { ticket } = shown;
  return (
    <section>
      <header>
        <h2>{say({ de: "Mehr", en: "More" })}</h2>
      </header>
      {ticket.has_trouble === 1 ? <Trouble {...{ reader, shown }} /> : null}
      <div class="folds more-folds">
        <details class="fold">
          <summary data-key={ticketKeys.snooze}>{say({ de: "Später", en: "Later" })}</summary>
          <Snooze {...{ reader, shown }} />
        </details>
        <details class="fold">
          <summary data-key={ticketKeys.merge}>{say({ de: "Zusammenführen", en: "Merge" })}</summary>
          <form method="post" action={`/inbox/${ticket.id}/merge`} class="pick">
            <Input
              name="into"
              label={say({ de: "mit Nummer", en: "with number" })}
              list="sibling-tickets"
              autocomplete="off"
              required
            />
            <button type="submit" class="plain">
              {say({ de: "Zusammenführen", en: "Merge" })}
            </button>
          </form>
        </details>
        <PrivacyFolds {...{ reader, shown }} />
        {shown.others.length > 0 ? (
          <details class="fold">
            <summary data-key={ticketKeys.move}>{say({ de: "Verschieben", en: "Move" })}</summary>
            <form method="post" action={`/inbox/${ticket.id}/mailbox`} class="pick">
              <Select
                name="mailbox"
                label={say({ de: "in das Postfach", en: "to the mailbox" })}
                options={shown.others.map(({ slug, name }) => ({ value: slug, label: name }))}
              />
              <button type="submit" class="plain">
                {say({ de: "Verschieben", en: "Move" })}
              </button>
            </form>
          </details>
        ) : null}
      </div>
      <datalist id="sibling-tickets">
        {shown.earlier.tickets.map(({ id, subject }) => (
          <option value={String(id)} safe>
            {subject}
          </option>
        ))}
      </datalist>
      <p class="links">
        <a href={`/inbox/${ticket.id}/forward`} data-key={ticketKeys.forward}>
          {say({ de: "Ganze Anfrage weiterleiten", en: "Forward the whole ticket" })}
        </a>
      </p>
      {shown.merged.map((id) => (
        <form method="post" action={`/inbox/${ticket.id}/unmerge`} class="soft">
          <input type="hidden" name="from" value={String(id)} />
          <span safe>{tellIn(reader.language)({ de: `Enthält Nr. ${id}.`, en: `Contains no. ${id}.` })}</span>{" "}
          <button type="submit" class="link">
            {say({ de: "Wieder trennen", en: "Part again" })}
          </button>
        </form>
      ))}
    </section>
  );
}

/** Somebody has seen to what went wrong: the mark in the list goes. */
function Trouble({ reader, shown: { ticket } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <form method="post" action={`/inbox/${ticket.id}/trouble-settled`} class="pick">
      <span class="red">{say({ de: "Hier ging etwas schief.", en: "Something went wrong here." })}</span>
      <button type="submit" class="plain">
        {say({ de: "Ist geklärt", en: "It is settled" })}
      </button>
    </form>
  );
}

function Snooze({ reader, shown: { ticket } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/inbox/${ticket.id}`;
  if (ticket.snoozed_until !== null)
    return (
      <form method="post" action={`${path}/wake`}>
        <button type="submit" class="plain">
          {say({ de: "Jetzt zurückholen", en: "Bring back now" })}
        </button>
      </form>
    );
  return (
    <form method="post" action={`${path}/snooze`} class="pick">
      <button type="submit" name="until" value="tomorrow" class="plain">
        {say({ de: "Morgen", en: "Tomorrow" })}
      </button>
      <button type="submit" name="until" value="monday" class="plain">
        {say({ de: "Montag", en: "Monday" })}
      </button>
      <button type="submit" name="until" value="week" class="plain">
        {say({ de: "In einer Woche", en: "In a week" })}
      </button>
      <input type="date" name="day" aria-label={say({ de: "an einem Tag", en: "on a day" })} />
      <button type="submit" name="until" value="day" class="plain">
        {say({ de: "Bis zu diesem Tag", en: "Until that day" })}
      </button>
    </form>
  );
}
