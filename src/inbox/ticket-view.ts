import type { Sentence } from "#src/problem.ts";

/** The lists of the inbox. `open` is everything that needs us; `mine` and `unassigned` are parts of it. */
export const ticketViews = ["open", "mine", "unassigned", "waiting", "snoozed", "closed", "spam"] as const;
export type TicketView = (typeof ticketViews)[number];

export const viewWords = {
  open: { de: "Offen", en: "Open" },
  mine: { de: "Meine", en: "Mine" },
  unassigned: { de: "Nicht zugewiesen", en: "Unassigned" },
  waiting: { de: "Warten auf Antwort", en: "Waiting for an answer" },
  snoozed: { de: "Später", en: "Later" },
  closed: { de: "Erledigt", en: "Closed" },
  spam: { de: "Spam", en: "Spam" },
} as const satisfies Record<TicketView, Sentence>;

export type ViewCounts = Record<TicketView, number>;

/** One line of a list. `who` is the person who wrote in; `sorted_by` and `id` are the place in the list. */
export type ListedTicket = {
  id: number;
  mailbox_id: number;
  subject: string;
  preview: string;
  state: string;
  waiting_since: string | null;
  snoozed_until: string | null;
  last_at: string;
  has_trouble: 0 | 1;
  assignee: string | null;
  /** The last day for the answer, where somebody asks for their data. */
  due_on: string | null;
  who: string;
  sorted_by: string;
};

/** A place in a list: after this ticket. */
export type Cursor = { sorted_by: string; id: number };

export function writeCursor({ sorted_by, id }: Cursor): string {
  return `${sorted_by}~${id}`;
}

/** Null for what was not written by us: the list then begins at its top. */
export function readCursor(typed: string | undefined): Cursor | null {
  const found = /^(9?\d{4}-\d\d-\d\dT[\d:.]+Z)~(\d{1,12})$/.exec(typed ?? "");
  return found ? { sorted_by: found[1]!, id: Number(found[2]) } : null;
}

export function isTicketView(typed: string | undefined): typed is TicketView {
  return (ticketViews as readonly string[]).includes(typed ?? "");
}
