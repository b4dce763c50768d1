import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import type { Reader } from "#src/reader.ts";
import { MaintenancePage, type PlannedWork } from "#views/checks/maintenance-page.tsx";
import { nextOccurrence } from "./maintenance.ts";
import { changeMaintenance, endMaintenance, existingWindow, planMaintenance } from "./maintenance-actions.ts";
import { maintenanceForm } from "./maintenance-forms.ts";
import { listWindows, type WindowWithChecks } from "./maintenance-store.ts";
import { listChecks } from "./store.ts";
import { tickedIn } from "./ticks.ts";

const one = { params: z.object({ windowId: z.coerce.number().int().positive() }) };

type Filled = { values: Fields; errors: Fields; checks: readonly string[] };

/** Planned work: what it touches counts nowhere, and nobody is woken by it. */
export function maintenanceRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/checks/maintenance" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(page(reader, null, null)))
    .post("/", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(maintenanceForm(reader.company.time_zone), body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, null, { ...form, checks: tickedIn(body, "checks") }));
      }
      const { checks, ...words } = form.value;
      planMaintenance(db, words, idsOf(checks), done);
      return redirect("/checks/maintenance", 303);
    })
    .get("/:windowId", ({ params, reader, html }) => html(page(reader, existingWindow(db, params.windowId), null)), one)
    .post(
      "/:windowId",
      ({ params: { windowId }, body, reader, done, html, redirect, set }) => {
        const form = readForm(maintenanceForm(reader.company.time_zone), body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(page(reader, existingWindow(db, windowId), { ...form, checks: tickedIn(body, "checks") }));
        }
        const { checks, ...words } = form.value;
        changeMaintenance(db, windowId, words, idsOf(checks), done);
        return redirect("/checks/maintenance", 303);
      },
      one,
    )
    .get("/:windowId/end", ({ redirect }) => redirect("/checks/maintenance", 303), one)
    .post(
      "/:windowId/end",
      ({ params, done, redirect }) => {
        endMaintenance(db, params.windowId, done);
        return redirect("/checks/maintenance", 303);
      },
      one,
    );

  function idsOf(slugs: readonly string[]): number[] {
    return listChecks(db).flatMap(({ id, slug }) => (slugs.includes(slug) ? [id] : []));
  }

  function page(reader: Reader, window: WindowWithChecks | null, filled: Filled | null): JSX.Element {
    const checks = listChecks(db);
    const slugs = new Map(checks.map(({ id, slug }) => [id, slug]));
    const planned: PlannedWork[] = listWindows(db)
      .map((one) => ({ window: one, next: nextOccurrence(one, reader.now.getTime()) }))
      .sort((a, b) => (a.next?.from ?? Infinity) - (b.next?.from ?? Infinity));
    const shown = filled ?? {
      values: window ? valuesOf(window) : {},
      errors: {},
      checks: (window?.check_ids ?? []).flatMap((id) => slugs.get(id) ?? []),
    };
    return <MaintenancePage {...{ reader, planned, checks, window }} filled={shown} />;
  }
}

function valuesOf({ title, starts, minutes, time_zone, rule, all_checks, note }: WindowWithChecks): Fields {
  return {
    ...{ title, starts, time_zone, rule: rule ?? "", note: note ?? "", minutes: String(minutes) },
    repeats: rule === null ? "once" : "rule",
    scope: all_checks ? "all" : "some",
  };
}
