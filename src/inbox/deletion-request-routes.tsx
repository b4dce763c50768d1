import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { requestDeletion } from "#src/deletions/request-actions.ts";
import type { Done } from "#src/history/record.ts";
import { type Fields, readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { findSystem } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { LetterPrintPage } from "#views/inbox/deletion-letter-print.tsx";
import { DeletionRequestPage } from "#views/inbox/deletion-request-page.tsx";
import { remindProvider, sendDeletionRequest } from "./deletion-request-actions.ts";
import { letterForm, otherwiseForm, reminderForm } from "./deletion-request-forms.ts";
import { letterFor, requestShown } from "./deletion-request-page.ts";
import { keepDraft } from "./draft-actions.ts";
import { letterDesk } from "./letter-desk.ts";

export type Refused = { form: "letter" | "reminder" | "otherwise"; values: Fields; errors: Fields };

/** The request to an old provider to delete: written, sent, reminded of, or noted where it went another way. */
export function deletionRequestRoutes({ db, clock }: App) {
  const at = (slug: string) => `/inbox/deletions/${slug}`;
  return new Elysia({ prefix: "/inbox/deletions/:slug" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ params, query, reader, html }) => {
      const system = existing(params.slug);
      return html(page(system, reader, null, "preview" in query));
    })
    .post("/", async ({ params: { slug }, body, reader, done, html, redirect, set }) => {
      const system = existing(slug);
      const typed = typedText(body);
      await keepDraft(db, deskOf(system, reader), { fields: letterFields(typed), brought: [], kept: [] }, done.at);
      const wish = typed["do"];
      if (wish === "rewrite") {
        const fields = letterFor(db, system, letterFields(typed), reader);
        await keepDraft(db, deskOf(system, reader), { fields, brought: [], kept: [] }, done.at);
        return redirect(at(slug), 303);
      }
      if (wish === "print") return redirect(`${at(slug)}/letter`, 303);
      if (wish === "preview") return redirect(`${at(slug)}?preview`, 303);
      if (wish === "keep") return redirect(at(slug), 303);
      const sent = sentLetter(system, typed, reader, done);
      if (typeof sent === "number") return redirect(`/inbox/${sent}`, 303);
      set.status = 422;
      return html(page(system, reader, { form: "letter", values: typed, errors: sent }));
    })
    .get("/letter", ({ params, reader, html }) => {
      const system = existing(params.slug);
      const { letter } = requestShown(db, system, reader);
      return html(<LetterPrintPage {...{ reader, system, letter }} />);
    })
    .get("/reminder", ({ params, redirect }) => redirect(`${at(params.slug)}#reminder`, 303))
    .post("/reminder", ({ params: { slug }, body, reader, done, html, redirect, set }) => {
      const system = existing(slug);
      const form = readForm(reminderForm(reader.today), body, reader.language);
      if (form.ok) return redirect(`/inbox/${remindProvider(db, slug, form.value, done).ticket_id}`, 303);
      set.status = 422;
      return html(page(system, reader, { form: "reminder", ...form }));
    })
    .get("/otherwise", ({ params, redirect }) => redirect(`${at(params.slug)}#otherwise`, 303))
    .post("/otherwise", ({ params: { slug }, body, reader, done, html, redirect, set }) => {
      const system = existing(slug);
      const form = readForm(otherwiseForm(reader.today), body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(system, reader, { form: "otherwise", ...form }));
      }
      const { open } = requestShown(db, system, reader);
      requestDeletion(db, slug, { ...form.value, recipient: form.value.recipient ?? "" }, done, open?.id);
      return redirect(at(slug), 303);
    });

  /** The ticket, or what is wrong. */
  function sentLetter(system: System, typed: Fields, reader: Reader, done: Done): number | Fields {
    const { language } = reader;
    const form = readForm(letterForm(reader.today), typed, language);
    if (!form.ok) return form.errors;
    const { mailbox, to, subject, text, account, answer_by } = form.value;
    const box = requestShown(db, system, reader).mailboxes.find(({ slug }) => slug === mailbox);
    if (!box) return { mailbox: noMailbox[language] };
    if (namesAnotherDay(text, answer_by)) return { answer_by: otherDay[language] };
    const letter = { mailbox_id: box.id, to, subject: subject ?? "", text, account, answer_by };
    try {
      return sendDeletionRequest(db, system.slug, letter, done).ticket_id;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "conflict") throw error;
      return { form: error.in(language) };
    }
  }

  function page(system: System, reader: Reader, refused: Refused | null, preview = false): JSX.Element {
    return <DeletionRequestPage {...requestShown(db, system, reader)} {...{ reader, refused, preview }} />;
  }

  function existing(slug: string): System {
    const system = findSystem(db, slug);
    if (system) return system;
    throw new Problem("not-found", { de: "Dieses System gibt es nicht.", en: "That system does not exist." });
  }
}

const letterNames = ["mailbox", "to", "subject", "text", "account", "answer_by", "language"];

function letterFields(typed: Fields): Fields {
  return Object.fromEntries(letterNames.flatMap((name) => (name in typed ? [[name, typed[name]!]] : [])));
}

/** A letter that names days, and not the one by which the answer is expected here. */
function namesAnotherDay(text: string, answerBy: string): boolean {
  const named = [...text.matchAll(/\b(\d{2})\.(\d{2})\.(\d{4})\b/g)].map(
    ([, day, month, year]) => `${year}-${month}-${day}`,
  );
  return named.length > 0 && !named.includes(answerBy);
}

function deskOf(system: System, reader: Reader) {
  return letterDesk(reader.person!.id, system.id);
}

const noMailbox = { de: "Wählen Sie ein Postfach.", en: "Choose a mailbox." };
const otherDay = {
  de: "Im Brief steht ein anderer Tag. Schreiben Sie den Brief neu, oder ändern Sie den Tag auch dort.",
  en: "The letter names another day. Write the letter anew, or change the day there, too.",
};
