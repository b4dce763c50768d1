import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { RetentionPage } from "#views/inbox/retention-page.tsx";
import type { MailboxRow } from "./mailbox.ts";
import { findMailboxBySlug } from "./mailbox-store.ts";
import type { RetentionRule } from "./retention.ts";
import { previewRetention, ruleOf, setRetention } from "./retention-actions.ts";
import { retentionForm } from "./retention-forms.ts";

/** How long a mailbox keeps what is over: looked at first, then saved. For owners. */
export function retentionRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/settings/mailboxes/:slug/retention" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ params: { slug }, query, reader, html, set }) => {
      const mailbox = existing(slug);
      const kept = ruleOf(db, mailbox.id);
      const typed = "closed_months" in query ? readForm(retentionForm, query, reader.language) : null;
      if (typed && !typed.ok) set.status = 422;
      const rule = typed?.ok ? typed.value : kept;
      return html(page(mailbox, rule, reader, { isSaved: !typed, mistaken: typed && !typed.ok ? typed : null }));
    })
    .post("/", ({ params: { slug }, body, reader, done, html, redirect, set }) => {
      const mailbox = existing(slug);
      const form = readForm(retentionForm, body, reader.language);
      if (form.ok) {
        setRetention(db, slug, form.value, done);
        return redirect(`/settings/mailboxes/${slug}/retention`, 303);
      }
      set.status = 422;
      return html(page(mailbox, ruleOf(db, mailbox.id), reader, { isSaved: true, mistaken: form }));
    });

  type Shown = { isSaved: boolean; mistaken: { values: Fields; errors: Fields } | null };

  function page(mailbox: MailboxRow, rule: RetentionRule, reader: Reader, shown: Shown): JSX.Element {
    const preview = previewRetention(db, mailbox.id, rule, clock());
    return <RetentionPage {...{ reader, mailbox, rule, preview, ...shown }} />;
  }

  function existing(slug: string): MailboxRow {
    const mailbox = findMailboxBySlug(db, slug);
    if (mailbox) return mailbox;
    throw new Problem("not-found", { de: "Dieses Postfach gibt es nicht.", en: "There is no such mailbox." });
  }
}
