import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import { countFrom, countTo, hasBeenSent, insertSend } from "./automatic-store.ts";
import { findCustomerAt } from "./customer-store.ts";
import { addressDigest } from "./mail-ids.ts";
import { findMailboxAt } from "./mailbox-store.ts";
import { findSendingTrouble, stopAutomatic } from "./sending-store.ts";

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;
const day_ms = 24 * hour_ms;

/** Rule A4: so many of any kind to one address. */
const ladder = [
  { within_ms: hour_ms, most: 10 },
  { within_ms: day_ms, most: 30 },
];

/** So many from one mailbox within ten minutes are a loop that nothing else has stopped; then none for an hour. */
const breaker = { within_ms: 10 * minute_ms, most: 50, stops_ms: hour_ms };

/** Behind these nobody reads, and what answers is a machine. */
const machines = /^(mailer-?daemon|postmaster|abuse|root|(do-?)?no[-._]?t?[-._]?reply.*|bounces?([-+._=].*)?)@/i;

type Sending = {
  mailbox_id: number;
  address: string;
  ticket_id: number | null;
  /** 'auto-reply', 'survey', … An auto-reply goes once to a person about a ticket, and once a day at all. */
  kind: string;
  at: Date;
};

export type Gate =
  | "send"
  | `held:${"machine" | "own-address" | "blocked" | "stopped" | "ticket" | "day" | "ladder" | "breaker"}`;

/**
 * The one gate for what the program sends by itself in answer to something (rules A3 to A5): says whether it may, and counts it when
 * it may. Call it inside the transaction that queues the mail.
 */
export function gateAutomatic(db: Database, sending: Sending): Gate {
  const held = whyHeld(db, sending);
  if (held !== null) return held;
  const { mailbox_id, ticket_id, kind, at } = sending;
  insertSend(db, { mailbox_id, ticket_id, kind, address: addressDigest(db, sending.address), at: at.toISOString() });
  return "send";
}

function whyHeld(db: Database, sending: Sending): Gate | null {
  return byAddress(db, sending.address.toLowerCase()) ?? byCount(db, sending) ?? byBreaker(db, sending);
}

function byAddress(db: Database, address: string): Gate | null {
  if (machines.test(address) || !address.includes("@")) return "held:machine";
  const plain = address.replace(/\+[^@]*@/, "@");
  if (findMailboxAt(db, address) || findMailboxAt(db, plain)) return "held:own-address";
  return findCustomerAt(db, address)?.blocked_at ? "held:blocked" : null;
}

function byCount(db: Database, { mailbox_id, address, ticket_id, kind, at }: Sending): Gate | null {
  const digest = addressDigest(db, address);
  const since = (ms: number) => new Date(at.getTime() - ms).toISOString();
  if (kind === "auto-reply") {
    const before = hasBeenSent(db, { mailbox_id, address: digest, ticket_id, kind, at: "" }, since(day_ms));
    if (before !== null) return before === "ticket" ? "held:ticket" : "held:day";
  }
  return ladder.some(({ within_ms, most }) => countTo(db, digest, since(within_ms)) >= most) ? "held:ladder" : null;
}

function byBreaker(db: Database, { mailbox_id, at }: Sending): Gate | null {
  const until = findSendingTrouble(db, mailbox_id)?.automatic_until ?? null;
  if (until !== null && until > at.toISOString()) return "held:stopped";
  if (countFrom(db, mailbox_id, new Date(at.getTime() - breaker.within_ms).toISOString()) < breaker.most) return null;
  stopAutomatic(db, mailbox_id, new Date(at.getTime() + breaker.stops_ms).toISOString());
  noteActivity(db, { what: "mailbox.automatic-stopped", about: `mailbox:${mailbox_id}`, by: "aktion", at });
  return "held:breaker";
}
