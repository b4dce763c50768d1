import type { Address } from "#src/mail/message.ts";
import type { Indexed } from "./index-store.ts";
import { type MessageRow, readAddresses } from "./message.ts";

type Worded = Pick<
  MessageRow,
  "id" | "subject" | "from_name" | "from_address" | "to_addresses" | "cc_addresses" | "bcc_addresses"
>;

/** What is searched of a message, made from nothing but its row, its text and its files: so it can be taken out again. */
export function indexedOf(row: Worded, rest: { body: string; files: readonly string[]; mailbox: number }): Indexed {
  const others = [row.to_addresses, row.cc_addresses, row.bcc_addresses].flatMap(readAddresses);
  return {
    id: row.id,
    subject: row.subject,
    people: [{ name: row.from_name, address: row.from_address }, ...others].map(words).join(" "),
    body: rest.body,
    files: rest.files.join(" "),
    mailbox: rest.mailbox,
  };
}

function words({ name, address }: Address): string {
  return `${name} ${address}`;
}
