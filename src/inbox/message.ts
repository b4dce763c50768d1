import type { Address } from "#src/mail/message.ts";

export type MessageKind = "in" | "out" | "note" | "unread";

export type MessageRow = {
  id: number;
  ticket_id: number;
  kind: MessageKind;
  /** What the thread is sorted by: arrival, or when it was written here. */
  at: string;
  sent_at: string | null;
  person_id: number | null;
  by: string;
  from_address: string;
  from_name: string;
  /** JSON, as `Address[]`; so are the next three. */
  to_addresses: string;
  cc_addresses: string;
  bcc_addresses: string;
  reply_to: string;
  subject: string;
  mail_id: string | null;
  in_reply_to: string | null;
  thread_index: string | null;
  raw_blob_id: number | null;
  raw_sha256: string | null;
  canonical_hash: string | null;
  size: number;
  has_html: 0 | 1;
  automatic: string | null;
  same_id_as: number | null;
  matched_by: string | null;
  matched_how: string | null;
  ticket_before: string | null;
  /** Of a mail that passes messages on: JSON, their ids. It is no answer to the customer. */
  forwarded: string | null;
  error: string | null;
};

export type AttachmentRow = {
  id: number;
  message_id: number;
  part: number;
  filename: string;
  content_type: string;
  content_id: string | null;
  disposition: string | null;
  size: number;
  sha256: string;
  blob_id: number | null;
};

/** What a new message says; whatever is left out is empty. */
export type NewMessage = Pick<MessageRow, "ticket_id" | "kind" | "at" | "by"> & Partial<Omit<MessageRow, "id">>;

export function readAddresses(json: string): Address[] {
  return JSON.parse(json) as Address[];
}

export type NewAttachment = Omit<AttachmentRow, "id">;
