import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { isByItself } from "#src/people/identify.ts";
import { Problem } from "#src/problem.ts";
import { followTicket, unfollowTicket } from "./follow-actions.ts";
import { inboxAddress, readInboxQuery, ticketAddress } from "./inbox-query.ts";
import { type Seen, seenTicket } from "./looking.ts";
import { membersOf } from "./mailbox-store.ts";
import { mentionsIn, mentionTrouble } from "./mention.ts";
import { doWithUndo } from "./one-actions.ts";
import { listBehind, onwardFrom, withDone } from "./place.ts";
import { pageItself, personAt, presenceIn } from "./presence.ts";
import { assigneeForm, noteForm, stateForm } from "./reply-forms.ts";
import { addNote, assignTicket } from "./ticket-actions.ts";
import { ticketSeen } from "./ticket-seen.ts";
import { ticketPage } from "./ticket-shown.tsx";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };

/** A ticket's page, and what people do with it beside answering. */
export function ticketRoutes({ db, clock }: App) {
  const at = (id: number) => `/inbox/${id}`;
  const presence = presenceIn(db);
  return new Elysia({ prefix: "/inbox/:id" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/",
      ({ params: { id }, query, request, reader, html, redirect }) => {
        const seen = seenTicket(db, id, reader);
        if (seen.ticket.merged_into !== null) return redirect(at(seen.ticket.merged_into), 303);
        // Without script a page says only once that somebody looks at it.
        if (!isByItself(request)) {
          presence.say(pageItself, id, personAt(request, reader.person!), "looking", reader.now);
          ticketSeen(db, id, reader.person!.id, reader.now);
        }
        return html(
          ticketPage(db, seen, reader, {
            list: readInboxQuery(query),
            toAll: query["reply"] !== "one",
            answer: numberOr(query["answer"]),
          }),
        );
      },
      one,
    )
    .get("/notes", ({ params: { id }, redirect }) => redirect(`${at(id)}#note`, 303), one)
    .post(
      "/notes",
      ({ params: { id }, request, body, reader, done, html, redirect, set }) => {
        const seen = seenTicket(db, id, reader);
        const list = listBehind(request);
        const form = readForm(noteForm, body, reader.language);
        const wrong = form.ok ? troubleWithMentions(seen, form.value.text)?.[reader.language] : form.errors["text"];
        if (form.ok && !wrong)
          return redirect(`${ticketAddress(id, list)}#m-${addNote(db, id, form.value.text, done)}`, 303);
        set.status = 422;
        const note = { text: typedText(body)["text"] ?? "", error: wrong ?? "" };
        return html(ticketPage(db, seen, reader, { list, note }));
      },
      one,
    )
    .get("/following", ({ params: { id }, redirect }) => redirect(at(id), 303), one)
    .post(
      "/following",
      ({ params: { id }, request, body, reader, done, redirect }) => {
        seenTicket(db, id, reader);
        const change = typedText(body)["following"] === "no" ? unfollowTicket : followTicket;
        change(db, id, reader.person!.id, done);
        return redirect(ticketAddress(id, listBehind(request)), 303);
      },
      one,
    )
    .get("/assignee", ({ params: { id }, redirect }) => redirect(at(id), 303), one)
    .post(
      "/assignee",
      ({ params: { id }, request, body, reader, done, redirect }) => {
        seenTicket(db, id, reader);
        const form = readForm(assigneeForm, body, reader.language);
        if (!form.ok) throw nobody;
        assignTicket(db, id, form.value.person, done);
        return redirect(ticketAddress(id, listBehind(request)), 303);
      },
      one,
    )
    .get("/state", ({ params: { id }, redirect }) => redirect(at(id), 303), one)
    .post(
      "/state",
      ({ params: { id }, request, body, reader, done, redirect }) => {
        seenTicket(db, id, reader);
        const form = readForm(stateForm, body, reader.language);
        if (!form.ok) throw noState;
        const { state } = form.value;
        const list = inboxAddress(listBehind(request));
        const onward = onwardFrom(db, id, request, reader);
        const act = { verb: "state", state } as const;
        const bulk = doWithUndo(db, { person_id: reader.person!.id, act, list, ticket: id }, done.at);
        const here = withDone(ticketAddress(id, listBehind(request)), bulk);
        return redirect(state === "open" ? here : onward({ done: bulk }), 303);
      },
      one,
    );

  function troubleWithMentions({ mailbox }: Seen, text: string) {
    const members = membersOf(db, mailbox.id);
    return mentionTrouble(mentionsIn(text, members), members);
  }
}

function numberOr(typed: string | undefined): number | null {
  return /^\d{1,12}$/.test(typed ?? "") ? Number(typed) : null;
}

const nobody = new Problem("invalid", {
  de: "Wählen Sie auf der Seite der Anfrage, wer zuständig ist.",
  en: "Choose on the ticket's page who it is assigned to.",
});
const noState = new Problem("invalid", {
  de: "Wählen Sie auf der Seite der Anfrage einen Status.",
  en: "Choose a state on the ticket's page.",
});
