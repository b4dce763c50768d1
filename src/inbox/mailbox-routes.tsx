import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import type { Done } from "#src/history/record.ts";
import { readForm, refused, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { shownOnce } from "#src/people/shown-once.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { MailboxPage, type TypedForm } from "#views/inbox/mailbox-page.tsx";
import { MailboxesPage, NewMailboxPage } from "#views/inbox/mailboxes-page.tsx";
import { importsOf } from "./import-actions.ts";
import { mailboxesChanged } from "./intake/start.ts";
import type { MailboxRow } from "./mailbox.ts";
import {
  addMailbox,
  archiveMailbox,
  changeMailbox,
  pauseMailbox,
  restoreMailbox,
  setAccess,
  setAutoReply,
  setNotices,
  startMailbox,
} from "./mailbox-actions.ts";
import {
  accessForm,
  autoReplyForm,
  identityForm,
  newMailboxForm,
  receivingForm,
  sendingForm,
} from "./mailbox-forms.ts";
import { accessChoices, shownMailbox, shownMailboxes, tellingShown } from "./mailbox-page.ts";
import { secretsOf } from "./mailbox-settings-store.ts";
import { findMailboxBySlug } from "./mailbox-store.ts";
import { serversFor } from "./providers.ts";
import { setReceiving, setSending } from "./server-actions.ts";
import { type Tried, tryReceivingOf } from "./trying.ts";
import { trySendingOf } from "./trying-sending.ts";
import { keptPassword, typedPassword } from "./typed-password.ts";

type Answering = { status?: number | string };

/** The company's mailboxes: made, tried out, shared. For owners, who need not be able to read the mail in them. */
export function mailboxRoutes(app: App) {
  const { db, clock } = app;
  const shown = shownOnce(clock);
  const at = (slug: string, part = "") => `/settings/mailboxes/${slug}${part === "" ? "" : `#${part}`}`;
  const routes = new Elysia({ prefix: "/settings/mailboxes" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(<MailboxesPage reader={reader} mailboxes={shownMailboxes(db, reader)} />))
    .get("/new", ({ reader, html }) => html(<NewMailboxPage reader={reader} values={{}} errors={{}} />))
    .post("/new", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(newMailboxForm, body, reader.language);
      const made = form.ok ? addedOrRefused(form.value, body, reader, done) : form;
      if ("slug" in made) return redirect(`/settings/mailboxes/${made.slug}${made.query}`, 303);
      return again(set, html, <NewMailboxPage reader={reader} values={made.values} errors={made.errors} />);
    })
    .get("/:slug", ({ params, query, reader, done, html }) =>
      html(page(params.slug, reader, done, null, query["provider"])),
    )
    .post("/:slug", ({ params: { slug }, body, reader, done, html, redirect, set }) => {
      existing(slug);
      const form = readForm(identityForm, body, reader.language);
      if (!form.ok) return again(set, html, page(slug, reader, done, { form: "identity", ...form }));
      changeMailbox(db, slug, form.value, done);
      return redirect(at(slug, "identity"), 303);
    })
    .get("/:slug/receiving", ({ params, redirect }) => redirect(at(params.slug, "receiving"), 303))
    .post("/:slug/receiving", async ({ params: { slug }, body, reader, done, html, redirect, set }) => {
      const whose = { key: key(), mailbox_id: existing(slug).id, part: "imap", by: done.by } as const;
      const form = readForm(receivingForm, body, reader.language);
      if (!form.ok) {
        const values = { ...form.values, imap_kept: keptPassword(form.values, whose) };
        return again(set, html, page(slug, reader, done, { form: "receiving", values, errors: form.errors }));
      }
      const { imap_password: _, ...words } = form.value;
      setReceiving(db, slug, words, { typed: typedPassword(typedText(body), whose), key: key() }, done);
      mailboxesChanged(db);
      if (typedText(body)["try"]) keep(done, slug, await tryReceivingOf(trying(slug)));
      return redirect(at(slug, "receiving"), 303);
    })
    .get("/:slug/sending", ({ params, redirect }) => redirect(at(params.slug, "sending"), 303))
    .post("/:slug/sending", async ({ params: { slug }, body, reader, done, html, redirect, set }) => {
      const whose = { key: key(), mailbox_id: existing(slug).id, part: "smtp", by: done.by } as const;
      const form = readForm(sendingForm, body, reader.language);
      if (!form.ok) {
        const values = { ...form.values, smtp_kept: keptPassword(form.values, whose) };
        return again(set, html, page(slug, reader, done, { form: "sending", values, errors: form.errors }));
      }
      const { smtp_password: _, to: typedTo, ...words } = form.value;
      setSending(db, slug, words, { typed: typedPassword(typedText(body), whose), key: key() }, done);
      const to = typedTo ?? reader.person!.email;
      if (typedText(body)["try"]) keep(done, slug, await trySendingOf({ ...trying(slug), db, to, at: done.at }));
      return redirect(at(slug, "sending"), 303);
    })
    .get("/:slug/auto-reply", ({ params, redirect }) => redirect(at(params.slug, "auto-reply"), 303))
    .post("/:slug/auto-reply", ({ params: { slug }, body, reader, done, html, redirect, set }) => {
      existing(slug);
      const form = readForm(autoReplyForm, body, reader.language);
      if (!form.ok) return again(set, html, page(slug, reader, done, { form: "auto-reply", ...form }));
      setAutoReply(db, slug, form.value, done);
      return redirect(at(slug, "auto-reply"), 303);
    })
    .get("/:slug/access", ({ params, redirect }) => redirect(at(params.slug, "access"), 303))
    .post("/:slug/access", ({ params: { slug }, body, reader, done, redirect }) => {
      const form = readForm(accessForm, body, reader.language);
      if (!form.ok) throw unreadable;
      setAccess(db, slug, form.value, done);
      return redirect(at(slug, "access"), 303);
    });
  const verbs = {
    start: startMailbox,
    pause: pauseMailbox,
    archive: archiveMailbox,
    restore: restoreMailbox,
    "notices-on": (data: typeof db, slug: string, done: Done) => setNotices(data, slug, true, done),
    "notices-off": (data: typeof db, slug: string, done: Done) => setNotices(data, slug, false, done),
  };
  for (const [verb, act] of Object.entries(verbs))
    routes
      .get(`/:slug/${verb}`, ({ params, redirect }) => redirect(at(params.slug), 303))
      .post(`/:slug/${verb}`, ({ params: { slug }, done, redirect }) => {
        act(db, slug, done);
        mailboxesChanged(db);
        return redirect(at(slug), 303);
      });
  return routes;

  type Html = (page: JSX.Element) => unknown;

  function again(set: Answering, html: Html, page: JSX.Element): unknown {
    set.status = 422;
    return html(page);
  }

  function key() {
    if (app.secretsKey) return app.secretsKey;
    throw withoutKey;
  }

  function keep({ by }: Done, slug: string, tried: Tried): void {
    shown.keep(by, `tried ${slug}`, JSON.stringify(tried));
  }

  function trying(slug: string) {
    const mailbox = existing(slug);
    return { mailbox, secrets: secretsOf(db, mailbox.id), key: key() };
  }

  function existing(slug: string): MailboxRow {
    const mailbox = findMailboxBySlug(db, slug);
    if (mailbox) return mailbox;
    throw new Problem("not-found", { de: "Dieses Postfach gibt es nicht.", en: "There is no such mailbox." });
  }

  type New = { name: string; address: string; provider: string | null };

  function addedOrRefused(wanted: New, body: unknown, { language }: Reader, done: Done) {
    try {
      return {
        slug: addMailbox(db, wanted, done),
        query: wanted.provider ? `?provider=${wanted.provider}` : "",
      };
    } catch (error) {
      if (error instanceof Problem && error.code === "conflict") return refused(body, { address: error.in(language) });
      throw error;
    }
  }

  function page(
    slug: string,
    reader: Reader,
    { by }: Done,
    typed: TypedForm | null,
    provider?: string | undefined,
  ): JSX.Element {
    const mailbox = existing(slug);
    const tried = shown.take(by, `tried ${slug}`);
    return (
      <MailboxPage
        reader={reader}
        shown={shownMailbox(db, mailbox, reader)}
        typed={typed}
        tried={tried ? (JSON.parse(tried) as Tried) : null}
        servers={serversFor(mailbox, provider)}
        access={accessChoices(db, mailbox.id)}
        telling={tellingShown(db, mailbox.id)}
        imports={importsOf(db, mailbox.id)}
      />
    );
  }
}

const withoutKey = new Problem("unavailable", {
  de: "Ohne den Schlüssel aus aktion.key lassen sich keine Passwörter aufbewahren. Starten Sie das Programm mit «aktion serve».",
  en: 'Without the key from aktion.key no passwords can be kept. Start the program with "aktion serve".',
});

const unreadable = new Problem("invalid", {
  de: "Was der Browser gesendet hat, liess sich nicht lesen. Versuchen Sie es noch einmal.",
  en: "What the browser sent could not be read. Please try again.",
});
