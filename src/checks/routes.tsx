import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import type { Reader } from "#src/reader.ts";
import { ChecksPage, type ListedCheck, listFilters } from "#views/checks/checks-page.tsx";
import { alertRoutes } from "./alert-routes.tsx";
import { archiveRoutes } from "./archive-routes.tsx";
import { checkRoutes } from "./check-routes.tsx";
import { exchangeRoutes } from "./exchange-routes.tsx";
import { maintenanceRoutes } from "./maintenance-routes.tsx";
import { makingRoutes } from "./making-routes.tsx";
import { observerRoutes } from "./observer-routes.tsx";
import { faultsSince } from "./observer-store.ts";
import { pingRoutes } from "./ping-routes.tsx";
import { checksNow, daysOf, noDays, sparkOf } from "./read.ts";
import { listArchivedChecks } from "./store.ts";
import type { Outside } from "./surroundings.ts";
import { openTroubles } from "./trouble-store.ts";

/** Every address of the checks for people. */
export function checksRoutes(app: App, outside: Outside) {
  return new Elysia()
    .use(pingRoutes(app))
    .use(listRoutes(app))
    .use(maintenanceRoutes(app))
    .use(alertRoutes(app))
    .use(observerRoutes(app))
    .use(exchangeRoutes(app))
    .use(makingRoutes(app, outside))
    .use(archiveRoutes(app))
    .use(checkRoutes(app, outside));
}

function listRoutes({ db, clock }: App) {
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/checks", ({ query, reader, html }) => html(page(reader, query["show"])));

  function page(reader: Reader, wanted: string | undefined): JSX.Element {
    const days = daysOf(db, null, 90, reader.now);
    const rows: ListedCheck[] = checksNow(db).map((now) => ({
      ...now,
      days: days.get(now.check.id) ?? noDays(reader.today, 90),
      spark: sparkOf(db, now.check.id, reader.now),
    }));
    const show = listFilters.find((filter) => filter === wanted) ?? "all";
    const since = new Date(reader.now.getTime() - 86_400_000).toISOString();
    return (
      <ChecksPage
        {...{ reader, rows, show }}
        troubles={openTroubles(db)}
        faults={faultsSince(db, since)}
        archived={listArchivedChecks(db).length}
      />
    );
  }
}
