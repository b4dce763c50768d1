import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { isKnownTo } from "./customer-list-store.ts";
import {
  allTicketsOf,
  insertCustomerMerge,
  markMergeUndone,
  moveAddresses,
  moveTicketsOf,
  setCustomerMergedInto,
  standingCustomerMerge,
  ticketsBegunFrom,
} from "./customer-merge-store.ts";
import {
  addressesOf,
  type CustomerRow,
  findCustomer,
  findCustomerAt,
  insertAddress,
  insertCustomer,
  setBlocked,
  setNamed,
} from "./customer-store.ts";
import { listMailboxes, mailboxesOf, mailboxesOfToken } from "./mailbox-store.ts";

/** The mailboxes whose mail `by` may read, as in `Done`. */
export function mailboxIdsFor(db: Database, by: string): number[] {
  const [kind, id] = by.split(":");
  const all =
    kind === "person" ? mailboxesOf(db, Number(id)) : kind === "token" ? mailboxesOfToken(db, Number(id)) : null;
  return (all ?? listMailboxes(db)).map((one) => one.id);
}

/** The person that somebody works on. Whoever wrote only to mailboxes of others is not there for them. */
export function knownCustomer(db: Database, customerId: number, by: string): CustomerRow {
  const customer = findCustomer(db, customerId);
  if (customer === null || !isKnownTo(db, customerId, mailboxIdsFor(db, by))) throw new Problem("not-found", nobody);
  return customer;
}

/** Somebody who has not written yet, or only as one of many: so that they can be given a note, or be erased. */
export function addCustomer(db: Database, { name, address }: { name: string; address: string }, done: Done): number {
  return db
    .transaction(() => {
      if (mailboxIdsFor(db, done.by).length === 0) throw new Problem("not-found", nobody);
      refuseTaken(db, address);
      const id = insertCustomer(db, name, done.at.toISOString());
      insertAddress(db, id, address, name);
      tellOf(db, id, "customer.added", done);
      return id;
    })
    .immediate();
}

export function changeCustomer(
  db: Database,
  id: number,
  { name, note }: { name: string; note: string },
  done: Done,
): void {
  db.transaction(() => {
    knownCustomer(db, id, done.by);
    if (setNamed(db, id, name, note)) tellOf(db, id, "customer.changed", done);
  }).immediate();
}

export function addAddress(db: Database, id: number, address: string, done: Done): void {
  db.transaction(() => {
    knownCustomer(db, id, done.by);
    refuseTaken(db, address);
    insertAddress(db, id, address, "");
    tellOf(db, id, "customer.address-added", done);
  }).immediate();
}

/** Makes an address a person of its own again, with the tickets that began with it. Gives that person. */
export function partAddress(db: Database, id: number, address: string, done: Done): number {
  return db
    .transaction(() => {
      knownCustomer(db, id, done.by);
      const all = addressesOf(db, id);
      const one = all.find((each) => each.address === address);
      if (one === undefined) throw new Problem("not-found", noAddress);
      if (all.length === 1) throw new Problem("conflict", onlyAddress);
      const tickets = ticketsBegunFrom(db, id, address);
      const parted = insertCustomer(db, one.name, done.at.toISOString());
      moveAddresses(db, id, parted, [address]);
      moveTicketsOf(db, id, parted, tickets);
      for (const each of [id, parted]) tellOf(db, each, "customer.parted", done);
      return parted;
    })
    .immediate();
}

