import type { Database } from "bun:sqlite";
import { type Automatic, type OutgoingContent, recipientsOf } from "#src/mail/compose.ts";
import { enqueue, withdraw } from "#src/outbox/store.ts";
import { insertOutgoing, moveOutgoing } from "./outgoing-store.ts";

export type { OutgoingContent } from "#src/mail/compose.ts";

type Queueing = {
  /** Null: the mailbox that sends notices. */
  mailbox_id: number | null;
  message_id: number | null;
  /** Message-ID without <>, the same for every attempt. */
  mail_id: string;
  content: OutgoingContent;
  automatic: Automatic | null;
  /** The end of the undo window. */
  not_before: Date;
  keepsSent: boolean;
  at: Date;
};

/** Queues a mail; call it inside the transaction that writes the message. Throws when it goes to nobody or an address is none. */
export function queueMail(db: Database, { content, not_before, keepsSent, at, ...mail }: Queueing): number {
  const recipients = recipientsOf(content);
  if (recipients.length === 0) throw new Error("a mail to nobody");
  const created_at = at.toISOString();
  const id = insertOutgoing(
    db,
    {
      ...mail,
      envelope_from: mail.automatic === null ? content.from.address : "",
      content: JSON.stringify(content),
      not_before: not_before.toISOString(),
      sent_copy: keepsSent ? "wanted" : "none",
      created_at,
    },
    recipients,
  );
  enqueue(db, {
    channel: "mail",
    lane: mail.mailbox_id === null ? "mail" : `mail:${mail.mailbox_id}`,
    subject_key: `mail:${id}`,
    payload: JSON.stringify({ mail: id }),
    due_at: not_before.toISOString(),
    created_at,
  });
  return id;
}

/** Takes a mail back. False when it is on its way or gone. */
export function undoMail(db: Database, outgoingId: number, _at: Date): boolean {
  return db.transaction(() => withdraw(db, `mail:${outgoingId}`) && moveOutgoing(db, outgoingId, "queued", "undone"))();
}
