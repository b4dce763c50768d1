import type { Database } from "bun:sqlite";
import type { Delivery } from "./delivery.ts";

/** What a message says when its turn comes; null: it is not to be said any more. `address`: where people open the program. */
type Writer = (db: Database, payload: object, room: number, address: string | null) => string | null;

const writers = new Map<string, Writer>();

/** An area writes the messages of its kind when their turn comes: until then no word of them lies in the outbox. */
export function registerTalkWriter(kind: string, writer: Writer): void {
  writers.set(kind, writer);
}

export function messageIn(db: Database, { payload }: Delivery, room: number, address: string | null): string | null {
  const read = JSON.parse(payload) as { text?: string; kind?: string };
  return read.text ?? writers.get(read.kind ?? "")?.(db, read, room, address) ?? null;
}
