import { Elysia } from "elysia";
import type { z } from "zod";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { described } from "#src/http/openapi.ts";
import { findPersonByEmail } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import { apiAssigneeForm, apiReplyForm, apiTagsForm, apiTicketForm } from "./api-forms.ts";
import { ticketJson } from "./api-json.ts";
import { readingApi } from "./api-reading.ts";
import { numberIn, tokenIn } from "./api-request.ts";
import { isOurs } from "./author.ts";
import type { MailboxRow } from "./mailbox.ts";
import { mailboxesOfToken } from "./mailbox-store.ts";
import { newestMailOf } from "./message-store.ts";
import { type Answering, writeOnce } from "./once-writing.ts";
import { type NewRequest, openTicket } from "./open-actions.ts";
import { recipientsOf } from "./recipients.ts";
import { replyToTicket } from "./reply-actions.ts";
import { noteForm, stateForm } from "./reply-forms.ts";
import { tagTicket, untagTicket } from "./tag-actions.ts";
import { ticketFor } from "./ticket-access.ts";
import { addNote, assignTicket, setTicketState } from "./ticket-actions.ts";

const tickets = { tag: "tickets" };

/** Tickets and mailboxes for machines. A token sees the mailboxes that an owner gave it, and nothing of others. */
export function inboxApi(app: App) {
  return new Elysia().use(readingApi(app)).use(writingApi(app));
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
    )
    .post(
      "/tickets/:id/tags",
      ({ params, request, done, set }) => {
        const { id } = ticketFor(db, numberIn(params.id), done.by);
        return writing({ request, form: apiTagsForm, set, done }, ({ add, remove }) => {
          if (add !== "") tagTicket(db, id, add, done);
          if (remove !== "") untagTicket(db, id, remove, done);
          return id;
        });
      },
      described({ ...tickets, summary: "Put tags on a ticket, or take them off" }, () => apiTagsForm),
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

const noMailbox = new Problem("not-found", {
  de: "Dieses Postfach gibt es nicht, oder der Token darf es nicht sehen.",
  en: "There is no such mailbox, or the token may not see it.",
});
const noPerson = new Problem("not-found", { de: "Diese Person gibt es nicht.", en: "There is no such person." });
