import { Elysia } from "elysia";
import type { z } from "zod";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { described } from "#src/http/openapi.ts";
import { findPersonByEmail } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import { apiAssigneeForm, apiReplyForm, apiTicketForm } from "./api-forms.ts";
import { listedJson, mailboxJson, ticketJson } from "./api-json.ts";
import { isOurs } from "./author.ts";
import { fileAnswer, rawAnswer } from "./file-answer.ts";
import type { MailboxRow } from "./mailbox.ts";
import { mailboxesOfToken } from "./mailbox-store.ts";
import { findAttachment, findMessage, newestMailOf } from "./message-store.ts";
import { type Answering, unfit, writeOnce } from "./once-writing.ts";
import { type NewRequest, openTicket } from "./open-actions.ts";
import { recipientsOf } from "./recipients.ts";
import { replyToTicket } from "./reply-actions.ts";
import { noteForm, stateForm } from "./reply-forms.ts";
import { searchMessages } from "./search.ts";
import { ticketFor } from "./ticket-access.ts";
import { addNote, assignTicket, setTicketState } from "./ticket-actions.ts";
import { listTickets, listTicketsById } from "./ticket-list-store.ts";
import { isTicketView, readCursor, writeCursor } from "./ticket-view.ts";

const tickets = { tag: "tickets" };
const mostListed = 200;

const listWords = {
  view: "open (unless said), unassigned, waiting, snoozed, closed or spam.",
  mailbox: "The slug of one mailbox; all that the token may see unless said.",
  q: "Words as the page's search takes them; view and limit do not count then.",
  after: "Where the page before ended: its next.",
  limit: "How many; 50 unless said, at most 200.",
};

/** Tickets and mailboxes for machines. A token sees the mailboxes that an owner gave it, and nothing of others. */
export function inboxApi(app: App) {
  return new Elysia().use(readingApi(app)).use(writingApi(app));
}

function readingApi({ db, clock }: App) {
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
          return { tickets: listTicketsById(db, found, ids).map((one) => listedJson(one, mailboxes)), next: more };
        }
        const limit = Math.min(Math.max(Math.trunc(Number(query["limit"] ?? 50)) || 50, 1), mostListed);
        const rows = listTickets(db, view, { mailboxes: ids, person_id: 0 }, readCursor(query["after"]), limit + 1);
        const page = rows.slice(0, limit);
        const next = rows.length > limit ? writeCursor(page.at(-1)!) : null;
        return { tickets: page.map((ticket) => listedJson(ticket, mailboxes)), next };
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
}

function writingApi({ db, clock }: App) {
  return new Elysia({ prefix: "/api/v1" })
    .use(visiting(clock))
    .post(
      "/tickets",
      ({ request, done, set }) =>
        writing({ request, form: apiTicketForm, set, done }, (value) => {
          const mailbox = mailboxesOfToken(db, tokenIn(done.by)).find(({ slug }) => slug === value.mailbox);
          if (!mailbox) throw noMailbox;
          return openTicket(db, requestOf(value, mailbox), done).ticket_id;
        }),
      described(
        { ...tickets, summary: "Open a ticket: with a mail, with what was told elsewhere, or with a note" },
        () => apiTicketForm,
      ),
    )
    .post(
      "/tickets/:id/replies",
      ({ params, request, done, set }) => {
        const { id } = ticketFor(db, numberIn(params.id), done.by);
        return writing({ request, form: apiReplyForm, set, done }, ({ last_message_id, after, ...words }) => {
          const seen = last_message_id ?? null;
          const reply = { ...words, ...withRecipients(id, words), answering: null, seen, becomes: after };
          replyToTicket(db, id, reply, done);
          return id;
        });
      },
      described({ ...tickets, summary: "Answer a ticket" }, () => apiReplyForm),
    )
    .post(
      "/tickets/:id/notes",
      ({ params, request, done, set }) => {
        const { id } = ticketFor(db, numberIn(params.id), done.by);
        return writing({ request, form: noteForm, set, done }, ({ text }) => {
          addNote(db, id, text, done);
          return id;
        });
      },
      described({ ...tickets, summary: "Add a note for the team" }, () => noteForm),
    )
    .post(
      "/tickets/:id/assignee",
      ({ params, request, done, set }) => {
        const { id } = ticketFor(db, numberIn(params.id), done.by);
        return writing({ request, form: apiAssigneeForm, set, done }, ({ person }) => {
          const found = person === "" ? null : findPersonByEmail(db, person);
          if (person !== "" && found === null) throw noPerson;
          assignTicket(db, id, found?.id ?? null, done);
          return id;
        });
      },
      described({ ...tickets, summary: "Give a ticket to somebody, or back" }, () => apiAssigneeForm),
    )
    .post(
      "/tickets/:id/state",
      ({ params, request, done, set }) => {
        const { id } = ticketFor(db, numberIn(params.id), done.by);
        return writing({ request, form: stateForm, set, done }, ({ state }) => {
          setTicketState(db, id, state, done);
          return id;
        });
      },
      described(
        { ...tickets, summary: "Change a ticket's state: closed, open, waiting-customer, waiting-third, spam" },
        () => stateForm,
      ),
    );

  type Writing<T> = { request: Request; form: z.ZodType<T>; set: Answering; done: { by: string; at: Date } };

  /** Does it once for each key, and answers with the ticket as it is now. */
  async function writing<T>(asked: Writing<T>, act: (value: T) => number): Promise<object> {
    const place = "/api/v1/tickets";
    return await writeOnce(
      db,
      asked,
      (value) => `${place}/${act(value)}`,
      (location) => ticketJson(db, ticketFor(db, Number(location.slice(place.length + 1)), asked.done.by)),
    );
  }

  /** Those that were named, else whoever wrote last. */
  function withRecipients(ticketId: number, { to, cc, bcc }: Pick<z.infer<typeof apiReplyForm>, "to" | "cc" | "bcc">) {
    if (to.length + cc.length + bcc.length > 0) return { to, cc, bcc };
    const answered = newestMailOf(db, ticketId);
    const proposed = answered && recipientsOf(answered, "reply", (address) => isOurs(db, address));
    return { to: proposed?.to ?? [], cc, bcc };
  }
}

function requestOf(value: z.infer<typeof apiTicketForm>, { id }: MailboxRow): NewRequest {
  const { kind, subject, text, to, cc, bcc, from, from_name, after } = value;
  const about = { mailbox_id: id, subject };
  if (kind === "note") return { ...about, first: { kind, text } };
  if (kind === "in") return { ...about, first: { kind, from: { name: from_name, address: from! }, text } };
  return { ...about, first: { kind, to, cc, bcc, text, becomes: after } };
}

function tokenIn(by: string): number {
  return Number(by.slice("token:".length));
}

function numberIn(typed: string): number {
  if (/^\d{1,12}$/.test(typed)) return Number(typed);
  throw notFound;
}

const noView = {
  de: "Eine Liste dieses Namens gibt es nicht: open, unassigned, waiting, snoozed, closed oder spam.",
  en: "There is no list of this name: open, unassigned, waiting, snoozed, closed or spam.",
};
const notFound = new Problem("not-found", { de: "Das gibt es nicht.", en: "There is no such thing." });
const noMailbox = new Problem("not-found", {
  de: "Dieses Postfach gibt es nicht, oder der Token darf es nicht sehen.",
  en: "There is no such mailbox, or the token may not see it.",
});
const noPerson = new Problem("not-found", { de: "Diese Person gibt es nicht.", en: "There is no such person." });
