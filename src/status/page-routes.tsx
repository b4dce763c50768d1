import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import type { Reader } from "#src/reader.ts";
import { PageSettingsPage } from "#views/status/page-settings-page.tsx";
import { folderTrouble } from "./exporting.ts";
import { changeLogo, changePage } from "./page-actions.ts";
import { pageForm } from "./page-forms.ts";
import { readPage } from "./page-store.ts";
import { logoTrouble } from "./png.ts";

const home = "/status/manage/settings";

/** What the public page is called, looks like and does: the owners' to say. */
export function pageRoutes({ db, clock }: App) {
  return new Elysia({ name: "status settings", prefix: home })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(page(reader)))
    .post("/", async ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(pageForm, body, reader.language);
      const trouble = form.ok && form.value.export_folder ? await folderTrouble(form.value.export_folder) : null;
      if (form.ok && trouble === null) {
        changePage(db, form.value, done);
        return redirect(home, 303);
      }
      set.status = 422;
      const values = form.ok ? (body as Fields) : form.values;
      const errors: Fields = form.ok ? { export_folder: trouble![reader.language] } : form.errors;
      return html(page(reader, { values, errors }));
    })
    .get("/logo", ({ redirect }) => redirect(`${home}#logo`, 303))
    .post("/logo", async ({ reader, done, body, html, redirect, set }) => {
      const file = (body as { logo?: unknown } | null)?.logo;
      if (!(file instanceof File) || file.size === 0) {
        changeLogo(db, null, done);
        return redirect(home, 303);
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      const trouble = logoTrouble(bytes);
      if (trouble === null) {
        changeLogo(db, bytes, done);
        return redirect(home, 303);
      }
      set.status = 422;
      return html(page(reader, { values: {}, errors: { logo: trouble[reader.language] } }));
    });

  function page(reader: Reader, typed: { values: Fields; errors: Fields } | null = null): JSX.Element {
    return <PageSettingsPage reader={reader} page={readPage(db)} typed={typed} />;
  }
}
