import type { Database } from "bun:sqlite";
import { randomBytes } from "node:crypto";
import { domainToASCII } from "node:url";
import { mailIdentity } from "./identity-store.ts";

/** What an id or an address says: whose ticket, that somebody made it up, or that it is none of ours. */
export type OwnId = { ticket_id: number } | "forged" | null;

/** A Message-ID, without <>, that says which ticket it belongs to and proves that it is from here: an answer finds its way by it. */
export function messageIdFor(db: Database, { ticket_id, domain }: { ticket_id: number; domain: string }): string {
  const salt = randomBytes(8).toString("hex");
  return `t-${ticket_id}-${salt}-${macOf(db, `id:${ticket_id}:${salt}`)}@${asciiDomain(domain)}`;
}

/** What stands before the @ in the Message-ID of the program's own mail. The same key gives the same, so that nothing is told twice. */
export function noticeLocalPart(db: Database, key: string): string {
  return `n-${macOf(db, `notice:${key}`, 32)}`;
}

/** Rule M2. Servers may change the case of an id, and what stands behind the @. */
export function readOurId(db: Database, id: string): OwnId {
  const found = /^t-(\d{1,15})-([0-9a-f]{16})-([0-9a-f]{16})@/i.exec(id);
  return found ? proven(db, found[1]!, `id:${found[1]}:${found[2]!.toLowerCase()}`, found[3]!) : null;
}

/** Rule M1: `support+t-12-…@example.ch`, to where answers come back. It is the ticket's, also when that moves to another mailbox. */
export function replyAddressFor(db: Database, { ticket_id, address }: { ticket_id: number; address: string }): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}+t-${ticket_id}-${macOf(db, `to:${ticket_id}`)}${address.slice(at)}`;
}

export function readReplyAddress(db: Database, address: string): OwnId {
  const found = /\+t-(\d{1,15})-([0-9a-f]{16})@/i.exec(address);
  return found ? proven(db, found[1]!, `to:${found[1]}`, found[2]!) : null;
}

/** An address as it may stand in a list of what was sent: recognisable to us, unreadable to others. */
export function addressDigest(db: Database, address: string): string {
  return macOf(db, `address:${address.toLowerCase()}`, 32);
}

function proven(db: Database, ticket: string, text: string, mac: string): OwnId {
  return macOf(db, text) === mac.toLowerCase() ? { ticket_id: Number(ticket) } : "forged";
}

function macOf(db: Database, text: string, length = 16): string {
  return new Bun.CryptoHasher("sha256", mailIdentity(db).mac_key).update(text).digest("hex").slice(0, length);
}

export function asciiDomain(domain: string): string {
  return domainToASCII(domain) || "aktion.invalid";
}
