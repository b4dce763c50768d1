import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { readForm, refused } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { tellIn } from "#src/say.ts";
import { InvitationPage, ResetPage, SetUpPage } from "#views/people/link-page.tsx";
import { enter } from "./enter.ts";
import { invitationForm, resetForm, setUpForm } from "./forms.ts";
import { acceptInvitation, openLink, resetPassword, setUpFirstOwner } from "./link-actions.ts";
import type { Passwords } from "./password.ts";

/** Addresses that carry a one-time secret. Looking never uses it up; only a form that is well filled in does. */
export function linkRoutes(app: App, passwords: Passwords) {
  const { db, clock } = app;
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/setup/:secret", ({ params, reader, html }) => {
      openLink(db, "setup", params.secret, clock());
      return html(<SetUpPage reader={reader} />);
    })
    .post("/setup/:secret", async ({ params, reader, body, request, html, redirect, set }) => {
      openLink(db, "setup", params.secret, clock());
      const form = readForm(setUpForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(<SetUpPage reader={reader} values={form.values} errors={form.errors} />);
      }
      const { name, email, password } = form.value;
      const owner = { name, email, language: reader.language, password_hash: await passwords.hash(password) };
      const personId = setUpFirstOwner(db, params.secret, owner, clock());
      if (personId === null) {
        set.status = 422;
        const taken = tellIn(reader.language)({
          de: "Diese Adresse ist schon eingeladen. Nehmen Sie die Einladung an, oder eine andere Adresse.",
          en: "This address has been invited already. Accept the invitation, or take another address.",
        });
        return html(<SetUpPage reader={reader} {...refused(body, { email: taken })} />);
      }
      Object.assign(set.headers, enter(app, request, personId));
      return redirect("/settings/start", 303);
    })
    .get("/invitation/:secret", ({ params, reader, html }) => {
      const { email, name } = openLink(db, "invitation", params.secret, clock());
      return html(<InvitationPage reader={reader} email={email!} name={name!} />);
    })
    .post("/invitation/:secret", async ({ params, reader, body, request, html, redirect, set }) => {
      const { email, name } = openLink(db, "invitation", params.secret, clock());
      const form = readForm(invitationForm(email!), body, reader.language);
      if (!form.ok) {
        set.status = 422;
        const { values, errors } = form;
        return html(<InvitationPage reader={reader} email={email!} name={name!} values={values} errors={errors} />);
      }
      const joining = { name: form.value.name, password_hash: await passwords.hash(form.value.password) };
      const personId = acceptInvitation(db, params.secret, joining, clock());
      Object.assign(set.headers, enter(app, request, personId));
      return redirect("/", 303);
    })
    .get("/reset/:secret", ({ params, reader, html }) => {
      const { email } = openLink(db, "reset", params.secret, clock());
      return html(<ResetPage reader={reader} email={email!} />);
    })
    .post("/reset/:secret", async ({ params, reader, body, request, html, redirect, set }) => {
      const { email } = openLink(db, "reset", params.secret, clock());
      const form = readForm(resetForm(email!), body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(<ResetPage reader={reader} email={email!} errors={form.errors} />);
      }
      const personId = resetPassword(db, params.secret, await passwords.hash(form.value.password), clock());
      Object.assign(set.headers, enter(app, request, personId));
      return redirect("/", 303);
    });
}
