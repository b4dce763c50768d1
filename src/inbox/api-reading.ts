import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { described } from "#src/http/openapi.ts";
import { listedJson, mailboxJson, ticketJson } from "./api-json.ts";
import { notFound, numberIn, tokenIn } from "./api-request.ts";
import { fileAnswer, rawAnswer } from "./file-answer.ts";
import type { MailboxRow } from "./mailbox.ts";
import { mailboxesOfToken } from "./mailbox-store.ts";
import { findAttachment, findMessage } from "./message-store.ts";
import { unfit } from "./once-writing.ts";
import { searchMessages } from "./search.ts";
import { tagsOfTickets } from "./tag-store.ts";
import { ticketFor } from "./ticket-access.ts";
import { listTickets, listTicketsById } from "./ticket-list-store.ts";
import { isTicketView, type ListedTicket, readCursor, writeCursor } from "./ticket-view.ts";

const tickets = { tag: "tickets" };
const mostListed = 200;

const listWords = {
  view: "open (unless said), unassigned, waiting, snoozed, closed or spam.",
  mailbox: "The slug of one mailbox; all that the token may see unless said.",
  q: "Words as the page's search takes them; view and limit do not count then.",
  after: "Where the page before ended: its next.",
  limit: "How many; 50 unless said, at most 200.",
};

/** Tickets and mailboxes, to be read. */
export function readingApi({ db, clock }: App) {
  return new Elysia({ prefix: "/api/v1" })
    .use(visiting(clock))
    .get(
      "/mailboxes",
      ({ done }) => ({ mailboxes: mailboxesOfToken(db, tokenIn(done.by)).map(mailboxJson) }),
      described({ tag: "mailboxes", summary: "The mailboxes that this token may see" }),
    )
    .get(
      "/tickets",
      ({ query, reader, done, set }) => {
        const mailboxes = mailboxesOfToken(db, tokenIn(done.by));
        const view = query["view"] ?? "open";
        if (!isTicketView(view) || view === "mine") return unfit(set, "view", noView);
        const chosen = mailboxes.filter(({ slug }) => !query["mailbox"] || slug === query["mailbox"]);
        const ids = chosen.map(({ id }) => id);
        const typed = query["q"] ?? "";
        if (typed !== "") {
          const looking = { mailboxes: ids, person_id: null, time_zone: reader.company.time_zone };
          const { hits, more } = searchMessages(db, typed, { ...looking, from: query["after"] ?? null });
          const found = hits.map((hit) => hit.ticket_id);
          return { tickets: listed(listTicketsById(db, found, ids), mailboxes), next: more };
        }
        const limit = Math.min(Math.max(Math.trunc(Number(query["limit"] ?? 50)) || 50, 1), mostListed);
        const rows = listTickets(db, view, { mailboxes: ids, person_id: 0 }, readCursor(query["after"]), limit + 1);
        const page = rows.slice(0, limit);
        const next = rows.length > limit ? writeCursor(page.at(-1)!) : null;
        return { tickets: listed(page, mailboxes), next };
      },
      described({ ...tickets, summary: "Tickets of a view, page by page, or found by words", query: listWords }),
    )
    .get(
      "/tickets/:id",
      ({ params, done }) => ticketJson(db, ticketFor(db, numberIn(params.id), done.by)),
      described({ ...tickets, summary: "A ticket with its messages" }),
    )
    .get(
      "/tickets/:id/messages/:messageId/raw",
      ({ params, done, set }) => {
        const ticket = ticketFor(db, numberIn(params.id), done.by);
        const message = findMessage(db, numberIn(params.messageId));
        if (message?.ticket_id !== ticket.id) throw notFound;
        return rawAnswer(db, message, set);
      },
      described({ ...tickets, summary: "A message's raw mail, as bytes" }),
    )
    .get(
      "/tickets/:id/files/:fileId",
      ({ params, done, set }) => {
        const ticket = ticketFor(db, numberIn(params.id), done.by);
        const file = findAttachment(db, numberIn(params.fileId));
        const message = file && findMessage(db, file.message_id);
        if (!file || message?.ticket_id !== ticket.id) throw notFound;
        return fileAnswer(db, { file, message }, false, set);
      },
      described({ ...tickets, summary: "A file of a message, as bytes" }),
    );

  function listed(rows: readonly ListedTicket[], mailboxes: readonly MailboxRow[]) {
    const tags = tagsOfTickets(
      db,
      rows.map(({ id }) => id),
    );
    return rows.map((ticket) => listedJson(ticket, mailboxes, tags.get(ticket.id) ?? []));
  }
}

const noView = {
  de: "Eine Liste dieses Namens gibt es nicht: open, unassigned, waiting, snoozed, closed oder spam.",
  en: "There is no list of this name: open, unassigned, waiting, snoozed, closed or spam.",
};
