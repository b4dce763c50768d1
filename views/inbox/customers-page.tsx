import type { Fields } from "#src/http/form.ts";
import { shortAge } from "#src/inbox/age.ts";
import type { ListedCustomer } from "#src/inbox/customer-list-store.ts";
import type { CustomersShown } from "#src/inbox/customer-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";
import { InboxSections } from "./inbox-sections.tsx";

type Props = { reader: Reader; shown: CustomersShown; mistaken?: { values: Fields; errors: Fields } | undefined };

/** Who writes in: the last one first, or those that were looked for. */
export function CustomersPage({ reader, shown, mistaken }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Kundschaft", en: "Customers" })} reader={reader} current="inbox">
      <div class="lead">
        <h1 safe>{summary(reader, shown)}</h1>
        <InboxSections reader={reader} current="/inbox/customers" />
      </div>
      <section>
        <header class="inbox-bar">
          <h2>{say({ de: "Kundschaft", en: "Customers" })}</h2>
          <form method="get" action="/inbox/customers" class="controls">
            <input
              type="search"
              name="q"
              value={shown.query}
              aria-label={say({ de: "Personen suchen", en: "Search people" })}
              placeholder={say({ de: "Name oder Adresse", en: "Name or address" })}
              data-slash
            />
            <button type="submit" class="link soft">
              {say({ de: "Suchen", en: "Search" })} <kbd>/</kbd>
            </button>
          </form>
        </header>
        {shown.customers.length > 0 ? <List {...{ reader, shown }} /> : null}
        {shown.next ? (
          <p class="links more">
            <a href={`/inbox/customers?after=${encodeURIComponent(shown.next)}`} rel="next">
              {say({ de: "Weitere", en: "More" })}
            </a>
          </p>
        ) : null}
      </section>
      {may(reader, "member") ? <NewCustomer reader={reader} mistaken={mistaken} /> : null}
    </Layout>
  );
}

function summary(reader: Reader, { query, customers, next }: CustomersShown): string {
  const tell = tellIn(reader.language);
  const n = customers.length;
  if (query !== "") {
    if (n === 0) return tell({ de: `Niemand heisst «${query}».`, en: `Nobody is called "${query}".` });
    return tell({
      de: n === 1 ? `Eine Person passt zu «${query}».` : `${n} Personen passen zu «${query}».`,
      en: n === 1 ? `One person fits "${query}".` : `${n} people fit "${query}".`,
    });
  }
  if (n === 0)
    return tell({
      de: "Noch hat niemand geschrieben. Wer eine Anfrage eröffnet, steht dann hier.",
      en: "Nobody has written yet. Whoever opens a ticket will stand here.",
    });
  return tell({
    de: next
      ? "Wer zuletzt schrieb, steht oben."
      : n === 1
        ? "Eine Person hat geschrieben."
        : `${n} Personen haben geschrieben.`,
    en: next
      ? "Whoever wrote last stands at the top."
      : n === 1
        ? "One person has written."
        : `${n} people have written.`,
  });
}

function List({ reader, shown }: Omit<Props, "mistaken">): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <table class="stack people-list">
      <thead>
        <tr>
          <th scope="col">{say({ de: "Person", en: "Person" })}</th>
          <th scope="col" class="num">
            {say({ de: "Anfragen", en: "Tickets" })}
          </th>
          <th scope="col">{say({ de: "Zustand", en: "State" })}</th>
          <th scope="col" class="num">
            {say({ de: "zuletzt", en: "last" })}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.customers.map((customer) => (
          <tr>
            <td class="name" dir="auto">
              <a href={`/inbox/customers/${customer.id}`} safe>
                {customer.name || customer.address}
              </a>
              <small safe>{addressLine(reader, customer)}</small>
            </td>
            <td class="num" data-label={say({ de: "Anfragen", en: "Tickets" })}>
              {customer.tickets}
            </td>
            <td>
              <Condition {...{ reader, customer }} />
            </td>
            <td class="num" data-label={say({ de: "zuletzt", en: "last" })}>
              <time datetime={customer.last_at} safe>
                {shortAge(customer.last_at, reader.now, reader.language)}
              </time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function addressLine(reader: Reader, { name, address, addresses }: ListedCustomer): string {
  const more =
    addresses > 1
      ? tellIn(reader.language)({ de: `und ${addresses - 1} weitere`, en: `and ${addresses - 1} more` })
      : "";
  return [name === "" ? "" : address, more].filter((part) => part !== "").join(" ");
}

function Condition({ reader, customer }: { reader: Reader; customer: ListedCustomer }): JSX.Element {
  const say = sayIn(reader.language);
  if (customer.blocked_at) return <span>{say({ de: "gesperrt", en: "blocked" })}</span>;
  if (customer.bounced) return <span class="red">{say({ de: "nicht erreichbar", en: "not reachable" })}</span>;
  return <span></span>;
}

function NewCustomer({ reader, mistaken }: Pick<Props, "reader" | "mistaken">): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="new">
      <header>
        <h2>{say({ de: "Person erfassen", en: "Add a person" })}</h2>
      </header>
      <form method="post" action="/inbox/customers" class="fields">
        <Input
          name="address"
          label={say({ de: "Mailadresse", en: "Mail address" })}
          autocomplete="off"
          value={mistaken?.values["address"]}
          error={mistaken?.errors["address"]}
          required
        />
        <Input
          name="name"
          label={say({ de: "Name", en: "Name" })}
          autocomplete="off"
          value={mistaken?.values["name"]}
          error={mistaken?.errors["name"]}
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Erfassen", en: "Add" })}</button>
          <span class="soft">
            {say({
              de: "Nötig nur für jemanden, der nie selbst eine Anfrage eröffnet hat und zum Beispiel gelöscht werden will.",
              en: "Needed only for somebody who never opened a ticket and, say, wants to be erased.",
            })}
          </span>
        </div>
      </form>
    </section>
  );
}
