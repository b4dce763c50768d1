import { Elysia } from "elysia";
import type { z } from "zod";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { readJson } from "#src/http/json-form.ts";
import { described } from "#src/http/openapi.ts";
import { findPersonByEmail } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import { apiAssigneeForm, apiReplyForm, apiTagsForm, apiTicketForm } from "./api-forms.ts";
import { ticketJson } from "./api-json.ts";
import { readingApi } from "./api-reading.ts";
import { type Answering, numberIn, tokenIn, unfit } from "./api-request.ts";
import { isOurs } from "./author.ts";
import type { MailboxRow } from "./mailbox.ts";
import { mailboxesOfToken } from "./mailbox-store.ts";
import { newestMailOf } from "./message-store.ts";
import { doOnce } from "./once-actions.ts";
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

  /** Reads the body, does it once for each key, and answers 201 with the ticket as it is now. */
  async function writing<T>({ request, form, set, done }: Writing<T>, act: (value: T) => number): Promise<object> {
    const key = request.headers.get("idempotency-key");
    if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) return unfit(set, "Idempotency-Key", badKey);
    const read = await readJson(form, request);
    if (!read.ok) {
      set.status = 422;
      return { error: read.error };
    }
    const digest = digestOf(new URL(request.url).pathname, read.value);
    const location = doOnce(db, { key, digest }, done, () => `/api/v1/tickets/${act(read.value)}`);
    set.status = 201;
    set.headers["location"] = location;
    return ticketJson(db, ticketFor(db, Number(location.split("/").at(-1)), done.by));
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

function digestOf(path: string, value: unknown): string {
  return new Bun.CryptoHasher("sha256").update(`${path} ${JSON.stringify(value)}`).digest("hex");
}

const badKey = {
  de: "Der Schlüssel darf 1 bis 200 sichtbare ASCII-Zeichen haben.",
  en: "The key may have 1 to 200 visible ASCII characters.",
};
const noMailbox = new Problem("not-found", {
  de: "Dieses Postfach gibt es nicht, oder der Token darf es nicht sehen.",
  en: "There is no such mailbox, or the token may not see it.",
});
const noPerson = new Problem("not-found", { de: "Diese Person gibt es nicht.", en: "There is no such person." });
