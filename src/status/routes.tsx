import { type AnyElysia, Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { statusApi } from "./api.ts";
import { componentRoutes } from "./component-routes.tsx";
import { noticeRoutes } from "./notice-routes.tsx";
import { pageRoutes } from "./page-routes.tsx";
import { planRoutes } from "./plan-routes.tsx";
import { publicStatusRoutes } from "./public-routes.tsx";
import { subscriberRoutes } from "./subscriber-routes.tsx";
import { subscriptionRoutes } from "./subscription-routes.tsx";
import { templateRoutes } from "./template-routes.tsx";

/** The public page and its subscriptions, and the team's rooms behind it. */
export function statusRoutes(app: App): AnyElysia {
  return new Elysia({ name: "status" })
    .use(publicStatusRoutes(app))
    .use(subscriptionRoutes(app))
    .use(noticeRoutes(app))
    .use(planRoutes(app))
    .use(componentRoutes(app))
    .use(templateRoutes(app))
    .use(subscriberRoutes(app))
    .use(pageRoutes(app))
    .use(statusApi(app));
}
