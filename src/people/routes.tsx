import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { linkRoutes } from "./link-routes.tsx";
import { logInRoutes } from "./login-routes.tsx";
import { meRoutes } from "./me-routes.tsx";
import { passwordsAt } from "./password.ts";
import { personRoutes } from "./person-routes.tsx";
import { shownOnce } from "./shown-once.ts";
import { tokenRoutes } from "./token-routes.tsx";

export function peopleRoutes(app: App) {
  const passwords = passwordsAt(app.passwordCost);
  const shown = shownOnce(app.clock);
  return new Elysia()
    .use(logInRoutes(app, passwords))
    .use(linkRoutes(app, passwords))
    .use(meRoutes(app, passwords))
    .use(tokenRoutes(app, shown))
    .use(personRoutes(app, shown));
}
