import type { Sentence } from "#src/problem.ts";
import type { NotificationKind } from "./kind.ts";

/** Something somebody was told of, as it may be shown to them now: what they may not see any more is none. */
export type Notification = {
  id: number;
  kind: NotificationKind;
  by: string;
  at: string;
  read_at: string | null;
  /** Null for a check. Where a message was moved, the ticket in which it lies now. */
  ticket_id: number | null;
  message_id: number | null;
  subject: string | null;
  preview: string | null;
  mailbox_id: number | null;
  mailbox: string | null;
  check_slug: string | null;
  check_name: string | null;
};

/** Where it is. */
export function hrefOf({ ticket_id, message_id, check_slug }: Notification): string {
  if (ticket_id === null) return `/checks/${check_slug}`;
  return message_id === null ? `/inbox/${ticket_id}` : `/inbox/${ticket_id}#m-${message_id}`;
}

/** "Mara hat Sie erwähnt." `who` is the name of whoever did it; null where it came by mail or by itself. */
export function sentenceOf({ kind }: Pick<Notification, "kind">, who: string | null): Sentence {
  switch (kind) {
    case "mention":
      return { de: `${who ?? "Jemand"} hat Sie erwähnt`, en: `${who ?? "Somebody"} mentioned you` };
    case "assigned":
      return { de: `${who ?? "Aktion"} hat sie Ihnen zugewiesen`, en: `${who ?? "Aktion"} assigned it to you` };
    case "reply":
      return who === null
        ? { de: "Eine neue Mail", en: "A new mail" }
        : { de: `${who} hat geschrieben`, en: `${who} wrote` };
    case "new-ticket":
      return who === null
        ? { de: "Eine neue Anfrage", en: "A new ticket" }
        : { de: `${who} hat die Anfrage eröffnet`, en: `${who} opened the ticket` };
    case "late":
      return { de: "Wartet seit mehr als einem Tag", en: "Has waited for more than a day" };
    case "check":
      return { de: "Gestört", en: "Down" };
  }
}

/** A place in the list, as an address carries it. */
export function writeCursor({ at, id }: Pick<Notification, "at" | "id">): string {
  return `${at}_${id}`;
}

export function readCursor(typed: unknown): { at: string; id: number } | null {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)_(\d{1,15})$/.exec(typeof typed === "string" ? typed : "");
  return found ? { at: found[1]!, id: Number(found[2]) } : null;
}
