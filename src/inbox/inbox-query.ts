import { isTicketView, type TicketView } from "./ticket-view.ts";

/** What the list is asked for, as it stands in its address. `done`: what was just done with many, told once. */
export type InboxQuery = {
  view: TicketView;
  mailbox: string | null;
  tag: string | null;
  q: string;
  after: string | null;
  done?: number | null;
};

export function readInboxQuery(raw: Record<string, string | undefined>): InboxQuery {
  return {
    view: isTicketView(raw["view"]) ? raw["view"] : "open",
    mailbox: raw["mailbox"] || null,
    tag: (raw["tag"] ?? "").slice(0, 80).trim() || null,
    q: (raw["q"] ?? "").slice(0, 200).trim(),
    after: raw["after"] || null,
    done: /^\d{1,12}$/.test(raw["done"] ?? "") ? Number(raw["done"]) : null,
  };
}

/** The list's address again; what is usual is left out. */
export function inboxAddress({ view, mailbox, tag, q, after }: InboxQuery): string {
  const query = new URLSearchParams();
  if (view !== "open") query.set("view", view);
  if (mailbox) query.set("mailbox", mailbox);
  if (tag) query.set("tag", tag);
  if (q !== "") query.set("q", q);
  if (after) query.set("after", after);
  const text = query.toString();
  return text === "" ? "/inbox" : `/inbox?${text}`;
}

/** A ticket as part of a list: the list's own query stands in its address, so that the way on and the way back are known. */
export function ticketAddress(ticketId: number, query: InboxQuery): string {
  return inboxAddress(query).replace("/inbox", `/inbox/${ticketId}`);
}
