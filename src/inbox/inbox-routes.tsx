import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { InboxPage } from "#views/inbox/inbox-page.tsx";
import { KeysPage } from "#views/inbox/keys-page.tsx";
import { LinkPage } from "#views/inbox/mail-page.tsx";
import { type BulkTicked, inboxShown } from "./inbox-page.ts";
import { readInboxQuery } from "./inbox-query.ts";

/** The lists of the inbox. */
export function inboxRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/link", ({ query, reader, html }) => html(<LinkPage reader={reader} to={leadsTo(query["to"])} />))
    .get("/keys", ({ reader, html }) => html(<KeysPage reader={reader} />))
    .get("/", ({ query, reader, html }) =>
      html(<InboxPage reader={reader} shown={inboxShown(db, readInboxQuery(query), reader, tickedIn(query))} />),
    );
}

/** Without scripts, all of a page are ticked by an address. */
function tickedIn(query: Record<string, string | undefined>): BulkTicked | undefined {
  return query["select"] === "page" ? { selected: "all", values: {}, error: null } : undefined;
}

/** Only where a link in a mail can lead. */
function leadsTo(typed: string | undefined): URL {
  const url = typed !== undefined && URL.canParse(typed) ? new URL(typed) : null;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new Problem("not-found", { de: "Dieser Link führt nirgends hin.", en: "This link leads nowhere." });
}
