import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { CriteriaPage } from "#views/settings/criteria-page.tsx";
import { addCriterion, changeCriterion, dropCriterion, takeCriterionBack } from "./criterion-actions.ts";
import { criterionForm, criterionStateForm } from "./forms.ts";
import { listArchivedCriteria, listCriteria } from "./store.ts";

const one = { params: z.object({ criterionId: z.coerce.number().int().positive() }) };

export function criteriaRoutes({ db, clock }: App) {
  const known = () => ({ criteria: listCriteria(db), archived: listArchivedCriteria(db) });
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/settings/criteria", ({ reader, html }) => html(<CriteriaPage reader={reader} {...known()} />))
    .post("/settings/criteria", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(criterionForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(<CriteriaPage reader={reader} {...known()} mistaken={{ about: "new", ...form }} />);
      }
      addCriterion(db, form.value, done);
      return redirect("/settings/criteria", 303);
    })
    .get(
      "/settings/criteria/:criterionId",
      ({ params, redirect }) => redirect(`/settings/criteria#criterion-${params.criterionId}`, 303),
      one,
    )
    .post(
      "/settings/criteria/:criterionId",
      ({ params, reader, done, body, html, redirect, set }) => {
        const form = readForm(criterionForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(<CriteriaPage reader={reader} {...known()} mistaken={{ about: params.criterionId, ...form }} />);
        }
        changeCriterion(db, params.criterionId, form.value, done);
        return redirect(`/settings/criteria#criterion-${params.criterionId}`, 303);
      },
      one,
    )
    .get("/settings/criteria/:criterionId/state", ({ redirect }) => redirect("/settings/criteria", 303), one)
    .post(
      "/settings/criteria/:criterionId/state",
      ({ params, reader, done, body, redirect }) => {
        const form = readForm(criterionStateForm, body, reader.language);
        if (!form.ok) throw notOffered;
        if (form.value.state === "archived") dropCriterion(db, params.criterionId, done);
        else takeCriterionBack(db, params.criterionId, done);
        return redirect("/settings/criteria", 303);
      },
      one,
    );
}

const notOffered = new Problem("invalid", {
  de: "Ein Kriterium wird verwendet oder ist archiviert. Laden Sie die Seite neu.",
  en: "A criterion is used or archived. Load the page again.",
});
