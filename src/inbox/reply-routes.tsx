import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Intake, withIntake } from "#src/deletions/intake.ts";
import type { Done } from "#src/history/record.ts";
import { type Fields, readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import type { Address } from "#src/mail/message.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { dropDraft, keepDraftText, sendDraft, takeBack } from "./draft-actions.ts";
import type { Desk, DraftFile } from "./draft-store.ts";
import { ticketAddress } from "./inbox-query.ts";
import { pageOf } from "./letter-desk.ts";
import { messageIn, type Seen, seenTicket } from "./looking.ts";
import { listBehind, onwardFrom } from "./place.ts";
import { type Reply, strangersAmong } from "./reply-actions.ts";
import { replyForm } from "./reply-forms.ts";
import type { Refused } from "./reply-page.ts";
import { draftFields, draftOf, outgoingFiles, troubleWithFiles } from "./reply-submission.ts";
import { takeSavedReply } from "./saved-reply-actions.ts";
import { ticketPage } from "./ticket-shown.tsx";
import { findTicket } from "./ticket-store.ts";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };
const ofMessage = {
  params: z.object({ id: z.coerce.number().int().positive(), messageId: z.coerce.number().int().positive() }),
};

/** Answers: written, kept as drafts, sent, and taken back while they have not left. */
export function replyRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox/:id" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/replies", ({ params: { id }, redirect }) => redirect(`/inbox/${id}#reply`, 303), one)
    .post(
      "/replies",
      ({ params: { id }, request, reader, done, html, redirect, set }) => {
        const seen = seenTicket(db, id, reader);
        return withIntake(db, request, done.at, async (intake) => {
          const desk = deskOf(seen, reader);
          const draft = await draftOf(db, desk, intake, done.at);
          const list = listBehind(request);
          if (intake.fields["insert"]) {
            const wrong = await inserted(seen, desk, intake.fields, { reader, done });
            if (wrong === null) return redirect(`${ticketAddress(id, list)}#reply`, 303);
            set.status = 422;
            return html(ticketPage(db, seen, reader, { list, reply: wrong }));
          }
          if (intake.fields["keep"]) return redirect(`${ticketAddress(id, list)}#reply`, 303);
          const onward = onwardFrom(db, id, request, reader);
          const answer = answered(desk, intake, draft.files, { reader, done });
          if ("message_id" in answer) return redirect(onward({ anchor: `#m-${answer.message_id}` }), 303);
          set.status = answer.status;
          // Read again: what came meanwhile is on the page too.
          return html(ticketPage(db, seenTicket(db, id, reader), reader, { list, reply: answer.refused }));
        });
      },
      { ...one, parse: "none" as const },
    )
    .get("/draft", ({ params: { id }, redirect }) => redirect(`/inbox/${id}#reply`, 303), one)
    .post(
      "/draft",
      async ({ params: { id }, request, body, reader, done, redirect }) => {
        const desk = deskOf(seenTicket(db, id, reader), reader);
        const typed = typedText(body);
        if (typed["discard"]) await dropDraft(db, desk);
        else await keepDraftText(db, desk, draftFields(typed), done.at);
        return redirect(`${ticketAddress(id, listBehind(request))}#reply`, 303);
      },
      one,
    )
    .get("/messages/:messageId/undo", ({ params: { id }, redirect }) => redirect(`/inbox/${id}`, 303), ofMessage)
    .post(
      "/messages/:messageId/undo",
      ({ params: { id, messageId }, request, reader, done, redirect }) => {
        const seen = seenTicket(db, id, reader);
        const { forwarded } = messageIn(seen, db, messageId);
        const desk = takeBack(db, seen, reader.person!.id, messageId, done);
        const isHere = desk.ticket_id === id;
        if (forwarded !== null) return redirect(forwardPage(id, forwarded), 303);
        return redirect(isHere ? `${ticketAddress(id, listBehind(request))}#reply` : pageOf(db, desk), 303);
      },
      ofMessage,
    );

  /** Without a script a saved reply comes to the end of what was written. Null when it is there. */
  async function inserted(seen: Seen, desk: Desk, fields: Fields, { reader, done }: Who): Promise<Refused | null> {
    const written = (fields["text"] ?? "").trimEnd();
    if ((fields["saved"] ?? "").trim() === "" && written !== "") return null;
    try {
      const text = takeSavedReply(db, seen, fields["saved"] ?? "", reader, done);
      const all = written === "" ? text : `${written}\n\n${text}`;
      await keepDraftText(db, desk, draftFields({ ...fields, text: all }), done.at);
      return null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { values: fields, errors: { saved: error.in(reader.language) } };
    }
  }

  type Who = { reader: Reader; done: Done };
  type Answer = { status: 409 | 422; refused: Refused } | { message_id: number };

  /** Sends, or says what is wrong: with the form, with who gets it, or that something came in between. */
  function answered(desk: Desk, intake: Intake, files: DraftFile[], { reader, done }: Who): Answer {
    const { fields } = intake;
    const form = readForm(replyForm, fields, reader.language);
    const wrong = troubleWithFiles(files, intake.trouble)?.[reader.language];
    if (!form.ok) return { status: 422, refused: { values: fields, errors: { ...form.errors, ...filesError(wrong) } } };
    if (wrong) return { status: 422, refused: { values: fields, errors: filesError(wrong) } };
    const { last_message_id: seen, after: becomes, ...words } = form.value;
    const newcomers = unconfirmed(desk.ticket_id, words, fields);
    if (newcomers.length > 0) return { status: 422, refused: { values: fields, errors: {}, newcomers } };
    const reply = { ...words, files: outgoingFiles(files), seen, becomes };
    return sentOrStopped(desk, reply, fields, { reader, done });
  }

  function sentOrStopped(desk: Desk, reply: Reply, fields: Fields, { reader, done }: Who): Answer {
    try {
      return sendDraft(db, desk, reply, done);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "conflict") throw error;
      const crossed = findTicket(db, desk.ticket_id)?.last_message_id !== reply.seen;
      const errors = crossed ? {} : { form: error.in(reader.language) };
      return { status: 409, refused: { values: fields, errors, crossed } };
    }
  }

  /** Recipients who had no part in it so far, and of whom nobody said that they shall get it. */
  function unconfirmed(ticketId: number, { to, cc, bcc }: Record<"to" | "cc" | "bcc", Address[]>, fields: Fields) {
    const confirmed = (fields["newcomers"] ?? "").split(" ");
    const addresses = [...to, ...cc, ...bcc].map(({ address }) => address);
    return strangersAmong(db, ticketId, addresses).filter((address) => !confirmed.includes(address));
  }
}

function forwardPage(ticketId: number, forwarded: string): string {
  const ids = JSON.parse(forwarded) as number[];
  return `/inbox/${ticketId}/forward${ids.length === 1 ? `?message=${ids[0]}` : ""}`;
}

function filesError(wrong: string | undefined): Fields {
  return wrong ? { files: wrong } : {};
}

function deskOf({ ticket }: Seen, reader: Reader): Desk {
  return { person_id: reader.person!.id, ticket_id: ticket.id };
}
