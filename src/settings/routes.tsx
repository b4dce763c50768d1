import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { companyRoutes } from "./company-routes.tsx";
import { criteriaRoutes } from "./criteria-routes.tsx";
import { exportRoutes } from "./export-routes.tsx";
import { historyRoutes } from "./history-routes.tsx";
import { lawRoutes } from "./law-routes.tsx";
import { startRoutes } from "./start-routes.tsx";
import { talkRoutes } from "./talk-routes.tsx";
import { webhookRoutes } from "./webhook-routes.tsx";

export function settingsRoutes(app: App) {
  return new Elysia()
    .use(startRoutes(app))
    .use(companyRoutes(app))
    .use(criteriaRoutes(app))
    .use(lawRoutes(app))
    .use(webhookRoutes(app))
    .use(talkRoutes(app))
    .use(exportRoutes(app))
    .use(historyRoutes(app));
}
