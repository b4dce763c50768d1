import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, type FormResult, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { listAssignable } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { findSystem, listSystems } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { OffboardingPage } from "#views/deletions/offboarding-page.tsx";
import { OffboardingsPage } from "#views/deletions/offboardings-page.tsx";
import { finishStep, reopenStep, saveStep, startOffboarding } from "./offboarding-actions.ts";
import { startForm, stepForm } from "./offboarding-forms.ts";
import { findOffboarding, listOffboardings, listSteps } from "./offboarding-store.ts";
import { oldDataOf } from "./step-moves.ts";
import { stepNotes } from "./step-notes.ts";
import { orderWarnings } from "./step-order.ts";

type Bad = Extract<FormResult<unknown>, { ok: false }>;
type Typed = { form: string; values: Fields; errors: Fields } | null;

const one = { params: z.object({ slug: z.string(), stepId: z.coerce.number().int().positive() }) };

/** Leaving a system step by step. */
export function offboardingRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/deletions/offboarding" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(listPage(reader)))
    .post("/", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(startForm, body, reader.language);
      if (form.ok) {
        startOffboarding(db, form.value.system, done);
        return redirect(`/deletions/offboarding/${form.value.system}`, 303);
      }
      set.status = 422;
      return html(listPage(reader, form));
    })
    .get("/:slug", ({ params, reader, html }) => html(page(params.slug, reader)))
    .get(
      "/:slug/steps/:stepId",
      ({ params, redirect }) => redirect(`/deletions/offboarding/${params.slug}#step-${params.stepId}`, 303),
      one,
    )
    .post(
      "/:slug/steps/:stepId",
      ({ params: { slug, stepId }, body, reader, done, html, redirect, set }) => {
        const form = readForm(stepForm(reader.today), body, reader.language);
        if (form.ok) {
          saveStep(db, slug, stepId, form.value, done);
          return redirect(`/deletions/offboarding/${slug}#step-${stepId}`, 303);
        }
        set.status = 422;
        return html(page(slug, reader, { form: `step-${stepId}`, ...form }));
      },
      one,
    )
    .get(
      "/:slug/steps/:stepId/done",
      ({ params, redirect }) => redirect(`/deletions/offboarding/${params.slug}#step-${params.stepId}`, 303),
      one,
    )
    .post(
      "/:slug/steps/:stepId/done",
      ({ params: { slug, stepId }, reader, done, redirect }) => {
        finishStep(db, slug, stepId, { happened: { on: reader.today, text: null }, done_by: null }, done);
        return redirect(`/deletions/offboarding/${slug}#step-${stepId}`, 303);
      },
      one,
    )
    .get(
      "/:slug/steps/:stepId/reopening",
      ({ params, redirect }) => redirect(`/deletions/offboarding/${params.slug}#step-${params.stepId}`, 303),
      one,
    )
    .post(
      "/:slug/steps/:stepId/reopening",
      ({ params: { slug, stepId }, done, redirect }) => {
        reopenStep(db, slug, stepId, done);
        return redirect(`/deletions/offboarding/${slug}#step-${stepId}`, 303);
      },
      one,
    );

  function page(slug: string, reader: Reader, typed: Typed = null): JSX.Element {
    const system = existing(slug);
    const steps = listSteps(db, system.id);
    const oldData = oldDataOf(db, system, reader.today);
    return (
      <OffboardingPage
        {...{ reader, system, steps, oldData, typed }}
        offboarding={findOffboarding(db, system.id)}
        warnings={orderWarnings(steps, oldData)}
        notes={stepNotes(db, system, reader)}
        people={listAssignable(db).map(({ name }) => name)}
      />
    );
  }

  function listPage(reader: Reader, bad: Bad | null = null): JSX.Element {
    const systems = listSystems(db);
    const byId = new Map(systems.map((system) => [system.id, system]));
    const running = listOffboardings(db).flatMap(({ system_id, started_on }) => {
      const system = byId.get(system_id);
      return system ? [{ system, started_on, steps: listSteps(db, system_id) }] : [];
    });
    const ids = new Set(running.map(({ system }) => system.id));
    const others = systems.filter((system) => system.archived_on === null && !ids.has(system.id));
    return <OffboardingsPage {...{ reader, running, others }} errors={bad?.errors ?? {}} />;
  }

  function existing(slug: string): System {
    const system = findSystem(db, slug);
    if (system) return system;
    throw new Problem("not-found", { de: "Dieses System gibt es nicht.", en: "That system does not exist." });
  }
}
