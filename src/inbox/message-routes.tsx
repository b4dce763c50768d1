import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { MailPage } from "#views/inbox/mail-page.tsx";
import { fileAnswer, rawAnswer, textAnswer } from "./file-answer.ts";
import { frameAnswer, shownHtml } from "./frame.ts";
import { lookForMail } from "./intake/start.ts";
import { fileIn, messageIn, seenTicket } from "./looking.ts";
import { arrivalOf } from "./mailbox-settings-store.ts";
import { wholeTextOf } from "./message-text-store.ts";
import { retryArrival } from "./ticket-actions.ts";

const number = z.coerce.number().int().positive();
const ofMessage = { params: z.object({ id: number, messageId: number }) };
const ofFile = { params: z.object({ id: number, fileId: number }) };

/** What hangs on messages: their bytes, their files, and another try at what could not be read. */
export function messageRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox/:id" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/messages/:messageId/raw",
      ({ params: { id, messageId }, reader, set }) =>
        rawAnswer(db, messageIn(seenTicket(db, id, reader), db, messageId), set),
      ofMessage,
    )
    .get(
      "/messages/:messageId/text",
      ({ params: { id, messageId }, reader, set }) => {
        const message = messageIn(seenTicket(db, id, reader), db, messageId);
        return textAnswer(wholeTextOf(db, message.id), message, set);
      },
      ofMessage,
    )
    .get(
      "/files/:fileId",
      ({ params: { id, fileId }, query, reader, set }) =>
        fileAnswer(db, fileIn(seenTicket(db, id, reader), db, fileId), "show" in query, set),
      ofFile,
    )
    .get(
      "/messages/:messageId",
      async ({ params: { id, messageId }, reader, html }) => {
        const seen = seenTicket(db, id, reader);
        const message = messageIn(seen, db, messageId);
        const { blocked } = await shownHtml(db, message);
        return html(<MailPage reader={reader} ticket={seen.ticket} message={message} blocked={blocked} />);
      },
      ofMessage,
    )
    .get(
      "/messages/:messageId/frame",
      async ({ params: { id, messageId }, reader, set }) => {
        const message = messageIn(seenTicket(db, id, reader), db, messageId);
        return frameAnswer((await shownHtml(db, message)).html, set);
      },
      ofMessage,
    )
    .get("/messages/:messageId/retry", ({ params: { id }, redirect }) => redirect(`/inbox/${id}`, 303), ofMessage)
    .post(
      "/messages/:messageId/retry",
      ({ params: { id, messageId }, reader, done, redirect }) => {
        const message = messageIn(seenTicket(db, id, reader), db, messageId);
        const arrival = arrivalOf(db, message.id);
        if (arrival === null) throw notThere;
        retryArrival(db, arrival, done);
        lookForMail(db);
        return redirect(`/inbox/${id}`, 303);
      },
      ofMessage,
    );
}

const notThere = new Problem("conflict", {
  de: "Diese Mail liegt nicht zum Lesen bereit.",
  en: "This mail does not wait to be read.",
});
