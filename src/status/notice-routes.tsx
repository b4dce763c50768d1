import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, type FormResult, readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import type { Reader } from "#src/reader.ts";
import { DeliveriesPage } from "#views/status/deliveries-page.tsx";
import { ManagePage } from "#views/status/manage-page.tsx";
import { NoticeNewPage } from "#views/status/notice-new-page.tsx";
import { listComponents } from "./component-store.ts";
import { wallOf } from "./days.ts";
import { deliveriesOf } from "./fanout-store.ts";
import {
  correctionForm,
  everyImpactIn,
  impactsIn,
  incidentForm,
  maintenanceForm,
  postmortemForm,
  tellingForm,
  tickedIn,
  updateForm,
} from "./forms.ts";
import { changePlan, draftMaintenance } from "./maintenance-actions.ts";
import { type NoticeKind, type Told, touched } from "./notice.ts";
import {
  changeDraft,
  correctNotice,
  draftIncident,
  dropDraft,
  noticeIn,
  publishNotice,
  updateIncident,
  writePostmortem,
} from "./notice-actions.ts";
import { noticeShown } from "./notice-shown.tsx";
import { drafts } from "./notice-store.ts";
import { sentenceOf } from "./rendering.tsx";
import { siteOf } from "./site.ts";
import { findTemplate, listTemplates } from "./template-store.ts";

const one = { params: z.object({ noticeId: z.coerce.number().int().positive() }) };
const home = "/status/manage";
const at = (noticeId: number) => `${home}/notices/${noticeId}`;

