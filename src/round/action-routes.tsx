import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { listAssignable } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import { ActionsPage } from "#views/round/actions-page.tsx";
import { byPerson } from "./action.ts";
import { finishAction, reopenAction, setAction } from "./action-actions.ts";
import { listDoneActions, listOpenActions } from "./action-store.ts";
import { actionForm } from "./forms.ts";

const one = { params: z.object({ actionId: z.coerce.number().int().positive() }) };
const nothing = { values: {}, errors: {} };

/** What people took on, by person; done with one click, which can be undone. */
export function roundActionRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/round/actions" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(page(reader, nothing)))
    .post("/", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(actionForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, form));
      }
      setAction(db, form.value, { round_id: null, subject: null }, done);
      return redirect("/round/actions", 303);
    })
    .get("/:actionId/done", ({ params, redirect }) => redirect(`/round/actions#action-${params.actionId}`, 303), one)
    .post(
      "/:actionId/done",
      ({ params, done, redirect }) => {
        finishAction(db, params.actionId, done);
        return redirect(`/round/actions#action-${params.actionId}`, 303);
      },
      one,
    )
    .get("/:actionId/open", ({ params, redirect }) => redirect(`/round/actions#action-${params.actionId}`, 303), one)
    .post(
      "/:actionId/open",
      ({ params, done, redirect }) => {
        reopenAction(db, params.actionId, done);
        return redirect(`/round/actions#action-${params.actionId}`, 303);
      },
      one,
    );

  function page(reader: Reader, { values, errors }: { values: Fields; errors: Fields }): JSX.Element {
    return (
      <ActionsPage
        reader={reader}
        open={byPerson(listOpenActions(db))}
        done={listDoneActions(db, 20)}
        people={listAssignable(db).map(({ name }) => name)}
        values={values}
        errors={errors}
      />
    );
  }
}
