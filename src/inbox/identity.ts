import type { Database } from "bun:sqlite";
import type { ParsedMail } from "#src/mail/message.ts";
import type { Arrived } from "./arrival.ts";
import { canonicalHashOf } from "./canonical.ts";
import { sameBytesBefore } from "./filing-store.ts";
import { type PlaceOfId, placesOfId } from "./message-store.ts";
import { belongsTo, findTicket } from "./ticket-store.ts";
import { isErased } from "./tombstone.ts";

export type Identity = { raw_sha256: string | null; mail_id: string | null; canonical_hash: string };

/** R3: a mail without an id gets one made of its bytes. */
export function identityOf({ raw_sha256 }: Arrived, parsed: ParsedMail): Identity {
  const made = raw_sha256 === null ? null : `${raw_sha256}@local.invalid`;
  return { raw_sha256, mail_id: parsed.messageId ?? made, canonical_hash: canonicalHashOf(parsed) };
}

export type Known =
  | { outcome: "duplicate"; message_id: number }
  | { outcome: "erased" }
  | { same_id_as: number | null };

/**
 * R1 and R4, each within one mailbox: the same bytes, or the same id with the same content, are one message. The same id with other
 * content is another message, which says of which it bears the id. What was erased stays away.
 */
export function knownAs(db: Database, arrived: Arrived, identity: Identity): Known {
  const before = arrived.raw_sha256 === null ? null : sameBytesBefore(db, arrived);
  if (before?.state === "erased" || isErased(db, identity)) return { outcome: "erased" };
  if (before?.message_id && before.message_id !== arrived.message_id)
    return { outcome: "duplicate", message_id: before.message_id };
  const same = identity.mail_id === null ? [] : placesOfId(db, identity.mail_id);
  const here = same.filter((one) => one.id !== arrived.message_id && isIn(db, one, arrived.mailbox_id));
  const twin = here.find(({ canonical_hash }) => canonical_hash === identity.canonical_hash);
  if (twin) return { outcome: "duplicate", message_id: twin.id };
  return { same_id_as: here[0]?.id ?? null };
}

function isIn(db: Database, { ticket_id }: PlaceOfId, mailboxId: number): boolean {
  const ticket = findTicket(db, ticket_id);
  return ticket !== null && belongsTo(db, ticket, mailboxId);
}
