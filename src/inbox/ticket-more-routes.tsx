import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import type { Done } from "#src/history/record.ts";
import { sentenceOf } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import type { BulkAct } from "./bulk.ts";
import { inboxAddress, ticketAddress } from "./inbox-query.ts";
import { messageIn, seenTicket } from "./looking.ts";
import { findMailboxBySlug } from "./mailbox-store.ts";
import { mergeTickets, undoMerge } from "./merge-actions.ts";
import { moveMessage } from "./move-actions.ts";
import { doWithUndo } from "./one-actions.ts";
import { listBehind, onwardFrom } from "./place.ts";
import { inThePast, snoozedUntil } from "./snooze-time.ts";
import { settleTrouble, wakeTicket } from "./ticket-actions.ts";
import { mergeForm, moveForm, moveMessageForm, snoozeForm, unmergeForm } from "./ticket-more-forms.ts";

const number = z.coerce.number().int().positive();
const one = { params: z.object({ id: number }) };
const ofMessage = { params: z.object({ id: number, messageId: number }) };

type Doing = { id: number; request: Request; body: unknown; reader: Reader; done: Done };

/** What is done with a ticket more seldom: put off, merged, moved, settled. */
export function ticketMoreRoutes({ db, clock }: App) {
  const at = (id: number) => `/inbox/${id}`;
  /** Each gives the ticket to show then. */
  const verbs: Record<string, (doing: Doing) => number> = {
    wake({ id, done }) {
      wakeTicket(db, id, done);
      return id;
    },
    merge({ id, body, reader, done }) {
      const { into } = read(mergeForm, body);
      seenTicket(db, into, reader);
      mergeTickets(db, id, into, done);
      return into;
    },
    unmerge({ body, done }) {
      const { from } = read(unmergeForm, body);
      undoMerge(db, from, done);
      return from;
    },
    "trouble-settled"({ id, done }) {
      settleTrouble(db, id, done);
      return id;
    },
  };
  /** After these a ticket is done for now: somebody goes on, and can take it back from there. */
  const ends: Record<string, (body: unknown, reader: Reader) => BulkAct> = {
    snooze(body, { today, company, now }) {
      const until = snoozedUntil(read(snoozeForm, body), today, company.time_zone);
      if (until <= now) throw new Problem("invalid", inThePast);
      return { verb: "snooze", until: until.toISOString() };
    },
    mailbox(body) {
      const mailbox = findMailboxBySlug(db, read(moveForm, body).mailbox);
      if (!mailbox) throw noMailbox;
      return { verb: "move", mailbox: mailbox.id, name: mailbox.name };
    },
  };
  const routes = new Elysia({ prefix: "/inbox/:id" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/messages/:messageId/move", ({ params, redirect }) => redirect(at(params.id), 303), ofMessage)
    .post(
      "/messages/:messageId/move",
      ({ params: { id, messageId }, request, body, reader, done, redirect }) => {
        messageIn(seenTicket(db, id, reader), db, messageId);
        const { into } = read(moveMessageForm, body);
        if (into !== null) seenTicket(db, into, reader);
        return redirect(ticketAddress(moveMessage(db, messageId, into, done), listBehind(request)), 303);
      },
      ofMessage,
    );
  for (const [verb, act] of Object.entries(verbs))
    serve(verb, (doing) => ticketAddress(act(doing), listBehind(doing.request)));
  for (const [verb, actOf] of Object.entries(ends))
    serve(verb, (doing) => ended(actOf(doing.body, doing.reader), doing));
  return routes;

  /** `lead` does it and gives the address to go to. */
  function serve(verb: string, lead: (doing: Doing) => string): void {
    routes
      .get(`/${verb}`, ({ params, redirect }) => redirect(at(params.id), 303), one)
      .post(
        `/${verb}`,
        ({ params: { id }, request, body, reader, done, redirect }) => {
          seenTicket(db, id, reader);
          return redirect(lead({ id, request, body, reader, done }), 303);
        },
        one,
      );
  }

  function ended(act: BulkAct, { id, request, reader, done }: Doing): string {
    const list = inboxAddress(listBehind(request));
    const onward = onwardFrom(db, id, request, reader);
    const bulk = doWithUndo(db, { person_id: reader.person!.id, act, list, ticket: id }, done.at);
    // What was moved to a mailbox of others is no longer there for who moved it, and not theirs to take back.
    return isSeen(id, reader) ? onward({ done: bulk }) : list;
  }

  function isSeen(id: number, reader: Reader): boolean {
    try {
      return seenTicket(db, id, reader).ticket.id === id;
    } catch {
      return false;
    }
  }
}

/** These forms have one field: what is wrong with it is a page of its own, and the way back keeps everything. */
function read<T>(form: z.ZodType<T>, body: unknown): T {
  const result = form.safeParse(body ?? {});
  if (result.success) return result.data;
  throw new Problem("invalid", sentenceOf(result.error.issues[0]!.message));
}

const noMailbox = new Problem("not-found", { de: "Dieses Postfach gibt es nicht.", en: "There is no such mailbox." });
