import type { Database } from "bun:sqlite";
import { removeEvidence } from "#src/deletions/evidence-actions.ts";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import { knownCustomer } from "./customer-actions.ts";
import { allTicketsOf, moveAddresses, moveTicketsOf, setCustomerMergedInto } from "./customer-merge-store.ts";
import {
  addressesOf,
  type CustomerRow,
  findCustomer,
  findCustomerAt,
  insertAddress,
  insertCustomer,
} from "./customer-store.ts";
import { deleteAddresses, everyAddress } from "./erase-traces-store.ts";
import type { Person, Way } from "./erasure.ts";
import type { ListedErasure } from "./erasure-list.ts";
import { countFor, evidenceNaming, namesOf } from "./erasure-preview-store.ts";
import { hasErasure, insertErasure, planOwnTickets, planSharedTickets, runningErasure } from "./erasure-store.ts";
import { insertTombstone } from "./filing-store.ts";
import { isImportingAnywhere } from "./import-store.ts";
import { addressDigest } from "./mail-ids.ts";
import { findAgent } from "./mailbox-store.ts";

type Beginning = {
  way: Way;
  /** What becomes of evidence that holds their mail, and why. */
  evidence: "keep" | "remove";
  reason: string;
};

/**
 * Begins to erase a person; the rest is done in small steps (`erasure-run.ts`). From this moment on nothing new joins their tickets,
 * and what they write is from somebody new. Gives the erasure's number.
 */
export async function beginErasure(
  db: Database,
  customerId: number,
  beginning: Beginning,
  done: Done,
): Promise<number> {
  const customer = knownCustomer(db, customerId, done.by);
  refuse(db, customer);
  const evidence = evidenceNaming(db, personOf(db, customer));
  if (evidence.length > 0 && beginning.reason.trim() === "") throw new Problem("invalid", reasonMissing);
  if (beginning.evidence === "remove") for (const id of evidence) await removeEvidence(db, id, beginning.reason, done);
  const at = done.at.toISOString();
  return db
    .transaction(() => {
      refuse(db, knownCustomer(db, customerId, done.by));
      const uid = crypto.randomUUID();
      const id = planErasure(db, { uid, customer, way: beginning.way, by: done.by, at });
      if (evidence.length > 0 && beginning.evidence === "keep")
        record(db, {
          ...done,
          what: "person.evidence-kept",
          about: `erasure:${id}`,
          facts: { evidence },
          words: { reason: beginning.reason },
          reported_on: todayAt(db, done.at),
        });
      return id;
    })
    .immediate();
}

type Planning = { uid: string; customer: CustomerRow; way: Way; by: string; at: string };

/** Call it inside a transaction. */
function planErasure(db: Database, { uid, customer, way, by, at }: Planning): number {
  const person = personOf(db, customer);
  const id = insertErasure(db, {
    uid,
    way,
    customer_id: customer.id,
    person: JSON.stringify(person),
    digests: JSON.stringify(person.addresses.map((address) => addressDigest(db, address))),
    by,
    begun_at: at,
  });
  planOwnTickets(db, id, customer.id, at);
  planSharedTickets(db, id, person.addresses);
  deleteAddresses(db, customer.id);
  return id;
}

/** Every address and name under which somebody is known. */
export function personOf(db: Database, customer: CustomerRow): Person {
  const addresses = addressesOf(db, customer.id);
  const names = [...namesOf(db, customer.id), ...addresses.map(({ name }) => name)].map((name) => name.trim());
  return {
    addresses: addresses.map(({ address }) => address),
    names: [...new Set(names)].filter((name) => name !== "" && !name.includes("@")),
  };
}

function refuse(db: Database, customer: CustomerRow): void {
  const running = runningErasure(db);
  if (running !== null) throw new Problem("conflict", runsAlready);
  if (customer.merged_into !== null) throw new Problem("conflict", isPart);
  if (isImportingAnywhere(db)) throw new Problem("conflict", importing);
  const held = countFor(db, customer.id).held;
  if (held > 0) throw new Problem("conflict", isHeld(held));
  if (addressesOf(db, customer.id).some(({ address }) => findAgent(db, address))) throw new Problem("conflict", isOurs);
}

const runsAlready = {
  de: "Gerade wird jemand gelöscht. Warten Sie, bis das zu Ende ist.",
  en: "Somebody is being erased right now. Wait until that is over.",
};
const isPart = {
  de: "Diese Person ist in einer anderen enthalten. Löschen Sie jene, oder trennen Sie die beiden zuerst.",
  en: "This person is part of another. Erase that one, or part the two first.",
};
const importing = {
  de: "Ein Postfach wird gerade importiert; seine Datei kann Mails dieser Person enthalten. Warten Sie, bis der Import fertig ist, oder halten Sie ihn an.",
  en: "A mailbox is being imported; its file may hold mail of this person. Wait until the import is done, or stop it.",
};
const isOurs = {
  de: "Eine dieser Adressen gehört einer Person mit Zugang zu Aktion. Sperren Sie diesen Zugang zuerst unter «Personen».",
  en: 'One of these addresses belongs to somebody with access to Aktion. Disable that access under "People" first.',
};
const reasonMissing = {
  de: "Belege von Löschungen enthalten Mails dieser Person. Sagen Sie, warum sie bleiben oder entfernt werden.",
  en: "Evidence of deletions holds mail of this person. Say why it stays or is removed.",
};

function isHeld(count: number) {
  return {
    de: `${count === 1 ? "Eine Anfrage" : `${count} Anfragen`} dieser Person ${count === 1 ? "muss" : "müssen"} aufbewahrt werden. Heben Sie das dort zuerst auf.`,
    en: `${count === 1 ? "A ticket" : `${count} tickets`} of this person must be kept. Lift that there first.`,
  };
}

/**
 * After an older backup was restored: what the list beside the database names and this file does not know is erased again, by the keyed
 * digests of addresses, and mail that was erased since stays away. Gives how many erasures begin.
 */
export function replayErasures(db: Database, listed: readonly ListedErasure[], at: Date): number {
  let begun = 0;
  for (const { uid, way, people, mails } of listed) {
    if (hasErasure(db, uid)) continue;
    db.transaction(() => {
      for (const digest of mails) insertTombstone(db, digest, at.toISOString());
    }).immediate();
    const digests = new Set(people);
    const addresses = everyAddress(db).filter((address) => digests.has(addressDigest(db, address)));
    begun += db.transaction(() => planAgain(db, { uid, way, addresses, at: at.toISOString() })).immediate();
  }
  return begun;
}

type Again = { uid: string; way: Way; addresses: readonly string[]; at: string };

/** All of them are one person. Where nobody is left to erase, the erasure is noted as known. */
function planAgain(db: Database, { uid, way, addresses, at }: Again): number {
  const ids = [...new Set(addresses.flatMap((address) => findCustomerAt(db, address)?.id ?? []))];
  const id = ids[0] ?? insertCustomer(db, "", at);
  for (const other of ids.slice(1)) takeOver(db, other, id);
  for (const address of addresses) if (findCustomerAt(db, address) === null) insertAddress(db, id, address, "");
  planErasure(db, { uid, customer: findCustomer(db, id)!, way, by: "aktion", at });
  return 1;
}

function takeOver(db: Database, from: number, into: number): void {
  moveAddresses(
    db,
    from,
    into,
    addressesOf(db, from).map(({ address }) => address),
  );
  moveTicketsOf(db, from, into, allTicketsOf(db, from));
  setCustomerMergedInto(db, from, into);
}
