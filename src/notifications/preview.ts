import type { Database } from "bun:sqlite";
import { textOf } from "#src/inbox/message-text-store.ts";
import { previewOf } from "#src/inbox/ticket.ts";
import type { Notification } from "./notification.ts";

/** The first line of the message that it is about, else what the list of tickets shows. Read anew: nothing of it is kept here. */
export function previewIn(db: Database, { message_id, preview }: Pick<Notification, "message_id" | "preview">): string {
  return message_id === null ? (preview ?? "") : previewOf(textOf(db, message_id).text);
}
