import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { SettingsPage } from "#views/settings/settings-page.tsx";
import { changeCompany, changeStand } from "./actions.ts";
import { companyForm, standForm } from "./forms.ts";
import { readCompany } from "./store.ts";

export function companyRoutes({ db, clock, settings }: App) {
  const known = () => ({ company: readCompany(db), fixed: settings.publicUrl });
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/settings", ({ reader, html }) => html(<SettingsPage reader={reader} {...known()} />))
    .post("/settings", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(companyForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(<SettingsPage reader={reader} {...known()} values={form.values} errors={form.errors} />);
      }
      changeCompany(db, form.value, done);
      return redirect("/settings", 303);
    })
    .get("/settings/stand", ({ redirect }) => redirect("/settings#stand", 303))
    .post("/settings/stand", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(standForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(<SettingsPage reader={reader} {...known()} stand={form.values} errors={form.errors} />);
      }
      changeStand(db, form.value, done);
      return redirect("/settings#stand", 303);
    });
}
