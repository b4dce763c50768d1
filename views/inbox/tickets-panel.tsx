import type { SubjectTicket } from "#src/inbox/subject-store.ts";
import { stateWords } from "#src/inbox/ticket.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";

/** `own`: linked with this very thing, not with a system of it. `about` as the form sends it: `service:chat`. */
type Props = { reader: Reader; tickets: readonly (SubjectTicket & { own: boolean })[]; about: string };

const first = 6;

/** On the page of a service or a system: what people wrote about it. */
export function TicketsPanel({ reader, tickets, about }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const rest = tickets.slice(first);
  return (
    <section id="tickets">
      <header>
        <h2>{say({ de: "Anfragen", en: "Tickets" })}</h2>
      </header>
      {tickets.length === 0 ? <p class="soft">{say({ de: "Noch keine.", en: "None yet." })}</p> : null}
      <Lines {...{ reader, about }} tickets={tickets.slice(0, first)} />
      {rest.length > 0 ? (
        <details>
          <summary safe>{tell({ de: `${rest.length} weitere`, en: `${rest.length} more` })}</summary>
          <Lines {...{ reader, about }} tickets={rest} />
        </details>
      ) : null}
      {may(reader, "member") ? (
        <form method="post" action="/inbox/subjects" class="pick">
          <input type="hidden" name="about" value={about} />
          <input
            name="ticket"
            inputmode="numeric"
            size="6"
            aria-label={say({ de: "Nummer der Anfrage", en: "Ticket number" })}
            placeholder={say({ de: "Nr.", en: "No." })}
          />
          <button type="submit" class="link">
            {say({ de: "Anfrage verknüpfen", en: "link a ticket" })}
          </button>
        </form>
      ) : null}
    </section>
  );
}

function Lines({ reader, tickets, about }: Props): JSX.Element {
  const tell = tellIn(reader.language);
  return (
    <ul class="lines">
      {tickets.map(({ id, subject, state, own }) => (
        <li>
          <a href={`/inbox/${id}`} dir="auto" safe>
            {`${id} ${subject || tell({ de: "(ohne Betreff)", en: "(no subject)" })}`}
          </a>
          <span class="soft" safe>
            {stateWords[state][reader.language]}
          </span>
          {own && may(reader, "member") ? (
            <form method="post" action={`/inbox/${id}/subjects/removal`}>
              <input type="hidden" name="about" value={about} />
              <input type="hidden" name="back" value="register" />
              <button
                type="submit"
                class="link"
                aria-label={tell({ de: `Anfrage ${id} lösen`, en: `unlink ticket ${id}` })}
                safe
              >
                {tell({ de: "lösen", en: "unlink" })}
              </button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
