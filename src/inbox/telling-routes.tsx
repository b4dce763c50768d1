import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { setTelling } from "./telling-actions.ts";
import { tellingForm } from "./telling-forms.ts";

/** What is told of a mailbox, and where. */
export function tellingRoutes({ db, clock }: App) {
  const at = (slug: string) => `/settings/mailboxes/${slug}#telling`;
  return new Elysia({ prefix: "/settings/mailboxes" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/:slug/telling", ({ params, redirect }) => redirect(at(params.slug), 303))
    .post("/:slug/telling", ({ params: { slug }, body, reader, done, redirect }) => {
      const form = readForm(tellingForm, body, reader.language);
      if (!form.ok) throw unreadable;
      setTelling(db, slug, form.value, done);
      return redirect(at(slug), 303);
    });
}

const unreadable = new Problem("invalid", {
  de: "Wählen Sie auf der Seite des Postfachs, was in Mails stehen darf.",
  en: "Choose on the mailbox's page what may stand in mail.",
});
