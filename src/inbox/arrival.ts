/** What filing needs to know of an arrival. */
export type Arrived = {
  id: number;
  mailbox_id: number;
  source: "imap" | "import";
  raw_sha256: string | null;
  blob_id: number | null;
  size: number;
  /** The server's INTERNALDATE. */
  received_at: string;
  was_read: 0 | 1;
  /** Of one that could not be read before: its stub. */
  message_id: number | null;
};
