// Stands in until branch `send` brings `mail-ids.ts` with the same functions.
import type { Database } from "bun:sqlite";
import { mailIdentity } from "./identity-store.ts";

const local = /^t-(\d+)-([0-9a-z]+)-([0-9a-f]{16})@/i;

export function messageIdFor(db: Database, { ticket_id, domain }: { ticket_id: number; domain: string }): string {
  const salt = Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString("hex");
  return `t-${ticket_id}-${salt}-${mac(db, `id:${ticket_id}:${salt}`)}@${domain}`;
}

export type OwnId = { ticket_id: number } | "forged" | null;

export function readOurId(db: Database, id: string): OwnId {
  const found = local.exec(id);
  if (!found) return null;
  return mac(db, `id:${found[1]}:${found[2]}`) === found[3] ? { ticket_id: Number(found[1]) } : "forged";
}

export function replyAddressFor(db: Database, { ticket_id, address }: { ticket_id: number; address: string }): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}+t-${ticket_id}-${mac(db, `to:${ticket_id}`)}${address.slice(at)}`;
}

export function readReplyAddress(db: Database, address: string): OwnId {
  const found = /\+t-(\d+)-([0-9a-f]{16})@/i.exec(address);
  if (!found) return null;
  return mac(db, `to:${found[1]}`) === found[2] ? { ticket_id: Number(found[1]) } : "forged";
}

function mac(db: Database, text: string): string {
  return new Bun.CryptoHasher("sha256", mailIdentity(db).mac_key).update(text).digest("hex").slice(0, 16);
}
