import type { Database } from "bun:sqlite";
import type { Address } from "#src/mail/message.ts";
import { type CustomerRow, findCustomerAt, insertAddress, insertCustomer, renameAddress } from "./customer-store.ts";

/** Who has this address; somebody new where nobody has it yet. Null without an address. */
export function customerFor(db: Database, { name, address }: Address, at: string): CustomerRow | null {
  if (address === "") return null;
  const known = findCustomerAt(db, address);
  if (known) {
    renameAddress(db, known.id, address, name);
    return known;
  }
  const id = insertCustomer(db, name, at);
  insertAddress(db, id, address, name);
  return { id, name, note: "", blocked_at: null, created_at: at, merged_into: null };
}

/** Whoever we wrote to first is known by their address alone, until they answer with their name. */
export function learnName(db: Database, { name, address }: Address): void {
  const known = address === "" ? null : findCustomerAt(db, address);
  if (known) renameAddress(db, known.id, address, name);
}
