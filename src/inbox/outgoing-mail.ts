import type { Automatic, OutgoingContent } from "#src/mail/compose.ts";

/**
 * `sending`: its end is about to go out, and there is no answer yet. `unknown`: the connection broke off then, so it may have arrived.
 * `accepted`: every recipient has an answer, and at least one server took it. `failed`: nobody gets it.
 */
export type OutgoingState = "queued" | "undone" | "sending" | "unknown" | "accepted" | "failed";

export type OutgoingRow = {
  id: number;
  /** Of a ticket; null: the program's own mail. */
  message_id: number | null;
  /** Null: whichever sends notices. */
  mailbox_id: number | null;
  mail_id: string;
  envelope_from: string;
  /** JSON, as `OutgoingContent`. */
  content: string;
  automatic: Automatic | null;
  blob_id: number | null;
  state: OutgoingState;
  not_before: string;
  looked_up: number;
  resent_at: string | null;
  answer: string | null;
  sent_copy: "none" | "wanted" | "done" | "failed";
  created_at: string;
  accepted_at: string | null;
};

/** `delayed`: a server is still trying. `bounced`: it said later that it does not arrive. */
export type RecipientState = "queued" | "sending" | "accepted" | "refused" | "delayed" | "bounced" | "delivered";

export type RecipientRow = {
  mail_id: number;
  address: string;
  state: RecipientState;
  status: string | null;
  answer: string | null;
  at: string | null;
};

export function contentOf({ content }: Pick<OutgoingRow, "content">): OutgoingContent {
  return JSON.parse(content) as OutgoingContent;
}
