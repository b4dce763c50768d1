import type { Database } from "bun:sqlite";
import type { Fields } from "#src/http/form.ts";
import { strippedSubject } from "#src/mail/subject.ts";
import type { ReplyShown } from "#views/inbox/reply-form.tsx";
import { typedAddresses } from "./address-list.ts";
import { isOurs } from "./author.ts";
import { findDraft } from "./draft-store.ts";
import type { Seen } from "./looking.ts";
import { messagesOf } from "./message-store.ts";
import { answeredIn, recipientsOf } from "./recipients.ts";

type Asked = { person_id: number; toAll: boolean };

/** What a refused answer comes back with. */
export type Refused = { values: Fields; errors: Fields; newcomers?: readonly string[]; crossed?: boolean };

/** The answer as its form shows it: what was refused, else the draft, else a proposal. */
export function replyShown(
  db: Database,
  { ticket, mailbox }: Seen,
  { person_id, toAll }: Asked,
  refused: Refused | null,
): ReplyShown {
  const messages = messagesOf(db, ticket.id);
  const answered = answeredIn(messages);
  const ours = (address: string) => isOurs(db, address);
  const all = recipientsOf(answered, true, ours);
  const proposed = recipientsOf(answered, toAll, ours);
  const draft = findDraft(db, { person_id, ticket_id: ticket.id });
  const signature = mailbox.signature === "" ? "" : `\n\n${mailbox.signature}`;
  const fresh: Fields = {
    to: typedAddresses(proposed.to),
    cc: typedAddresses(proposed.cc),
    bcc: "",
    subject: subjectOf(ticket.subject, messages.length > 0),
    text: signature,
  };
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
  };
}

function subjectOf(subject: string, isAnswer: boolean): string {
  const plain = strippedSubject(subject);
  return isAnswer ? `Re: ${plain}` : plain;
}
