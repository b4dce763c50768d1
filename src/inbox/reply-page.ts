import type { Database } from "bun:sqlite";
import type { Fields } from "#src/http/form.ts";
import type { ReplyShown } from "#views/inbox/reply-form.tsx";
import { typedAddresses } from "./address-list.ts";
import { isOurs } from "./author.ts";
import { findDraft } from "./draft-store.ts";
import type { Seen } from "./looking.ts";
import { newestMailOf } from "./message-store.ts";
import { recipientsOf } from "./recipients.ts";
import { savedRepliesFor } from "./saved-reply-store.ts";

type Asked = { person_id: number; toAll: boolean };

/** What a refused answer comes back with. */
export type Refused = { values: Fields; errors: Fields; newcomers?: readonly string[]; crossed?: boolean };

/** The answer as its form shows it: what was refused, else the draft, else a proposal. */
export function replyShown(db: Database, { ticket }: Seen, asked: Asked, refused: Refused | null): ReplyShown {
  const { person_id, toAll } = asked;
  const answered = newestMailOf(db, ticket.id);
  const ours = (address: string) => isOurs(db, address);
  const all = answered ? recipientsOf(answered, "all", ours) : { to: [], cc: [] };
  const draft = findDraft(db, { person_id, ticket_id: ticket.id });
  const fresh: Fields = { to: typedAddresses(all.to), cc: toAll ? typedAddresses(all.cc) : "" };
  const values = refused?.values ?? { ...fresh, ...draft?.fields };
  return {
    values: { ...values, last_message_id: String(ticket.last_message_id ?? 0) },
    errors: refused?.errors ?? {},
    files: draft?.files ?? [],
    kept_at: refused || !draft ? null : draft.updated_at,
    newcomers: refused?.newcomers ?? [],
    crossed: refused?.crossed ?? false,
    others: draft || refused ? 0 : all.cc.length,
    toAll,
    saved: savedRepliesFor(db, [ticket.mailbox_id]),
  };
}
