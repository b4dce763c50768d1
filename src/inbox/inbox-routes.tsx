import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { InboxPage } from "#views/inbox/inbox-page.tsx";
import { inboxShown } from "./inbox-page.ts";
import { readInboxQuery } from "./inbox-query.ts";

/** The lists of the inbox. */
export function inboxRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ query, reader, html }) =>
      html(<InboxPage reader={reader} shown={inboxShown(db, readInboxQuery(query), reader)} />),
    );
}
