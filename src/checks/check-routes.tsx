import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { publicAddress } from "#src/people/address.ts";
import type { Reader } from "#src/reader.ts";
import { findSystemById, listServices } from "#src/services/store.ts";
import { CheckPage } from "#views/checks/check-page.tsx";
import { archiveCheck, existing, muteCheck, pauseCheck, renewPingKey, restoreCheck, resumeCheck } from "./actions.ts";
import { chartOf, chartSpans, lastAnswers } from "./detail.ts";
import { fileAsEvidence } from "./evidence-actions.ts";
import { muteForm } from "./forms.ts";
import { expectedPing } from "./heartbeats.ts";
import { liveOf } from "./live.ts";
import { pingsOf } from "./ping-store.ts";
import { checkNow, daysOf, noDays, targetOf, timesBack } from "./read.ts";
import { findCheckById } from "./store.ts";
import { troublesOf } from "./trouble-store.ts";

/** A check's own page, and what is done to it. */
export function checkRoutes(app: App) {
  const { db, clock } = app;
  const back = (slug: string) => `/checks/${slug}`;
  return new Elysia({ prefix: "/checks/:slug" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ params, query, request, reader, html }) => html(page(params.slug, query["span"], request, reader)))
    .get("/pause", ({ params, redirect }) => redirect(back(params.slug), 303))
    .post("/pause", ({ params, done, redirect }) => {
      pauseCheck(db, params.slug, done);
      return redirect(back(params.slug), 303);
    })
    .get("/resume", ({ params, redirect }) => redirect(back(params.slug), 303))
    .post("/resume", ({ params, done, redirect }) => {
      resumeCheck(db, params.slug, done);
      return redirect(back(params.slug), 303);
    })
    .get("/archive", ({ params, redirect }) => redirect(back(params.slug), 303))
    .post("/archive", ({ params, done, redirect }) => {
      archiveCheck(db, params.slug, done);
      return redirect("/checks", 303);
    })
    .get("/restore", ({ params, redirect }) => redirect(back(params.slug), 303))
    .post("/restore", ({ params, done, redirect }) => {
      restoreCheck(db, params.slug, done);
      return redirect(back(params.slug), 303);
    })
    .get("/mute", ({ params, redirect }) => redirect(back(params.slug), 303))
    .post("/mute", ({ params, body, reader, done, redirect }) => {
      const form = readForm(muteForm, body, reader.language);
      muteCheck(db, params.slug, form.ok ? Number(form.value.hours) : 4, done);
      return redirect(back(params.slug), 303);
    })
    .get("/key", ({ params, redirect }) => redirect(back(params.slug), 303))
    .post("/key", ({ params, done, redirect }) => {
      renewPingKey(db, params.slug, done);
      return redirect(back(params.slug), 303);
    })
    .get("/evidence", ({ params, redirect }) => redirect(back(params.slug), 303))
    .post("/evidence", async ({ params, done, redirect }) => redirect(await fileAsEvidence(db, params.slug, done), 303))
    .get("/run", ({ params, redirect }) => redirect(back(params.slug), 303))
    .post("/run", ({ params, redirect }) => {
      liveOf(db)?.hurry(existing(db, params.slug).id);
      return redirect(back(params.slug), 303);
    });

  function page(slug: string, wanted: string | undefined, request: Request, reader: Reader): JSX.Element {
    const check = existing(db, slug);
    const { id } = check;
    const now = checkNow(db, check);
    const span = chartSpans.find((one) => one === wanted) ?? "day";
    return (
      <CheckPage
        {...{ reader, now, span }}
        target={targetOf(check)}
        days={daysOf(db, id, 90, reader.now).get(id) ?? noDays(reader.today, 90)}
        times={{ day: timesBack(db, id, 24, reader.now), week: timesBack(db, id, 7 * 24, reader.now) }}
        chart={chartOf(db, id, span, reader.now)}
        answers={lastAnswers(db, id, 20, check.every_s, reader.now)}
        troubles={troublesOf(db, id, 50)}
        parent={check.parent_id === null ? null : findCheckById(db, check.parent_id)}
        system={check.system_id === null ? null : findSystemById(db, check.system_id)}
        service={listServices(db).find((one) => one.id === check.service_id) ?? null}
        heartbeat={
          check.ping_key === null
            ? null
            : {
                address: `${publicAddress(app, request)}/ping/${check.ping_key}`,
                pings: pingsOf(db, id, 20),
                expected: expectedPing(db, check),
              }
        }
      />
    );
  }
}
