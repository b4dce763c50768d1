import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { endedCookie } from "#src/http/cookie.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { ownPath } from "#src/http/own-path.ts";
import { visitOf } from "#src/http/visitor.ts";
import { LogInPage } from "#views/people/login-page.tsx";
import { enter } from "./enter.ts";
import { logInForm } from "./forms.ts";
import type { Passwords } from "./password.ts";
import { checkLogIn, endSession } from "./session-actions.ts";

export function logInRoutes(app: App, passwords: Passwords) {
  const { db, clock } = app;
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/login", ({ reader, query, html, redirect }) => {
      if (reader.person) return redirect(wanted(query), 303);
      return html(<LogInPage reader={reader} left={"left" in query} />);
    })
    .post("/login", async ({ reader, query, body, request, html, redirect, set }) => {
      const form = readForm(logInForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(<LogInPage reader={reader} values={form.values} errors={form.errors} />);
      }
      const { address } = visitOf(request)!;
      const tried = await checkLogIn(db, passwords, { ...form.value, address, at: clock() });
      const values = { email: form.value.email };
      if (tried.ok) {
        Object.assign(set.headers, enter(app, request, tried.personId));
        return redirect(wanted(query), 303);
      }
      if (tried.again_at === null) {
        set.status = 422;
        return html(<LogInPage reader={reader} values={values} trouble={{ kind: "wrong" }} />);
      }
      set.status = 429;
      set.headers["retry-after"] = String(secondsUntil(tried.again_at, clock()));
      const trouble = { kind: "too-many" as const, again_at: tried.again_at };
      return html(<LogInPage reader={reader} values={values} trouble={trouble} />);
    })
    .get("/logout", ({ redirect }) => redirect("/people/me", 303))
    .post("/logout", ({ request, redirect, set }) => {
      const { visitor, secure } = visitOf(request)!;
      if (visitor.kind === "person") endSession(db, visitor.id, visitor.session);
      set.headers["set-cookie"] = endedCookie(secure);
      return redirect("/login?left", 303);
    });
}

/** Where somebody was going before they had to log in. */
function wanted(query: Record<string, string | undefined>): string {
  return ownPath(query["next"]) ?? "/";
}

function secondsUntil(moment: string, now: Date): number {
  return Math.max(1, Math.ceil((Date.parse(moment) - now.getTime()) / 1000));
}
