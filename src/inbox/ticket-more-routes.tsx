import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import type { Done } from "#src/history/record.ts";
import { sentenceOf } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { inboxAddress, ticketAddress } from "./inbox-query.ts";
import { messageIn, seenTicket } from "./looking.ts";
import { findMailboxBySlug } from "./mailbox-store.ts";
import { mergeTickets, moveTicket, undoMerge } from "./merge-actions.ts";
import { moveMessage } from "./move-actions.ts";
import { listBehind, onwardFrom } from "./place.ts";
import { snoozedUntil } from "./snooze-time.ts";
import { settleTrouble, snoozeTicket, wakeTicket } from "./ticket-actions.ts";
import { mergeForm, moveForm, moveMessageForm, snoozeForm, unmergeForm } from "./ticket-more-forms.ts";

const number = z.coerce.number().int().positive();
const one = { params: z.object({ id: number }) };
const ofMessage = { params: z.object({ id: number, messageId: number }) };

/** After these a ticket is done for now. */
const leadsOn = new Set(["snooze", "mailbox"]);

type Doing = { id: number; body: unknown; reader: Reader; done: Done };

/** What is done with a ticket more seldom: put off, merged, moved, settled. */
export function ticketMoreRoutes({ db, clock }: App) {
  const at = (id: number) => `/inbox/${id}`;
  /** Each gives the ticket to show then. */
  const verbs: Record<string, (doing: Doing) => number> = {
    snooze({ id, body, reader, done }) {
      const until = snoozedUntil(read(snoozeForm, body), reader.today, reader.company.time_zone);
      snoozeTicket(db, id, until, done);
      return id;
    },
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
    mailbox({ id, body, done }) {
      const mailbox = findMailboxBySlug(db, read(moveForm, body).mailbox);
      if (!mailbox) throw noMailbox;
      moveTicket(db, id, mailbox.id, done);
      return id;
    },
    "trouble-settled"({ id, done }) {
      settleTrouble(db, id, done);
      return id;
    },
  };
  const routes = new Elysia({ prefix: "/inbox/:id" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/messages/:messageId/move", ({ params, redirect }) => redirect(at(params.id), 303), ofMessage)
    .post(
      "/messages/:messageId/move",
      ({ params: { id, messageId }, body, reader, done, redirect }) => {
        messageIn(seenTicket(db, id, reader), db, messageId);
        const { into } = read(moveMessageForm, body);
        if (into !== null) seenTicket(db, into, reader);
        return redirect(at(moveMessage(db, messageId, into, done)), 303);
      },
      ofMessage,
    );
  for (const [verb, act] of Object.entries(verbs))
    routes
      .get(`/${verb}`, ({ params, redirect }) => redirect(at(params.id), 303), one)
      .post(
        `/${verb}`,
        ({ params: { id }, request, body, reader, done, redirect }) => {
          seenTicket(db, id, reader);
          const onward = leadsOn.has(verb) ? onwardFrom(db, id, request, reader) : null;
          const shown = act({ id, body, reader, done });
          // What was moved to a mailbox of others is no longer there for who moved it.
          if (!isSeen(shown, reader)) return redirect(inboxAddress(listBehind(request)), 303);
          return redirect(onward?.() ?? ticketAddress(shown, listBehind(request)), 303);
        },
        one,
      );
  return routes;

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
