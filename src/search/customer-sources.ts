import { findCustomers } from "#src/inbox/customer-list-store.ts";
import { readersMailboxes, wordsIn } from "#src/inbox/customer-page.ts";
import { fewest, type Source } from "./found.ts";

/** People who wrote to a mailbox of the reader's. */
export const customers: Source = ({ db, reader, query }) => {
  const mailboxes = readersMailboxes(db, reader).map(({ id }) => id);
  const found = findCustomers(db, wordsIn(query), mailboxes, 50);
  const hits = found.slice(0, fewest).map(({ id, name, address, tickets }) => ({
    title: name || address,
    href: `/inbox/customers/${id}`,
    note: ticketsIn(tickets)[reader.language],
    snippet: name === "" ? "" : address,
  }));
  const href = `/inbox/customers?q=${encodeURIComponent(query)}`;
  return {
    heading: { de: "Kundschaft", en: "Customers" },
    hits,
    more: { count: found.length - hits.length, href },
  };
};

const ticketsIn = (n: number) => ({
  de: n === 1 ? "1 Anfrage" : `${n} Anfragen`,
  en: n === 1 ? "1 ticket" : `${n} tickets`,
});
