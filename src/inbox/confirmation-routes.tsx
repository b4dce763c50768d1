import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { askedNew } from "#src/deletions/record-known.ts";
import { type Fields, readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { formatOn, typedWhen } from "#src/when.ts";
import { ConfirmationPage } from "#views/inbox/confirmation-page.tsx";
import { fileAsConfirmation } from "./confirmation-actions.ts";
import { confirmationForm } from "./confirmation-forms.ts";
import { confirmationShown } from "./confirmation-page.ts";
import { messageIn, seenTicket } from "./looking.ts";

const number = z.coerce.number().int().positive();
const ofMessage = { params: z.object({ id: number, messageId: number }) };

/** The answer of an old provider becomes evidence of the deletion. */
export function confirmationRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox/:id/messages/:messageId/confirmation" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ params: { id, messageId }, reader, html }) => html(page(id, messageId, reader, null)), ofMessage)
    .post(
      "/",
      async ({ params: { id, messageId }, body, reader, done, html, redirect, set }) => {
        messageIn(seenTicket(db, id, reader), db, messageId);
        const form = readForm(confirmationForm(reader.today), body, reader.language);
        const refused = form.ok ? await use(messageId, form.value) : form.errors;
        if (typeof refused === "string") return redirect(refused, 303);
        set.status = 422;
        return html(page(id, messageId, reader, { values: valuesOf(body), errors: refused }));

        async function use(message: number, typed: z.output<ReturnType<typeof confirmationForm>>) {
          const { raw, file, ...words } = typed;
          const chosen = { ...words, raw: raw !== undefined, files: file.map(Number) };
          try {
            const record = await fileAsConfirmation(db, message, chosen, done);
            if (record !== null) return `/deletions/${record}#evidence`;
            return askedNew({
              ...typed,
              confirmed: typedWhen(typed.confirmed),
              backups_expire: typedWhen(typed.backups_expire),
            });
          } catch (error) {
            if (!(error instanceof Problem) || error.code === "not-found") throw error;
            return { form: error.in(reader.language) } as Fields;
          }
        }
      },
      ofMessage,
    );

  function page(id: number, messageId: number, reader: Reader, refused: { values: Fields; errors: Fields } | null) {
    const seen = seenTicket(db, id, reader);
    const message = messageIn(seen, db, messageId);
    if (message.kind !== "in" || message.raw_blob_id === null) throw notAMail;
    const shown = confirmationShown(db, seen.ticket, message, reader);
    const values = refused?.values ?? {
      ...shown.values,
      confirmed: formatOn(shown.day, "de"),
    };
    return <ConfirmationPage {...{ reader, ...shown, values }} errors={refused?.errors ?? {}} />;
  }
}

/** Several ticked files come as a list. */
function valuesOf(body: unknown): Fields {
  const files = typeof body === "object" && body !== null && "file" in body ? [body.file].flat().join(",") : "";
  return { ...typedText(body), file: files };
}

const notAMail = new Problem("not-found", {
  de: "Nur eine Mail von aussen kann eine Löschung bestätigen.",
  en: "Only a mail from outside can confirm a deletion.",
});
