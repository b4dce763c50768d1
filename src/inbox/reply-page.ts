import type { Database } from "bun:sqlite";
import type { Fields } from "#src/http/form.ts";
import type { ReplyShown } from "#views/inbox/reply-form.tsx";
import { typedAddresses } from "./address-list.ts";
import { isOurs } from "./author.ts";
import { addressesOf } from "./customer-store.ts";
import { type Draft, findDraft } from "./draft-store.ts";
import type { Seen } from "./looking.ts";
import type { MessageRow } from "./message.ts";
import { findMessage, messagesOf, newestMailOf } from "./message-store.ts";
import { recipientsOf } from "./recipients.ts";
import { savedRepliesFor } from "./saved-reply-store.ts";
import type { TicketRow } from "./ticket.ts";

/** `answer`: the message that was chosen to be answered; null: the newest. */
type Asked = { person_id: number; toAll: boolean; answer: number | null };

/** What a refused answer comes back with. */
export type Refused = { values: Fields; errors: Fields; newcomers?: readonly string[]; crossed?: boolean };

/** The answer as its form shows it: what was refused, else the draft, else a proposal. */
export function replyShown(db: Database, { ticket }: Seen, asked: Asked, refused: Refused | null): ReplyShown {
  const { person_id, toAll, answer } = asked;
  const draft = draftAt(db, person_id, ticket.id);
  const chosen = answer ?? numberIn(refused?.values ?? draft?.fields);
  const answered = answeredBy(db, ticket, chosen);
  const ours = (address: string) => isOurs(db, address);
  const all = answered ? recipientsOf(answered, "all", ours) : { to: [], cc: [] };
  const fresh: Fields = { to: typedAddresses(all.to), cc: toAll ? typedAddresses(all.cc) : "" };
  const values = refused?.values ?? { ...fresh, ...draft?.fields, ...(answer === null ? {} : fresh) };
  return {
    values: { ...values, last_message_id: String(ticket.last_message_id ?? 0), answering: String(chosen ?? "") },
    errors: refused?.errors ?? {},
    files: draft?.files ?? [],
    kept_at: refused || !draft ? null : draft.updated_at,
    ...asides(refused),
    others: draft || refused ? 0 : all.cc.length,
    toAll,
    third: thirdParty(db, ticket, answered),
    saved: savedRepliesFor(db, [ticket.mailbox_id]),
  };
}

function asides(refused: Refused | null): Pick<ReplyShown, "newcomers" | "crossed"> {
  return { newcomers: refused?.newcomers ?? [], crossed: refused?.crossed ?? false };
}

/** A forward that was taken back waits on its own page. */
function draftAt(db: Database, person_id: number, ticket_id: number): Draft | null {
  const draft = findDraft(db, { person_id, ticket_id });
  return draft?.fields["forward"] === undefined ? draft : null;
}

function numberIn(fields: Fields | undefined): number | null {
  const typed = fields?.["answering"] ?? "";
  return /^\d{1,12}$/.test(typed) ? Number(typed) : null;
}

function answeredBy(db: Database, ticket: TicketRow, id: number | null): MessageRow | null {
  const chosen = id === null ? null : findMessage(db, id);
  return chosen?.ticket_id === ticket.id && chosen.kind !== "note" ? chosen : newestMailOf(db, ticket.id);
}

/** Where the answer would go to somebody who is not the customer: who that is, and the customer's own newest mail. */
function thirdParty(db: Database, { id, customer_id }: TicketRow, answered: MessageRow | null): ReplyShown["third"] {
  if (answered?.kind !== "in" || customer_id === null) return null;
  const own = new Set(addressesOf(db, customer_id).map(({ address }) => address));
  if (own.has(answered.from_address)) return null;
  const theirs = messagesOf(db, id).findLast(({ kind, from_address }) => kind === "in" && own.has(from_address));
  return theirs ? { who: answered.from_name || answered.from_address, instead: theirs.id } : null;
}
