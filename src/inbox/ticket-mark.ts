import type { Database } from "bun:sqlite";
import { mailIdentity } from "./identity-store.ts";

const shape = /\bK-(\d{1,15})\.([0-9a-f]{12})\b/i;

/** Stands below what we send, so that an answer whose headers were rewritten still finds its ticket: rule M5. */
export function markFor(db: Database, ticketId: number): string {
  return `K-${ticketId}.${macOf(db, ticketId)}`;
}

/**
 * The topmost mark in a text or its HTML. Deeper ones stand in older quotes and may name other tickets. Looks at the beginning of very
 * long texts only.
 */
export function readMark(db: Database, text: string): { found: string; ticket_id: number } | { forged: string } | null {
  const found = shape.exec(text.length > mostSearched ? text.slice(0, mostSearched) : text);
  if (!found) return null;
  const ticketId = Number(found[1]);
  const ours = macOf(db, ticketId) === found[2]!.toLowerCase();
  return ours ? { found: found[0], ticket_id: ticketId } : { forged: found[0] };
}

const mostSearched = 1_000_000;

function macOf(db: Database, ticketId: number): string {
  const hasher = new Bun.CryptoHasher("sha256", mailIdentity(db).mac_key);
  return hasher.update(`mark:${ticketId}`).digest("hex").slice(0, 12);
}