/** What the team says of incidents and planned work. */
export function noticeRoutes({ db, clock, settings }: App) {
  const site = siteOf(db, settings);
  const zoneOf = (reader: Reader) => reader.company.time_zone;

  return new Elysia({ name: "status notices", prefix: home })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => {
      const board = site.snapshot.board(clock());
      return html(
        <ManagePage {...{ reader, board, sentence: sentenceOf(board, reader.language), drafts: drafts(db) }} />,
      );
    })
    .get("/notices", ({ redirect }) => redirect(home, 303))
    .get("/notices/new", ({ reader, query, html }) => {
      const kind = query["kind"] === "maintenance" ? "maintenance" : "incident";
      return html(<NoticeNewPage {...blank(reader, kind)} values={valuesOfNew(reader, kind, query["template"])} />);
    })
    .post("/notices", ({ reader, done, body, html, redirect, set }) => {
      const { kind, form } = readNotice(reader, body);
      if (form.ok) return redirect(at(form.value(done)), 303);
      set.status = 422;
      return html(<NoticeNewPage {...blank(reader, kind)} values={form.values} errors={form.errors} />);
    })
    .get(
      "/notices/:noticeId",
      ({ params: { noticeId }, reader, html }) => html(noticeShown(db, reader, noticeIn(db, noticeId))),
      one,
    )
    .get(
      "/notices/:noticeId/deliveries",
      ({ params: { noticeId }, reader, html }) => {
        const notice = noticeIn(db, noticeId);
        return html(<DeliveriesPage reader={reader} notice={notice} lines={deliveriesOf(db, noticeId, 2000)} />);
      },
      one,
    )
    .get(
      "/notices/:noticeId/draft",
      ({ params: { noticeId }, reader, html, redirect }) => {
        const notice = noticeIn(db, noticeId);
        if (notice.published_at !== null) return redirect(at(noticeId), 303);
        return html(<NoticeNewPage {...blank(reader, notice.kind)} id={noticeId} values={valuesOf(notice, reader)} />);
      },
      one,
    )
    .post(
      "/notices/:noticeId/draft",
      ({ params: { noticeId }, reader, done, body, html, redirect, set }) => {
        const { kind } = noticeIn(db, noticeId);
        const { form } = readNotice(reader, { ...typedText(body), kind }, noticeId);
        if (form.ok) {
          form.value(done);
          return redirect(at(noticeId), 303);
        }
        set.status = 422;
        return html(<NoticeNewPage {...blank(reader, kind)} id={noticeId} values={form.values} errors={form.errors} />);
      },
      one,
    )
    .get("/notices/:noticeId/publication", ({ params, redirect }) => redirect(at(params.noticeId), 303), one)
    .post(
      "/notices/:noticeId/publication",
      ({ params: { noticeId }, reader, done, body, redirect }) => {
        const form = readForm(tellingForm, body, reader.language);
        publishNotice(db, noticeId, form.ok && form.value.tells === 1, done);
        return redirect(at(noticeId), 303);
      },
      one,
    )
    .get("/notices/:noticeId/withdrawal", ({ params, redirect }) => redirect(at(params.noticeId), 303), one)
    .post(
      "/notices/:noticeId/withdrawal",
      ({ params: { noticeId }, done, redirect }) => {
        dropDraft(db, noticeId, done);
        return redirect(home, 303);
      },
      one,
    )
    .get("/notices/:noticeId/updates", ({ params, redirect }) => redirect(at(params.noticeId), 303), one)
    .post(
      "/notices/:noticeId/updates",
      ({ params: { noticeId }, reader, done, body, html, redirect, set }) => {
        const notice = noticeIn(db, noticeId);
        const form = readForm(updateForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(noticeShown(db, reader, notice, { about: "update", ...form }));
        }
        updateIncident(db, noticeId, { ...form.value, impacts: everyImpactIn(known(body), touched(notice)) }, done);
        return redirect(at(noticeId), 303);
      },
      one,
    )
    .get("/notices/:noticeId/postmortem", ({ params, redirect }) => redirect(at(params.noticeId), 303), one)
    .post(
      "/notices/:noticeId/postmortem",
      ({ params: { noticeId }, reader, done, body, html, redirect, set }) => {
        const form = readForm(postmortemForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(noticeShown(db, reader, noticeIn(db, noticeId), { about: "postmortem", ...form }));
        }
        writePostmortem(db, noticeId, form.value, done);
        return redirect(at(noticeId), 303);
      },
      one,
    )
    .get("/notices/:noticeId/correction", ({ params, redirect }) => redirect(at(params.noticeId), 303), one)
    .post(
      "/notices/:noticeId/correction",
      ({ params: { noticeId }, reader, done, body, html, redirect, set }) => {
        const form = readForm(correctionForm(zoneOf(reader), done.at), body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(noticeShown(db, reader, noticeIn(db, noticeId), { about: "correction", ...form }));
        }
        correctNotice(db, noticeId, form.value, done);
        return redirect(at(noticeId), 303);
      },
      one,
    );

  function blank(reader: Reader, kind: NoticeKind) {
    return { reader, kind, components: listComponents(db), templates: listTemplates(db) };
  }

  /** Only components that there are: a page that lay open may name others. */
  function known(body: unknown): unknown {
    const ids = new Set(listComponents(db).map(({ id }) => id));
    const fields = typedText(body);
    return Object.fromEntries(
      Object.entries(fields).filter(([key]) => ids.has(Number(/-(\d+)$/.exec(key)?.[1] ?? Number.NaN))),
    );
  }

  /** What was typed, as something to do with it: write it down, or write the draft anew. Gives the notice's number. */
  function readNotice(reader: Reader, body: unknown, id?: number) {
    const kind: NoticeKind = typedText(body)["kind"] === "maintenance" ? "maintenance" : "incident";
    const form = kind === "incident" ? readIncident(reader, body, id) : readPlan(reader, body, id);
    return { kind, form };
  }

  type Writing = FormResult<(done: { by: string; at: Date }) => number>;

  function readIncident(reader: Reader, body: unknown, id?: number): Writing {
    const form = readForm(incidentForm(zoneOf(reader), clock()), body, reader.language);
    if (!form.ok) return form;
    const incident = { ...form.value, impacts: impactsIn(known(body)) };
    return {
      ok: true,
      value: (done) => (id === undefined ? draftIncident(db, incident, done) : changeDraft(db, id, incident, done)),
    };
  }

  function readPlan(reader: Reader, body: unknown, id?: number): Writing {
    const form = readForm(maintenanceForm(zoneOf(reader)), body, reader.language);
    if (!form.ok) return form;
    const plan = { ...form.value, components: tickedIn(known(body), "component") };
    return {
      ok: true,
      value: (done) => (id === undefined ? draftMaintenance(db, plan, done) : changePlan(db, id, plan, done)),
    };
  }

  function valuesOfNew(reader: Reader, kind: NoticeKind, template: string | undefined): Fields {
    const words = template && /^\d+$/.test(template) ? findTemplate(db, Number(template)) : null;
    const { title = "", title_en = "", text = "", text_en = "" } = words ?? {};
    const said: Fields = { title, title_en: title_en ?? "", text, text_en: text_en ?? "" };
    if (kind === "incident") return { ...said, begins_at: wallOf(reader.now.toISOString(), zoneOf(reader)) };
    return { ...said, remind_day: "yes", remind_hour: "yes" };
  }

  function valuesOf(notice: Told, reader: Reader): Fields {
    const last = notice.updates.at(-1);
    const zone = zoneOf(reader);
    const impacts = (last?.impacts ?? []).map(({ component_id, impact }): [string, string] =>
      notice.kind === "maintenance" ? [`component-${component_id}`, "yes"] : [`impact-${component_id}`, impact],
    );
    const reminders = notice.reminder_min.split(" ");
    return {
      title: notice.title,
      title_en: notice.title_en ?? "",
      text: last?.text ?? "",
      text_en: last?.text_en ?? "",
      state: last?.state ?? "investigating",
      begins_at: wallOf(notice.begins_at, zone),
      ends_at: notice.ends_at ? wallOf(notice.ends_at, zone) : "",
      remind_day: reminders.includes("1440") ? "yes" : "no",
      remind_hour: reminders.includes("60") ? "yes" : "no",
      ...Object.fromEntries(impacts),
    };
  }
}
