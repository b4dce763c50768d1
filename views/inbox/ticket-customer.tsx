import { stateWords, type TicketState } from "#src/inbox/ticket.ts";
import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";

type Props = { reader: Reader; shown: ShownTicket };

/** Whose ticket it is, beside it. */
export function CustomerSection({ reader, shown: { customer, earlier, participants } }: Props): JSX.Element {
  const tell = tellIn(reader.language);
  const { id, name, note, addresses, blocked_at } = customer!;
  const own = new Set(addresses.map(({ address }) => address));
  const others = participants.filter((address) => !own.has(address));
  return (
    <section>
      <header>
        <h2 dir="auto">
          <a href={`/inbox/customers/${id}`} safe>
            {name || addresses[0]?.address || tell({ de: "Unbekannt", en: "Unknown" })}
          </a>
        </h2>
      </header>
      <div class="addresses">
        {addresses.map(({ address, bounced_at }) => (
          <p class={bounced_at ? "red" : undefined} safe>
            {bounced_at ? tell({ de: `${address}, nicht erreichbar`, en: `${address}, not reachable` }) : address}
          </p>
        ))}
        {blocked_at ? (
          <p class="red" safe>
            {tell({ de: "gesperrt: was kommt, ist Spam", en: "blocked: what comes is spam" })}
          </p>
        ) : null}
        {note ? (
          <p class="soft" safe>
            {note}
          </p>
        ) : null}
        {others.length > 0 ? <Others reader={reader} others={others} /> : null}
      </div>
      {earlier.tickets.length > 0 ? <Earlier {...{ reader, earlier }} href={`/inbox/customers/${id}`} /> : null}
    </section>
  );
}

/** What else this person wrote about. */
function Earlier({
  reader,
  earlier,
  href,
}: {
  reader: Reader;
  earlier: ShownTicket["earlier"];
  href: string;
}): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <h3>{say({ de: "andere Anfragen", en: "other tickets" })}</h3>
      <ul class="lines">
        {earlier.tickets.map(({ id, subject, state }) => (
          <li>
            <a href={`/inbox/${id}`} dir="auto" safe>
              {subject || say({ de: "(ohne Betreff)", en: "(no subject)" })}
            </a>
            <span class="soft" safe>
              {stateWords[state as TicketState][reader.language]}
            </span>
          </li>
        ))}
      </ul>
      {earlier.more ? <a href={href}>{say({ de: "Alle", en: "All" })}</a> : null}
    </>
  );
}

/** Of forty people the first few stand there, the others a click away. */
function Others({ reader, others }: { reader: Reader; others: readonly string[] }): JSX.Element {
  const tell = tellIn(reader.language);
  const [first, rest] = [others.slice(0, 4), others.slice(4)];
  const list = (all: readonly string[]) => all.map((address) => <p safe>{address}</p>);
  return (
    <>
      <h3 safe>{tell({ de: "auch dabei", en: "also there" })}</h3>
      {list(first)}
      {rest.length > 0 ? (
        <details>
          <summary safe>{tell({ de: `${rest.length} weitere`, en: `${rest.length} more` })}</summary>
          {list(rest)}
        </details>
      ) : null}
    </>
  );
}
