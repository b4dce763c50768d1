import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { attachmentNamed } from "#src/http/attachment.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import type { Reader } from "#src/reader.ts";
import { type Outcome, SubscribersPage } from "#views/status/subscribers-page.tsx";
import { listEveryComponent } from "./component-store.ts";
import { mailIsReady } from "./mail-out.ts";
import { mailAddress, takesSubscribers } from "./site.ts";
import { endQuarantine, importSubscribers, removeSubscriber } from "./subscriber-actions.ts";
import { readList, writeList } from "./subscriber-list.ts";
import { componentsOf, countSubscribers, listSubscribers } from "./subscriber-store.ts";

const one = { params: z.object({ subscriberId: z.coerce.number().int().positive() }) };
const home = "/status/manage/subscribers";
const mostImported = 50_000;
/** So many in one transaction while a list comes in. */
const slice = 200;

/** Who gets notices. The team sees the list; taking it in and out is the owners'. */
export function subscriberRoutes({ db, clock, settings }: App) {
  return new Elysia({ name: "status subscribers", prefix: home })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, query, html }) => html(page(reader, query, null)))
    .get("/export.csv", () => {
      const slugs = new Map(listEveryComponent(db).map(({ id, slug }) => [id, slug]));
      const rows = listSubscribers(db, { limit: 1_000_000 }).map((subscriber) => ({
        subscriber,
        components: componentsOf(db, subscriber.id).flatMap((id) => slugs.get(id) ?? []),
      }));
      return new Response(writeList(rows), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": attachmentNamed("subscribers.csv"),
        },
      });
    })
    .get("/import", ({ redirect }) => redirect(`${home}#import`, 303))
    .post("/import", async ({ reader, done, body, query, html, set }) => {
      const text = await textIn(body);
      const list = readList(text, reader.language);
      const consent = readForm(z.object({ consent: z.literal("yes") }), body, reader.language);
      if (!list.ok || !consent.ok || list.listed.length > mostImported) {
        set.status = 422;
        const what = !list.ok ? "unreadable" : consent.ok ? "too-many" : "no-consent";
        return html(page(reader, query, { what, typed: text.slice(0, 100_000) }));
      }
      const ids = new Map(listEveryComponent(db).map(({ id, slug }) => [slug, id]));
      const asked = list.listed.map(({ address, language, components }) => {
        const known = components.flatMap((slug) => ids.get(slug) ?? []);
        return { address, language, components: known, wants_all: known.length === 0 ? (1 as const) : (0 as const) };
      });
      const counts = { added: 0, known: 0, left: 0 };
      for (let from = 0; from < asked.length; from += slice) {
        const part = importSubscribers(db, asked.slice(from, from + slice), done);
        for (const key of ["added", "known", "left"] as const) counts[key] += part[key];
        await new Promise((resolve) => setImmediate(resolve));
      }
      return html(page(reader, query, { what: "imported", ...counts, refused: list.refused.length }));
    })
    .get("/:subscriberId/removal", ({ redirect }) => redirect(home, 303), one)
    .post(
      "/:subscriberId/removal",
      ({ params, done, redirect }) => {
        removeSubscriber(db, params.subscriberId, done);
        return redirect(home, 303);
      },
      one,
    )
    .get("/:subscriberId/release", ({ redirect }) => redirect(home, 303), one)
    .post(
      "/:subscriberId/release",
      ({ params, done, redirect }) => {
        endQuarantine(db, params.subscriberId, done);
        return redirect(home, 303);
      },
      one,
    );

  function page(reader: Reader, query: Record<string, string | undefined>, outcome: Outcome | null): JSX.Element {
    const like = query["q"] ?? "";
    const after = /^\d+$/.test(query["after"] ?? "") ? Number(query["after"]) : 0;
    const subscribers = listSubscribers(db, { like, after, limit: 101 });
    const trouble = !mailIsReady(db) ? "no-mailbox" : mailAddress(db, settings) === null ? "no-address" : null;
    const isOpen = takesSubscribers(db, settings);
    return (
      <SubscribersPage
        {...{ reader, like, outcome, trouble, isOpen }}
        counts={countSubscribers(db)}
        subscribers={subscribers}
      />
    );
  }
}

/** What was pasted, or the file. */
async function textIn(body: unknown): Promise<string> {
  if (typeof body !== "object" || body === null) return "";
  const { file, list } = body as { file?: unknown; list?: unknown };
  if (file instanceof File && file.size > 0) return await file.text();
  return typeof list === "string" ? list : "";
}
