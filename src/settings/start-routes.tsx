import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { type Fields, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { visitOf } from "#src/http/visitor.ts";
import { originOf } from "#src/people/address.ts";
import { fieldsOf } from "#views/settings/settings-page.tsx";
import { StartPage } from "#views/settings/start-page.tsx";
import { setUpCompany } from "./actions.ts";
import { type Criterion, criterionField } from "./company.ts";
import { readSetUp } from "./forms.ts";
import { listCriteria, readCompany } from "./store.ts";

/** The first page about the company. Until it is saved, an owner who asks for the overview is led there. */
export function startRoutes(app: App) {
  const { db, clock, settings } = app;
  const isSetUp = () => readCompany(db).set_up_at !== null;
  return new Elysia()
    .use(html({ autoDetect: false }))
    .onRequest(({ request }) => {
      const visit = visitOf(request);
      if (visit?.reader.path !== "/" || visit.reader.person?.role !== "owner" || isSetUp()) return;
      return new Response(null, { status: 303, headers: { location: "/settings/start" } });
    })
    .use(visiting(clock))
    .get("/settings/start", ({ reader, request, html, redirect }) => {
      if (isSetUp()) return redirect("/settings", 303);
      const criteria = listCriteria(db);
      const address = settings.publicUrl ?? originOf(request);
      const company = { ...readCompany(db), name: "", language: reader.language, public_address: address };
      return html(
        <StartPage reader={reader} criteria={criteria} values={{ ...fieldsOf(company), ...fieldsOfAll(criteria) }} />,
      );
    })
    .post("/settings/start", ({ reader, done, body, html, redirect, set }) => {
      if (isSetUp()) return redirect("/settings", 303);
      const criteria = listCriteria(db);
      const form = readSetUp(body, criteria, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(<StartPage reader={reader} criteria={criteria} values={typedText(body)} errors={form.errors} />);
      }
      setUpCompany(db, form.value, done);
      return redirect("/services", 303);
    });
}

function fieldsOfAll(criteria: readonly Criterion[]): Fields {
  const parts = ["name", "name_en", "meaning", "meaning_en"] as const;
  return Object.fromEntries(
    criteria.flatMap((criterion) => [
      ...parts.map((part) => [criterionField(criterion.id, part), criterion[part] ?? ""]),
      [criterionField(criterion.id, "used"), "yes"],
    ]),
  );
}
