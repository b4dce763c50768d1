import type { Fields } from "#src/http/form.ts";
import { shortAge } from "#src/inbox/age.ts";
import type { CustomerShown } from "#src/inbox/customer-page.ts";
import { stateWords, type TicketState } from "#src/inbox/ticket.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { formatMoment } from "#views/ui/moment.tsx";
import { CustomerAside } from "./customer-aside.tsx";

export type Mistaken = { form: "named" | "address" | "merge"; values: Fields; errors: Fields };
type Props = { reader: Reader; shown: CustomerShown; mistaken: Mistaken | null };

/** Somebody who writes in: their tickets, and beside them who they are and what can be done. */
export function CustomerPage({ reader, shown, mistaken }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const title = nameOf(shown) || say({ de: "Ohne Namen", en: "Without a name" });
  return (
    <Layout title={title} reader={reader} current="inbox">
      <div class="lead ticket-lead">
        <p>
          <a href="/inbox/customers" data-key="u">
            {say({ de: "Kundschaft", en: "Customers" })}
          </a>
          <span safe>{` · ${say({ de: "Nr.", en: "No." })} ${shown.customer.id}`}</span>
        </p>
        <h1 dir="auto" safe>
          {title}
        </h1>
        <p class={shown.customer.blocked_at ? "red" : "soft"} safe>
          {summary(reader, shown)}
        </p>
      </div>
      <div class="aside ticket">
        <div>
          <section id="tickets">
            <header>
              <h2>{say({ de: "Anfragen", en: "Tickets" })}</h2>
            </header>
            <Tickets {...{ reader, shown }} />
          </section>
        </div>
        <CustomerAside {...{ reader, shown, mistaken }} mayWrite={may(reader, "member")} />
      </div>
    </Layout>
  );
}

function nameOf({ customer, addresses }: Pick<CustomerShown, "customer" | "addresses">): string {
  return customer.name || addresses[0]?.address || "";
}

function summary(reader: Reader, { customer, totals }: CustomerShown): string {
  const tell = tellIn(reader.language);
  const day = (at: string) => formatMoment(at, reader.company.time_zone).split(",")[0]!;
  const { tickets, open, since } = totals;
  if (customer.blocked_at !== null)
    return tell({
      de: `Gesperrt seit ${day(customer.blocked_at)}. Was kommt, wird aufbewahrt und liegt unter Spam; niemand wird benachrichtigt.`,
      en: `Blocked since ${day(customer.blocked_at)}. What comes is kept and lies under spam; nobody is told.`,
    });
  if (since === null) return tell({ de: "Hat noch keine Anfrage eröffnet.", en: "Has not opened a ticket yet." });
  return tell({
    de: `Schreibt seit dem ${day(since)}: ${tickets === 1 ? "eine Anfrage" : `${tickets} Anfragen`}, ${open === 0 ? "keine offen" : `${open} offen`}.`,
    en: `Has written since ${day(since)}: ${tickets === 1 ? "one ticket" : `${tickets} tickets`}, ${open === 0 ? "none open" : `${open} open`}.`,
  });
}

function Tickets({ reader, shown }: Omit<Props, "mistaken">): JSX.Element {
  const say = sayIn(reader.language);
  const { tickets, mailboxes, next, customer } = shown;
  if (tickets.length === 0)
    return <p class="soft">{say({ de: "Keine Anfrage in Ihren Postfächern.", en: "No ticket in your mailboxes." })}</p>;
  const several = mailboxes.size > 1;
  return (
    <>
      <table class="stack people-list">
        <thead>
          <tr>
            <th scope="col">{say({ de: "Betreff", en: "Subject" })}</th>
            {several ? <th scope="col">{say({ de: "Postfach", en: "Mailbox" })}</th> : null}
            <th scope="col">{say({ de: "Status", en: "State" })}</th>
            <th scope="col" class="num">
              {say({ de: "zuletzt", en: "last" })}
            </th>
          </tr>
        </thead>
        <tbody>
          {tickets.map((ticket) => (
            <tr>
              <td class="name" dir="auto">
                <a href={`/inbox/${ticket.id}`} safe>
                  {ticket.subject || say({ de: "(ohne Betreff)", en: "(no subject)" })}
                </a>
                <small safe>{`Nr. ${ticket.id}`}</small>
              </td>
              {several ? <td safe>{mailboxes.get(ticket.mailbox_id) ?? ""}</td> : null}
              <td safe>{stateWords[ticket.state as TicketState][reader.language]}</td>
              <td class="num" data-label={say({ de: "zuletzt", en: "last" })}>
                <time datetime={ticket.last_at} safe>
                  {shortAge(ticket.last_at, reader.now, reader.language)}
                </time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {next ? (
        <p class="links more">
          <a href={`/inbox/customers/${customer.id}?after=${encodeURIComponent(next)}`} rel="next">
            {say({ de: "Weitere", en: "More" })}
          </a>
        </p>
      ) : null}
    </>
  );
}
