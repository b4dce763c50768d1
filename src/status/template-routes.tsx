import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { TemplatesPage } from "#views/status/templates-page.tsx";
import { templateForm } from "./forms.ts";
import { addTemplate, changeTemplate, removeTemplate } from "./template-actions.ts";
import { listTemplates } from "./template-store.ts";

const one = { params: z.object({ templateId: z.coerce.number().int().positive() }) };
const home = "/status/manage/templates";

/** Words that are ready before they are needed. */
export function templateRoutes({ db, clock }: App) {
  return new Elysia({ name: "status templates", prefix: home })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(<TemplatesPage reader={reader} templates={listTemplates(db)} wrong={null} />))
    .post("/", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(templateForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(<TemplatesPage reader={reader} templates={listTemplates(db)} wrong={{ about: "new", ...form }} />);
      }
      addTemplate(db, form.value, done);
      return redirect(home, 303);
    })
    .get("/:templateId", ({ redirect }) => redirect(home, 303), one)
    .post(
      "/:templateId",
      ({ params: { templateId }, reader, done, body, html, redirect, set }) => {
        const form = readForm(templateForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(
            <TemplatesPage reader={reader} templates={listTemplates(db)} wrong={{ about: templateId, ...form }} />,
          );
        }
        changeTemplate(db, templateId, form.value, done);
        return redirect(home, 303);
      },
      one,
    )
    .get("/:templateId/removal", ({ redirect }) => redirect(home, 303), one)
    .post(
      "/:templateId/removal",
      ({ params: { templateId }, done, redirect }) => {
        removeTemplate(db, templateId, done);
        return redirect(home, 303);
      },
      one,
    );
}
