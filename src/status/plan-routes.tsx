import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import type { Reader } from "#src/reader.ts";
import type { Wrong } from "#views/status/notice-forms.tsx";
import { endForm, movingForm } from "./forms.ts";
import { cancelMaintenance, finishMaintenance, moveMaintenance } from "./maintenance-actions.ts";
import type { Told } from "./notice.ts";
import { noticeIn } from "./notice-actions.ts";
import { noticeShown } from "./notice-shown.tsx";

const one = { params: z.object({ noticeId: z.coerce.number().int().positive() }) };
const home = "/status/manage";
const at = (noticeId: number) => `${home}/notices/${noticeId}`;

/** Planned work that moves, ends or is called off. */
export function planRoutes({ db, clock }: App) {
  const zoneOf = (reader: Reader) => reader.company.time_zone;
  const page = (reader: Reader, notice: Told, wrong: Wrong) => noticeShown(db, reader, notice, wrong);
  return new Elysia({ name: "status plans", prefix: home })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/notices/:noticeId/move", ({ params, redirect }) => redirect(at(params.noticeId), 303), one)
    .post(
      "/notices/:noticeId/move",
      ({ params: { noticeId }, reader, done, body, html, redirect, set }) => {
        const form = readForm(movingForm(zoneOf(reader)), body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(page(reader, noticeIn(db, noticeId), { about: "move", ...form }));
        }
        moveMaintenance(db, noticeId, form.value, done);
        return redirect(at(noticeId), 303);
      },
      one,
    )
    .get("/notices/:noticeId/completion", ({ params, redirect }) => redirect(at(params.noticeId), 303), one)
    .post(
      "/notices/:noticeId/completion",
      ({ params: { noticeId }, reader, done, body, html, redirect, set }) => {
        const form = readForm(endForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(page(reader, noticeIn(db, noticeId), { about: "end", ...form }));
        }
        finishMaintenance(db, noticeId, form.value, done);
        return redirect(at(noticeId), 303);
      },
      one,
    )
    .get("/notices/:noticeId/cancellation", ({ params, redirect }) => redirect(at(params.noticeId), 303), one)
    .post(
      "/notices/:noticeId/cancellation",
      ({ params: { noticeId }, reader, done, body, html, redirect, set }) => {
        const form = readForm(endForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(page(reader, noticeIn(db, noticeId), { about: "end", ...form }));
        }
        cancelMaintenance(db, noticeId, form.value, done);
        return redirect(at(noticeId), 303);
      },
      one,
    );
}