/** Two that are one: addresses and tickets of the first become the second's. The second's name and note stay; empty ones are filled. */
export function mergeCustomers(db: Database, fromId: number, intoId: number, done: Done): void {
  db.transaction(() => {
    const [from, into] = [knownCustomer(db, fromId, done.by), knownCustomer(db, intoId, done.by)];
    if (fromId === intoId) throw new Problem("invalid", samePerson);
    if (from.merged_into !== null || into.merged_into !== null) throw new Problem("conflict", mergedAlready);
    const addresses = addressesOf(db, fromId).map(({ address }) => address);
    const tickets = allTicketsOf(db, fromId);
    insertCustomerMerge(db, {
      from_id: fromId,
      into_id: intoId,
      addresses: JSON.stringify(addresses),
      tickets: JSON.stringify(tickets),
      by: done.by,
      at: done.at.toISOString(),
    });
    moveAddresses(db, fromId, intoId, addresses);
    moveTicketsOf(db, fromId, intoId, tickets);
    setNamed(db, intoId, into.name || from.name, into.note || from.note);
    if (from.blocked_at !== null) setBlocked(db, intoId, from.blocked_at);
    setCustomerMergedInto(db, fromId, intoId);
    tellOf(db, intoId, "customer.merged", done);
  }).immediate();
}

/** Takes out again what went in, as far as it is still there. Gives the person that is back. */
export function undoCustomerMerge(db: Database, fromId: number, done: Done): number {
  return db
    .transaction(() => {
      const merge = standingCustomerMerge(db, fromId);
      if (merge === null || findCustomer(db, fromId)?.merged_into == null) throw new Problem("conflict", notMerged);
      knownCustomer(db, merge.into_id, done.by);
      moveAddresses(db, merge.into_id, fromId, JSON.parse(merge.addresses) as string[]);
      moveTicketsOf(db, merge.into_id, fromId, JSON.parse(merge.tickets) as number[]);
      setCustomerMergedInto(db, fromId, null);
      markMergeUndone(db, merge.id, done.at.toISOString());
      tellOf(db, merge.into_id, "customer.merge-undone", done);
      return fromId;
    })
    .immediate();
}

/** What somebody writes from now on is stored and goes to spam; nobody is told, nothing is answered, nothing is lost. */
export function blockCustomer(db: Database, customerId: number, done: Done): void {
  changeBlock(db, customerId, done.at.toISOString(), isBlocked, done);
}

export function unblockCustomer(db: Database, customerId: number, done: Done): void {
  changeBlock(db, customerId, null, isNotBlocked, done);
}

function changeBlock(
  db: Database,
  id: number,
  at: string | null,
  already: { de: string; en: string },
  done: Done,
): void {
  db.transaction(() => {
    knownCustomer(db, id, done.by);
    if (!setBlocked(db, id, at)) throw new Problem("conflict", already);
    tellOf(db, id, at === null ? "customer.unblocked" : "customer.blocked", done);
  }).immediate();
}

function refuseTaken(db: Database, address: string): void {
  const other = findCustomerAt(db, address);
  if (other === null) return;
  throw new Problem("conflict", {
    de: `Diese Adresse gehört schon zu Person ${other.id}. Führen Sie die beiden zusammen.`,
    en: `This address belongs to person ${other.id} already. Merge the two.`,
  });
}

/** Who did what to whom, without a word of theirs. */
function tellOf(db: Database, id: number, what: string, { by, at }: Done): void {
  noteActivity(db, { what, about: `customer:${id}`, by, at });
}

const nobody = { de: "Diese Person gibt es nicht.", en: "That person does not exist." };
const noAddress = { de: "Diese Adresse gehört nicht zu dieser Person.", en: "That address is not this person's." };
const onlyAddress = {
  de: "Das ist ihre einzige Adresse; abtrennen lässt sich nur eine von mehreren.",
  en: "It is their only address; only one of several can be parted.",
};
const samePerson = { de: "Das ist dieselbe Person.", en: "That is the same person." };
const mergedAlready = {
  de: "Eine der beiden ist schon in einer anderen Person enthalten.",
  en: "One of the two is part of another person already.",
};
const notMerged = {
  de: "Diese Person ist in keiner anderen enthalten.",
  en: "This person is part of no other.",
};
const isBlocked = { de: "Diese Person ist schon gesperrt.", en: "This person is blocked already." };
const isNotBlocked = { de: "Diese Person ist nicht gesperrt.", en: "This person is not blocked." };
