import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import {
  type CustomerCursor,
  type CustomerTotals,
  findCustomers,
  isKnownTo,
  type ListedCustomer,
  listCustomers,
  ticketsOfCustomer,
  totalsOf,
} from "./customer-list-store.ts";
import { customerMergesInto } from "./customer-merge-store.ts";
import { addressesOf, type CustomerAddress, type CustomerRow, findCustomer } from "./customer-store.ts";
import { mailboxesOf } from "./mailbox-store.ts";
import { listTicketsById } from "./ticket-list-store.ts";
import type { ListedTicket } from "./ticket-view.ts";

const pageLength = 50;

export type CustomersShown = {
  query: string;
  customers: readonly ListedCustomer[];
  /** Where the list goes on; null at its end. */
  next: string | null;
};

/** The mailboxes that a reader uses, also those that are over: people wrote to them. */
export function readersMailboxes(db: Database, reader: Reader): { id: number; name: string }[] {
  return reader.person === null ? [] : mailboxesOf(db, reader.person.id).map(({ id, name }) => ({ id, name }));
}

export function customersShown(db: Database, typed: { q?: string; after?: string }, reader: Reader): CustomersShown {
  const mailboxes = readersMailboxes(db, reader).map(({ id }) => id);
  const query = (typed.q ?? "").trim().slice(0, 200);
  if (query !== "") return { query, customers: findCustomers(db, wordsIn(query), mailboxes, pageLength), next: null };
  const rows = listCustomers(db, mailboxes, readPlace(typed.after), pageLength + 1);
  const customers = rows.slice(0, pageLength);
  const last = customers.at(-1);
  return { query, customers, next: rows.length > pageLength && last ? writePlace(last) : null };
}

/** An address is one word, whatever stands in it. */
export function wordsIn(query: string): string[] {
  return [...new Set(query.toLowerCase().split(/[\s,;<>"]+/u))].filter((word) => word !== "").slice(0, 8);
}

export type CustomerShown = {
  customer: CustomerRow;
  addresses: readonly CustomerAddress[];
  totals: CustomerTotals;
  tickets: readonly ListedTicket[];
  next: string | null;
  /** The reader's mailboxes, for telling in which a ticket lies where there are several. */
  mailboxes: ReadonlyMap<number, string>;
  /** Who went into this person and can be taken out again. */
  merged: readonly { id: number; name: string; addresses: readonly string[] }[];
};

export function customerShown(db: Database, id: number, reader: Reader, after?: string): CustomerShown {
  const customer = seenCustomer(db, id, reader);
  const mailboxes = new Map(readersMailboxes(db, reader).map((one) => [one.id, one.name]));
  const ids = [...mailboxes.keys()];
  const places = ticketsOfCustomer(db, id, ids, readPlace(after), pageLength + 1);
  const tickets = places.slice(0, pageLength);
  const last = tickets.at(-1);
  return {
    customer,
    addresses: addressesOf(db, id),
    totals: totalsOf(db, id, ids),
    tickets: listTicketsById(
      db,
      tickets.map((one) => one.id),
      ids,
    ),
    next: places.length > pageLength && last ? writePlace(last) : null,
    mailboxes,
    merged: customerMergesInto(db, id).map(({ from_id, name, addresses }) => ({
      id: from_id,
      name,
      addresses: JSON.parse(addresses) as string[],
    })),
  };
}

/** Somebody whom this reader may know of. */
export function seenCustomer(db: Database, id: number, reader: Reader): CustomerRow {
  const customer = findCustomer(db, id);
  const mailboxes = readersMailboxes(db, reader).map((one) => one.id);
  if (customer === null || !isKnownTo(db, id, mailboxes)) throw nobody;
  return customer;
}

/** A few other tickets of a ticket's customer, for its side. */
export function otherTickets(db: Database, ticket: { id: number; customer_id: number | null }, reader: Reader) {
  if (ticket.customer_id === null) return { tickets: [], more: false };
  const ids = readersMailboxes(db, reader).map(({ id }) => id);
  const others = ticketsOfCustomer(db, ticket.customer_id, ids, null, 7).filter(({ id }) => id !== ticket.id);
  const shown = others.slice(0, 5).map(({ id }) => id);
  return { tickets: listTicketsById(db, shown, ids), more: others.length > shown.length };
}

function writePlace({ last_at, id }: CustomerCursor): string {
  return `${last_at}~${id}`;
}

function readPlace(typed: string | undefined): CustomerCursor | null {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~(\d{1,12})$/.exec(typed ?? "");
  return found ? { last_at: found[1]!, id: Number(found[2]) } : null;
}

const nobody = new Problem("not-found", {
  de: "Diese Person gibt es nicht, oder sie schrieb nur an Postfächer, die Sie nicht benutzen.",
  en: "There is no such person, or they wrote only to mailboxes that you do not use.",
});
