import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { LawPage } from "#views/settings/law-page.tsx";
import { lawEndForm, lawForm } from "./forms.ts";
import { addLawEntry, endLawEntry, withdrawLawEntry } from "./law-actions.ts";
import { listLawEntries } from "./law-store.ts";

const one = { params: z.object({ entryId: z.coerce.number().int().positive() }) };

/** What the company knows of the law beside the list that came with Aktion. */
export function lawRoutes({ db, clock }: App) {
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/settings/law", ({ reader, html }) => html(<LawPage reader={reader} entries={listLawEntries(db)} />))
    .post("/settings/law", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(lawForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        const { values, errors } = form;
        return html(<LawPage reader={reader} entries={listLawEntries(db)} values={values} errors={errors} />);
      }
      addLawEntry(db, form.value, done);
      return redirect("/settings/law", 303);
    })
    .get("/settings/law/:entryId/end", ({ redirect }) => redirect("/settings/law", 303), one)
    .post(
      "/settings/law/:entryId/end",
      ({ params, reader, done, body, redirect }) => {
        const form = readForm(lawEndForm, body, reader.language);
        if (!form.ok) throw withoutDay;
        endLawEntry(db, params.entryId, form.value.until_on, done);
        return redirect("/settings/law", 303);
      },
      one,
    )
    .get("/settings/law/:entryId/withdrawal", ({ redirect }) => redirect("/settings/law", 303), one)
    .post(
      "/settings/law/:entryId/withdrawal",
      ({ params, done, redirect }) => {
        withdrawLawEntry(db, params.entryId, done);
        return redirect("/settings/law", 303);
      },
      one,
    );
}

const withoutDay = new Problem("invalid", {
  de: "Nennen Sie den letzten Tag, an dem es galt.",
  en: "Name the last day on which it held.",
});
