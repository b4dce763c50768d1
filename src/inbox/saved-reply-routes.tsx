import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import type { Done } from "#src/history/record.ts";
import { type Fields, readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { SavedRepliesPage, SavedReplyPage } from "#views/inbox/saved-replies-page.tsx";
import { seenTicket } from "./looking.ts";
import { mailboxesOf } from "./mailbox-store.ts";
import { fillPlaceholders, type PlaceholderValues } from "./placeholder.ts";
import {
  addSavedReply,
  changeSavedReply,
  removeSavedReply,
  savedReplyFor,
  takeSavedReply,
} from "./saved-reply-actions.ts";
import { savedReplyForm } from "./saved-reply-forms.ts";
import { savedRepliesFor } from "./saved-reply-store.ts";

const one = { params: z.object({ reply: z.coerce.number().int().positive() }) };
const ofTicket = { params: z.object({ id: z.coerce.number().int().positive() }) };

/** Texts that are used again and again: their pages; and the text alone, for the script that puts it where the cursor is. */
export function savedReplyRoutes({ db, clock }: App) {
  const all = "/inbox/saved-replies";
  return new Elysia({ prefix: "/inbox" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/saved-replies", ({ reader, html }) =>
      html(<SavedRepliesPage reader={reader} mailboxes={boxes(reader)} replies={savedRepliesFor(db, ids(reader))} />),
    )
    .get("/saved-replies/new", ({ reader, html }) => html(page(reader, null, {}, {})))
    .post("/saved-replies/new", ({ body, reader, done, html, redirect, set }) => {
      const wrong = kept(null, body, reader, done);
      if (wrong === null) return redirect(all, 303);
      if (Object.keys(wrong).length > 0) set.status = 422;
      return html(page(reader, null, typedText(body), wrong));
    })
    .get(
      "/saved-replies/:reply",
      ({ params: { reply }, reader, html }) => html(page(reader, reply, shown(reply, reader), {})),
      one,
    )
    .post(
      "/saved-replies/:reply",
      ({ params: { reply }, body, reader, done, html, redirect, set }) => {
        savedReplyFor(db, reply, done.by);
        const wrong = kept(reply, body, reader, done);
        if (wrong === null) return redirect(all, 303);
        if (Object.keys(wrong).length > 0) set.status = 422;
        return html(page(reader, reply, typedText(body), wrong));
      },
      one,
    )
    .get("/saved-replies/:reply/remove", ({ params: { reply }, redirect }) => redirect(`${all}/${reply}`, 303), one)
    .post(
      "/saved-replies/:reply/remove",
      ({ params: { reply }, done, redirect }) => {
        removeSavedReply(db, reply, done);
        return redirect(all, 303);
      },
      one,
    )
    .get("/:id/saved-reply", ({ params: { id }, redirect }) => redirect(`/inbox/${id}#reply`, 303), ofTicket)
    .post(
      "/:id/saved-reply",
      ({ params: { id }, body, reader, done, set }) => {
        set.headers["content-type"] = "text/plain; charset=utf-8";
        return takeSavedReply(db, seenTicket(db, id, reader), typedText(body)["saved"] ?? "", reader, done);
      },
      ofTicket,
    );

  /** Null when it is kept; else what is wrong, by field. Nothing is wrong when only a preview was asked for. */
  function kept(id: number | null, body: unknown, reader: Reader, done: Done): Fields | null {
    const form = readForm(savedReplyForm, body, reader.language);
    if (!form.ok) return form.errors;
    if (typedText(body)["preview"]) return {};
    const { mailbox, ...words } = form.value;
    const found = boxes(reader).find(({ slug }) => slug === mailbox);
    if (mailbox !== "" && !found) return { mailbox: noMailbox[reader.language] };
    try {
      const reply = { ...words, mailbox_id: found?.id ?? null };
      if (id === null) addSavedReply(db, reply, done);
      else changeSavedReply(db, id, reply, done);
      return null;
    } catch (error) {
      if (error instanceof Problem && error.code === "conflict") return { title: error.in(reader.language) };
      throw error;
    }
  }

  function page(reader: Reader, id: number | null, values: Fields, errors: Fields): JSX.Element {
    const previews = (["text_de", "text_en"] as const).map((name) =>
      fillPlaceholders(values[name] ?? "", example(reader)),
    );
    return <SavedReplyPage {...{ reader, id, values, errors, previews }} mailboxes={boxes(reader)} />;
  }

  function shown(id: number, reader: Reader): Fields {
    const { title, text_de, text_en, mailbox_id } = savedReplyFor(db, id, `person:${reader.person!.id}`);
    return { title, text_de, text_en, mailbox: boxes(reader).find((box) => box.id === mailbox_id)?.slug ?? "" };
  }

  function boxes(reader: Reader) {
    return mailboxesOf(db, reader.person!.id).filter(({ archived_at }) => archived_at === null);
  }

  function ids(reader: Reader): number[] {
    return boxes(reader).map(({ id }) => id);
  }
}

const noMailbox = { de: "Wählen Sie ein Postfach.", en: "Choose a mailbox." };

/** As it would read for somebody. */
function example(reader: Reader): PlaceholderValues {
  const me = reader.person?.name ?? "";
  return {
    "customer.firstName": "Petra",
    "customer.lastName": "Brunner",
    "customer.name": "Petra Brunner",
    "customer.address": "petra@brunner.example",
    "ticket.number": "2041",
    "ticket.subject": reader.language === "de" ? "Webmail geht nicht" : "Webmail does not work",
    "me.name": me,
    "me.firstName": me.split(" ")[0] ?? "",
    "mailbox.name": "Support",
    "mailbox.address": "support@example.ch",
    "company.name": reader.company.name,
    today: reader.today,
  };
}
