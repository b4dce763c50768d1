import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { withIntake } from "#src/deletions/intake.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { startImport, stopImport } from "./import-actions.ts";
import { findImport } from "./import-store.ts";
import type { MailboxRow } from "./mailbox.ts";
import { findMailboxBySlug } from "./mailbox-store.ts";

const one = { params: z.object({ slug: z.string(), importId: z.coerce.number().int().positive() }) };

/** The history of a mailbox: taken in quietly from a folder of its server or from a file, and stopped. */
export function importRoutes({ db, clock }: App) {
  const at = (slug: string) => `/settings/mailboxes/${slug}#history`;
  return new Elysia({ prefix: "/settings/mailboxes/:slug/imports" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ params, redirect }) => redirect(at(params.slug), 303))
    .post(
      "/",
      ({ params: { slug }, request, done, redirect }) => {
        const mailbox = existing(slug);
        return withIntake(db, request, done.at, async ({ fields, brought, trouble }) => {
          if (trouble) throw new Problem("invalid", trouble);
          const [file] = brought;
          const folder = (fields["folder"] ?? "").trim();
          if (!file && folder === "") throw nothingChosen;
          if (!file && mailbox.imap_host === null) throw noServer;
          const from = file
            ? ({ source: "mbox", file_name: file.name, taken: file.taken } as const)
            : ({ source: "folder", folder } as const);
          await startImport(db, { mailbox_id: mailbox.id, from }, done);
          return redirect(at(slug), 303);
        });
      },
      { parse: "none" as const },
    )
    .get("/:importId/stop", ({ params, redirect }) => redirect(at(params.slug), 303), one)
    .post(
      "/:importId/stop",
      async ({ params: { slug, importId }, done, redirect }) => {
        const mailbox = existing(slug);
        if (findImport(db, importId)?.mailbox_id !== mailbox.id) throw noImport;
        await stopImport(db, importId, done);
        return redirect(at(slug), 303);
      },
      one,
    );

  function existing(slug: string): MailboxRow {
    const mailbox = findMailboxBySlug(db, slug);
    if (mailbox) return mailbox;
    throw new Problem("not-found", { de: "Dieses Postfach gibt es nicht.", en: "There is no such mailbox." });
  }
}

const nothingChosen = new Problem("invalid", {
  de: "Nennen Sie einen Ordner des Servers, oder wählen Sie eine mbox-Datei.",
  en: "Name a folder of the server, or choose an mbox file.",
});
const noServer = new Problem("conflict", {
  de: "Dieses Postfach hat noch keinen Server für den Empfang. Tragen Sie ihn zuerst ein.",
  en: "This mailbox has no server for receiving yet. Enter it first.",
});
const noImport = new Problem("not-found", { de: "Diesen Import gibt es nicht.", en: "There is no such import." });
