import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { type Planned, PlannedPage } from "#views/overview/planned-page.tsx";

const areas: readonly Planned[] = ["checks"];

/** Addresses whose rooms are still being built say what will be there. */
export function plannedRoutes({ clock }: App) {
  const routes = new Elysia({ name: "planned" }).use(html({ autoDetect: false })).use(visiting(clock));
  for (const area of areas)
    routes.get(`/${area}`, ({ reader, html }) => html(<PlannedPage reader={reader} area={area} />));
  return routes;
}
