import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { listAssignable } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import { type Mistaken, TemplatePage } from "#views/deletions/template-page.tsx";
import {
  addToTemplate,
  changeTemplate,
  dropFromTemplate,
  moveInTemplate,
  takeIntoTemplate,
} from "./template-actions.ts";
import { moveForm, templateStateForm, templateStepForm } from "./template-forms.ts";
import { listArchivedTemplate, listTemplate } from "./template-store.ts";

const one = { params: z.object({ stepId: z.coerce.number().int().positive() }) };

/** The company's own list of steps. */
export function templateRoutes({ db, clock }: App) {
  const known = (mistaken: Mistaken | null = null) => ({
    steps: listTemplate(db),
    archived: listArchivedTemplate(db),
    people: listAssignable(db).map(({ name }) => name),
    mistaken,
  });
  return new Elysia({ prefix: "/deletions/template" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(<TemplatePage reader={reader} {...known()} />))
    .post("/", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(templateStepForm, body, reader.language);
      if (form.ok) {
        addToTemplate(db, form.value, done);
        return redirect("/deletions/template", 303);
      }
      set.status = 422;
      return html(<TemplatePage reader={reader} {...known({ form: "new", ...form })} />);
    })
    .get("/:stepId", ({ params, redirect }) => redirect(`/deletions/template#step-${params.stepId}`, 303), one)
    .post(
      "/:stepId",
      ({ params, reader, done, body, html, redirect, set }) => {
        const form = readForm(templateStepForm, body, reader.language);
        if (form.ok) {
          changeTemplate(db, params.stepId, form.value, done);
          return redirect(`/deletions/template#step-${params.stepId}`, 303);
        }
        set.status = 422;
        return html(<TemplatePage reader={reader} {...known({ form: `step-${params.stepId}`, ...form })} />);
      },
      one,
    )
    .get("/:stepId/place", ({ redirect }) => redirect("/deletions/template", 303), one)
    .post(
      "/:stepId/place",
      ({ params, reader, done, body, redirect }) => {
        const form = readForm(moveForm, body, reader.language);
        if (!form.ok) throw notOffered;
        moveInTemplate(db, params.stepId, form.value.to, done);
        return redirect(`/deletions/template#step-${params.stepId}`, 303);
      },
      one,
    )
    .get("/:stepId/state", ({ redirect }) => redirect("/deletions/template", 303), one)
    .post(
      "/:stepId/state",
      ({ params, reader, done, body, redirect }) => {
        const form = readForm(templateStateForm, body, reader.language);
        if (!form.ok) throw notOffered;
        if (form.value.state === "archived") dropFromTemplate(db, params.stepId, done);
        else takeIntoTemplate(db, params.stepId, done);
        return redirect("/deletions/template", 303);
      },
      one,
    );
}

const notOffered = new Problem("invalid", {
  de: "Das lässt sich mit einem Schritt nicht tun. Laden Sie die Seite neu.",
  en: "That cannot be done with a step. Load the page again.",
});
