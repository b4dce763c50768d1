import type { ArrivalRow } from "./arrival-store.ts";

/** What filing needs to know of an arrival. `message_id`: of one that could not be read before, its stub. */
export type Arrived = Pick<
  ArrivalRow,
  "id" | "mailbox_id" | "source" | "raw_sha256" | "blob_id" | "size" | "received_at" | "was_read" | "message_id"
>;
