import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import type { Reader } from "#src/reader.ts";
import type { ListedCheck } from "#views/checks/check-row.tsx";
import { ChecksPage } from "#views/checks/checks-page.tsx";
import { alertRoutes } from "./alert-routes.tsx";
import { listRules } from "./alert-store.ts";
import { archiveRoutes } from "./archive-routes.tsx";
import { checkRoutes } from "./check-routes.tsx";
import { exchangeRoutes } from "./exchange-routes.tsx";
import { listedFirst, listFilters } from "./list.ts";
import { maintenanceRoutes } from "./maintenance-routes.tsx";
import { makingRoutes } from "./making-routes.tsx";
import { observerRoutes } from "./observer-routes.tsx";
import { faultsSince } from "./observer-store.ts";
import { pingRoutes } from "./ping-routes.tsx";
import { type CheckNow, checksNow, daysOf, noDays, sparkOf } from "./read.ts";
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
    .use(checkRoutes(app));
}

function listRoutes({ db, clock }: App) {
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/checks", ({ query, reader, html }) => html(page(reader, query["show"], Number(query["page"] ?? 1))));

  function page(reader: Reader, wanted: string | undefined, number: number): JSX.Element {
    const all = checksNow(db);
    const show = listFilters.find((filter) => filter === wanted) ?? "all";
    const shown = listedFirst(all, show);
    const pages = Math.max(1, Math.ceil(shown.length / perPage));
    const at = Number.isInteger(number) && number >= 1 ? Math.min(number, pages) : 1;
    const rows = shown.slice((at - 1) * perPage, at * perPage).map((now) => listed(now, reader));
    const since = new Date(reader.now.getTime() - 86_400_000).toISOString();
    return (
      <ChecksPage
        {...{ reader, all, rows, show }}
        pages={{ at, of: pages }}
        troubles={openTroubles(db).slice(0, mostTroubles)}
        faults={faultsSince(db, since)}
        alerted={listRules(db).length > 0}
        archived={listArchivedChecks(db).length}
      />
    );
  }

  function listed(now: CheckNow, reader: Reader): ListedCheck {
    const { id } = now.check;
    return {
      ...now,
      days: daysOf(db, id, 90, reader.now).get(id) ?? noDays(reader.today, 90),
      spark: sparkOf(db, id, reader.now),
    };
  }
}

/** So many with their ninety days are read in a few milliseconds, and are as much as anybody looks at. */
const perPage = 50;
const mostTroubles = 100;
