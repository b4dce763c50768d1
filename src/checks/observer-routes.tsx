import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import type { Reader } from "#src/reader.ts";
import { ObserverPage } from "#views/checks/observer-page.tsx";
import { liveOf } from "./live.ts";
import { addReference, removeReference } from "./observer-actions.ts";
import { referenceForm } from "./observer-forms.ts";
import { faultsSince, listReferences } from "./observer-store.ts";

const one = { params: z.object({ referenceId: z.coerce.number().int().positive() }) };

/** How we know that it is not ourselves: reference targets, and when we could not see. */
export function observerRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/checks/observer" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(page(reader, { values: {}, errors: {} })))
    .get("/references", ({ redirect }) => redirect("/checks/observer", 303))
    .post("/references", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(referenceForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, form));
      }
      addReference(db, form.value.target, done);
      return redirect("/checks/observer", 303);
    })
    .get("/references/:referenceId/removal", ({ redirect }) => redirect("/checks/observer", 303), one)
    .post(
      "/references/:referenceId/removal",
      ({ params, done, redirect }) => {
        removeReference(db, params.referenceId, done);
        return redirect("/checks/observer", 303);
      },
      one,
    );

  function page(reader: Reader, typed: { values: Fields; errors: Fields }): JSX.Element {
    const monthAgo = new Date(reader.now.getTime() - 30 * 86_400_000).toISOString();
    return (
      <ObserverPage
        {...{ reader, ...typed }}
        references={listReferences(db)}
        faults={faultsSince(db, monthAgo)}
        figures={liveOf(db)?.figures() ?? null}
      />
    );
  }
}
