import { isTicketView, type TicketView } from "./ticket-view.ts";

/** What the list is asked for, as it stands in its address. */
export type InboxQuery = { view: TicketView; mailbox: string | null; q: string; after: string | null };

export function readInboxQuery(raw: Record<string, string | undefined>): InboxQuery {
  return {
    view: isTicketView(raw["view"]) ? raw["view"] : "open",
    mailbox: raw["mailbox"] || null,
    q: (raw["q"] ?? "").slice(0, 200).trim(),
    after: raw["after"] || null,
  };
}

/** The list's address again; what is usual is left out. */
export function inboxAddress({ view, mailbox, q, after }: InboxQuery): string {
  const query = new URLSearchParams();
  if (view !== "open") query.set("view", view);
  if (mailbox) query.set("mailbox", mailbox);
  if (q !== "") query.set("q", q);
  if (after) query.set("after", after);
  const text = query.toString();
  return text === "" ? "/inbox" : `/inbox?${text}`;
}

/** A ticket as part of a list: the list's own query stands in its address, so that the way on and the way back are known. */
export function ticketAddress(ticketId: number, query: InboxQuery): string {
  return inboxAddress(query).replace("/inbox", `/inbox/${ticketId}`);
}
