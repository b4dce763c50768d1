import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm, refused } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { ErasePage } from "#views/inbox/erase-page.tsx";
import { ErasurePage, ErasureState, ErasuresPage } from "#views/inbox/erasures-page.tsx";
import { beginErasure } from "./erasure-actions.ts";
import { erasureForm } from "./erasure-forms.ts";
import { olderCopies } from "./erasure-list.ts";
import { erasurePreview, shownErasure } from "./erasure-page.ts";
import { findErasure, listErasures } from "./erasure-store.ts";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };

/** Erasing somebody who wrote in: looked at first, confirmed by typing, then done in small steps. For owners. */
export function erasureRoutes({ db, clock, settings }: App) {
  return new Elysia({ prefix: "/inbox" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/customers/:id/erase",
      ({ params: { id }, reader, html }) =>
        html(<ErasePage reader={reader} preview={erasurePreview(db, id, reader)} />),
      one,
    )
    .post(
      "/customers/:id/erase",
      async ({ params: { id }, body, reader, done, html, redirect, set }) => {
        const preview = erasurePreview(db, id, reader);
        const form = readForm(erasureForm, body, reader.language);
        const mistaken = !form.ok
          ? form
          : form.value.confirm !== preview.confirmation
            ? refused(body, { confirm: typeIt[reader.language] })
            : null;
        if (form.ok && mistaken === null)
          return redirect(`/inbox/erasures/${await beginErasure(db, id, form.value, done)}`, 303);
        set.status = 422;
        return html(<ErasePage reader={reader} preview={preview} mistaken={mistaken!} />);
      },
      one,
    )
    .get("/erasures", ({ reader, html }) =>
      html(<ErasuresPage reader={reader} erasures={listErasures(db).map(shownErasure)} />),
    )
    .get(
      "/erasures/:id",
      ({ params: { id }, reader, request, html, set }) => {
        const shown = stateOf(id);
        // Without JavaScript the browser itself asks again; with it, only what changes does.
        if (shown.erasure.state === "running" && !request.headers.has("hx-request")) set.headers["refresh"] = "2";
        return html(<ErasurePage reader={reader} {...shown} />);
      },
      one,
    )
    .get(
      "/erasures/:id/state",
      ({ params: { id }, reader, html }) => html(<ErasureState reader={reader} {...stateOf(id)} />),
      one,
    );

  function stateOf(id: number) {
    const erasure = findErasure(db, id);
    if (erasure === null) throw noErasure;
    return { erasure: shownErasure(erasure), copies: olderCopies(settings.db) };
  }
}

const typeIt = {
  de: "Das ist nicht die Adresse. Tippen Sie sie genau so ab, wie sie dasteht.",
  en: "That is not the address. Type it exactly as it stands there.",
};
const noErasure = new Problem("not-found", { de: "Diese Löschung gibt es nicht.", en: "There is no such erasure." });
