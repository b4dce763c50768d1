import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import type { Done } from "#src/history/record.ts";
import { type Fields, readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { strippedSubject } from "#src/mail/subject.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { ForwardPage } from "#views/inbox/forward-page.tsx";
import { findDraft } from "./draft-store.ts";
import { forwardFromTicket } from "./forward-actions.ts";
import { filesToForward, letGo } from "./forward-files.ts";
import { forwardForm } from "./forward-forms.ts";
import { messageIn, type Seen, seenTicket } from "./looking.ts";
import type { MessageRow } from "./message.ts";
import { attachmentsOf, messagesOf } from "./message-store.ts";
import { troubleWithSize } from "./reply-submission.ts";

const one = {
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: z.object({ message: z.coerce.number().int().positive().optional().catch(undefined) }).passthrough(),
};

/** Passing on what somebody wrote to somebody outside. */
export function forwardRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox/:id" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/forward",
      ({ params: { id }, query: { message }, reader, html }) => {
        const seen = seenTicket(db, id, reader);
        return html(page(seen, message, reader, { values: proposed(seen, message, reader), errors: {}, files: null }));
      },
      one,
    )
    .post(
      "/forward",
      async ({ params: { id }, query: { message }, body, reader, done, html, redirect, set }) => {
        const seen = seenTicket(db, id, reader);
        const form = readForm(forwardForm, body, reader.language);
        const file = form.ok ? form.value.file : ticked(body);
        const errors = form.ok ? await sent(seen, message, form.value, reader, done) : form.errors;
        if (typeof errors === "number") return redirect(`/inbox/${id}#m-${errors}`, 303);
        set.status = 422;
        return html(page(seen, message, reader, { values: typedText(body), errors, files: file }));
      },
      one,
    );

  /** Gives its message, or what is wrong. */
  async function sent(
    seen: Seen,
    only: number | undefined,
    typed: z.infer<typeof forwardForm>,
    reader: Reader,
    done: Done,
  ) {
    const { file, waits, subject = "", ...words } = typed;
    const messages = meant(seen, only);
    const wanted = messages.flatMap((message) =>
      attachmentsOf(db, message.id).flatMap((one) => (file.includes(one.id) ? [{ file: one, message }] : [])),
    );
    const tooLarge = troubleWithSize(wanted.map((each) => each.file.size));
    if (tooLarge) return { file: tooLarge[reader.language] };
    const files = await filesToForward(db, wanted, done.at);
    try {
      return forwardFromTicket(
        db,
        seen.ticket.id,
        { ...words, subject, messages, files, waits: waits !== undefined },
        done,
      );
    } catch (error) {
      if (error instanceof Problem && error.code !== "not-found") return { form: error.in(reader.language) } as Fields;
      throw error;
    } finally {
      await letGo(db, files);
    }
  }

  /** One message, or all that were mails: what the team noted never leaves. */
  function meant(seen: Seen, only: number | undefined): MessageRow[] {
    const all = only === undefined ? messagesOf(db, seen.ticket.id) : [messageIn(seen, db, only)];
    const mails = all.filter(({ kind, forwarded }) => (kind === "in" || kind === "out") && forwarded === null);
    if (mails.length === 0) throw nothing;
    return mails;
  }

  /** What was taken back comes again. */
  function proposed({ ticket }: Seen, only: number | undefined, reader: Reader): Fields {
    const draft = findDraft(db, { person_id: reader.person!.id, ticket_id: ticket.id });
    const subject = `Fwd: ${strippedSubject(ticket.subject)}`.trim();
    const isThis = draft?.fields["forward"] === String(only ?? "");
    return { subject, waits: "yes", ...(isThis ? draft.fields : {}) };
  }

  function page(
    seen: Seen,
    only: number | undefined,
    reader: Reader,
    typed: { values: Fields; errors: Fields; files: readonly number[] | null },
  ): JSX.Element {
    const messages = meant(seen, only);
    const files = messages.flatMap((message) => attachmentsOf(db, message.id));
    const kept = typed.files ?? files.filter(({ disposition }) => disposition !== "inline").map(({ id }) => id);
    return (
      <ForwardPage
        {...{ reader, ...seen, only: only ?? null, messages, files, kept }}
        values={typed.values}
        errors={typed.errors}
      />
    );
  }
}

function ticked(body: unknown): number[] {
  const file = (body as { file?: string | string[] } | null)?.file ?? [];
  return [file].flat().map(Number);
}

const nothing = new Problem("not-found", {
  de: "Hier ist keine Mail, die man weiterleiten kann.",
  en: "There is no mail here to forward.",
});
