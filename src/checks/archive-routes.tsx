import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { ArchivePage } from "#views/checks/archive-page.tsx";
import { listArchivedChecks } from "./store.ts";

/** Checks that are no longer asked; their history stays. */
export function archiveRoutes({ db, clock }: App) {
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/checks/archive", ({ reader, html }) =>
      html(<ArchivePage reader={reader} checks={listArchivedChecks(db)} />),
    );
}
