import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { addAddendum, carryItem, existing } from "./actions.ts";
import { addendumForm, mailForm } from "./forms.ts";
import { sendMinutes } from "./mail-actions.ts";
import { minutesAsText } from "./minutes-read.ts";
import { frozen, minutesPage } from "./minutes-shown.tsx";
import { minutesText } from "./store.ts";

const id = z.coerce.number().int().positive();
const one = { params: z.object({ roundId: id }) };
const item = { params: z.object({ roundId: id, itemId: id }) };

/** What becomes of closed minutes: other forms of them, additions, and what is carried over. */
export function minutesRoutes({ db, clock, settings }: App) {
  return new Elysia({ prefix: "/round/:roundId" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/minutes.md",
      ({ params, reader, set, redirect }) => {
        if (existing(db, params.roundId).state === "open") return redirect(`/round/${params.roundId}`, 303);
        set.headers["content-type"] = "text/markdown; charset=utf-8";
        frozen(db, params.roundId);
        return minutesAsText(db, params.roundId, reader);
      },
      one,
    )
    .get(
      "/minutes.json",
      ({ params, set, redirect }) => {
        if (existing(db, params.roundId).state === "open") return redirect(`/round/${params.roundId}`, 303);
        frozen(db, params.roundId);
        set.headers["content-type"] = "application/json; charset=utf-8";
        return minutesText(db, params.roundId);
      },
      one,
    )
    .get("/mail", ({ params, redirect }) => redirect(`/round/${params.roundId}#mail`, 303), one)
    .post(
      "/mail",
      ({ params, body, reader, done, html, redirect, set }) => {
        const form = readForm(mailForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(minutesPage(db, reader, existing(db, params.roundId), form));
        }
        sendMinutes(db, params.roundId, { to: form.value.to, reader, address: settings.publicUrl }, done);
        return redirect(`/round/${params.roundId}?sent=${form.value.to.length}#mail`, 303);
      },
      one,
    )
    .get("/addenda", ({ params, redirect }) => redirect(`/round/${params.roundId}#addenda`, 303), one)
    .post(
      "/addenda",
      ({ params, body, reader, done, html, redirect, set }) => {
        const form = readForm(addendumForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(minutesPage(db, reader, existing(db, params.roundId), form));
        }
        addAddendum(db, params.roundId, form.value.text, done);
        return redirect(`/round/${params.roundId}#addenda`, 303);
      },
      one,
    )
    .get("/items/:itemId/carry", ({ params, redirect }) => redirect(`/round/${params.roundId}`, 303), item)
    .post(
      "/items/:itemId/carry",
      ({ params, done, redirect }) => {
        carryItem(db, params.roundId, params.itemId, done);
        return redirect(`/round/${params.roundId}#not-treated`, 303);
      },
      item,
    );
}
