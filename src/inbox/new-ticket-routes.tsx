import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { type Intake, withIntake } from "#src/deletions/intake.ts";
import type { Done } from "#src/history/record.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { NewTicketPage } from "#views/inbox/new-ticket-page.tsx";
import { openFromDraft } from "./draft-actions.ts";
import { type DraftFile, findDraft, newTicketDesk } from "./draft-store.ts";
import type { MailboxRow } from "./mailbox.ts";
import { mailboxesOf } from "./mailbox-store.ts";
import type { NewRequest } from "./open-actions.ts";
import { newTicketForm } from "./reply-forms.ts";
import { draftOf, outgoingFiles, troubleWithFiles } from "./reply-submission.ts";

/** A mail that begins a ticket. */
export function newTicketRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/new", ({ query, reader, html }) => html(page(reader, { to: query["to"] ?? "" }, null)))
    .post(
      "/new",
      ({ request, reader, done, html, redirect, set }) =>
        withIntake(db, request, done.at, async (intake) => {
          const draft = await draftOf(db, deskOf(reader), intake, done.at);
          if (intake.fields["keep"]) return redirect("/inbox/new", 303);
          const answer = opened(reader, intake, draft.files, done);
          if (typeof answer === "number") return redirect(`/inbox/${answer}`, 303);
          set.status = 422;
          return html(page(reader, {}, { values: intake.fields, errors: answer }));
        }),
      { parse: "none" as const },
    );

  function opened(reader: Reader, { fields, trouble }: Intake, files: DraftFile[], done: Done): number | Fields {
    const { language } = reader;
    const form = readForm(newTicketForm, fields, language);
    const wrong = troubleWithFiles(files, trouble)?.[language];
    const wrongFiles: Fields = wrong ? { files: wrong } : {};
    if (!form.ok) return { ...form.errors, ...wrongFiles };
    if (wrong) return wrongFiles;
    const mailbox = boxes(reader).find(({ slug }) => slug === form.value.mailbox);
    if (!mailbox) return { mailbox: noMailbox[language] };
    const { to, cc, bcc, text, subject = "", after } = form.value;
    const first = { kind: "out", to, cc, bcc, text, files: outgoingFiles(files), becomes: after } as const;
    return openedOrStopped(reader, { mailbox_id: mailbox.id, subject, first }, done);
  }

  function openedOrStopped(reader: Reader, request: NewRequest, done: Done): number | Fields {
    try {
      return openFromDraft(db, deskOf(reader), request, done);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "conflict") throw error;
      return { form: error.in(reader.language) };
    }
  }

  function boxes(reader: Reader): MailboxRow[] {
    return mailboxesOf(db, reader.person!.id).filter(({ archived_at }) => archived_at === null);
  }

  type Typed = { values: Fields; errors: Fields };

  function page(reader: Reader, given: Fields, refused: Typed | null): JSX.Element {
    const draft = findDraft(db, deskOf(reader));
    const values = refused?.values ?? { ...given, ...draft?.fields };
    const files = draft?.files ?? [];
    return <NewTicketPage {...{ reader, values, files }} mailboxes={boxes(reader)} errors={refused?.errors ?? {}} />;
  }
}

const noMailbox = { de: "Wählen Sie ein Postfach.", en: "Choose a mailbox." };

function deskOf(reader: Reader) {
  return { person_id: reader.person!.id, ticket_id: newTicketDesk };
}
