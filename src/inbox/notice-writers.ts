import type { Database } from "bun:sqlite";
import type { Delivery } from "#src/outbox/delivery.ts";
import type { Notice } from "#src/outbox/notice.ts";

type Writing = { subject_key: string; recipient: string | null; address: string | null; at: Date };
/** Null: nobody wants it any more, or nobody may read it. */
type Writer = (db: Database, writing: Writing) => Notice | null;

const writers = new Map<string, Writer>();

/** A later area writes the notices whose key begins with a word, when their turn comes. */
export function registerNoticeWriter(word: string, writer: Writer): void {
  writers.set(word, writer);
}

export function isWrittenLater({ payload }: Pick<Delivery, "payload">): boolean {
  return (JSON.parse(payload) as { later?: boolean }).later === true;
}

/** What a delivery says now. */
export function noticeIn(db: Database, delivery: Delivery, at: Date): Notice | null {
  const { subject_key, recipient, payload } = delivery;
  if (!isWrittenLater(delivery)) return JSON.parse(payload) as Notice;
  const { address } = JSON.parse(payload) as { address: string | null };
  return writers.get(subject_key.split(" ")[0]!)?.(db, { subject_key, recipient, address, at }) ?? null;
}
