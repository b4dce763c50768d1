import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { both, sentenceOf } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { readJson, refusal } from "#src/http/json-form.ts";
import { described } from "#src/http/openapi.ts";
import { addCheck, archiveCheck, changeCheck, existing, pauseCheck, restoreCheck, resumeCheck } from "./actions.ts";
import { answerJson, checkJson, outageJson, uptimeJson } from "./api-json.ts";
import { lastAnswers } from "./detail.ts";
import { checkForm } from "./forms.ts";
import type { Kind } from "./kind.ts";
import { kindOf } from "./kinds/list.ts";
import { checkNow, checksNow, timesBack } from "./read.ts";
import { troublesOf } from "./trouble-store.ts";
import { readSecrets } from "./watched.ts";

const checks = { tag: "checks" };

const unknownKind = both({ de: "Diese Art gibt es nicht.", en: "There is no such kind." });

/** The form of the page, with the kind and its config. */
const apiCheckForm = () =>
  checkForm(60).extend({
    kind: z.string().refine((name) => kindOf(name) !== undefined, unknownKind),
    config: z.record(z.string(), z.unknown()).default({}),
  });

const tick = z.enum(["yes", "on", "no"]).default("yes");
const pauseForm = z.object({ paused: tick.transform((said) => said !== "no") });
const archiveForm = z.object({ archived: tick.transform((said) => said !== "no") });

/** The checks for machines: read, made, changed, paused; results and outages. */
export function checksApi({ db, clock, secretsKey }: App) {
  const maker = { key: secretsKey, mayOwnNetwork: false };
  const read = (slug: string) => checkJson(checkNow(db, existing(db, slug)));
  return new Elysia({ prefix: "/api/v1/checks" })
    .use(visiting(clock))
    .get(
      "/",
      () => ({ checks: checksNow(db).map(checkJson) }),
      described({ ...checks, summary: "All checks, and how they stand" }),
    )
    .get(
      "/:slug",
      ({ params, reader }) => {
        const check = existing(db, params.slug);
        const days = (hours: number) => uptimeJson(timesBack(db, check.id, hours, reader.now));
        return { ...read(params.slug), last_24_hours: days(24), last_30_days: days(720) };
      },
      described({ ...checks, summary: "A check, how it stands and how much of the time it answered" }),
    )
    .get(
      "/:slug/results",
      ({ params, reader }) => {
        const check = existing(db, params.slug);
        return { results: lastAnswers(db, check.id, 1000, check.every_s, reader.now).map(answerJson) };
      },
      described({ ...checks, summary: "Single results of the last two days, the newest first, at most 1000" }),
    )
    .get(
      "/:slug/outages",
      ({ params }) => ({ outages: troublesOf(db, existing(db, params.slug).id, 500).map(outageJson) }),
      described({ ...checks, summary: "Outages, slowness and expiries, the newest first" }),
    )
    .post(
      "/",
      async ({ request, done, set }) => {
        const form = await readJson(apiCheckForm(), request);
        if (!form.ok) return unfit(set, form.error);
        const { kind: name, config, ...words } = form.value;
        const kind = kindOf(name)!;
        const fits = fitting(kind, config);
        if (!fits.ok) return unfit(set, fits.error);
        const slug = addCheck(db, kind, { ...words, config: fits.config }, maker, done);
        return created(set, slug);
      },
      described(
        { ...checks, summary: "Make a check; one that reaches our own network is made on a page, by an owner" },
        apiCheckForm,
      ),
    )
    .post(
      "/:slug",
      async ({ params, request, done, set }) => {
        const check = existing(db, params.slug);
        const form = await readJson(apiCheckForm(), request);
        if (!form.ok) return unfit(set, form.error);
        const { kind: _, config, ...words } = form.value;
        const kind = kindOf(check.kind)!;
        const fits = fitting(kind, { ...readSecrets(check, secretsKey), ...config });
        if (!fits.ok) return unfit(set, fits.error);
        changeCheck(db, kind, check.slug, { ...words, config: fits.config }, maker, done);
        return created(set, check.slug);
      },
      described({ ...checks, summary: "Change a check; secrets that are left out stay" }, apiCheckForm),
    )
    .post(
      "/:slug/pause",
      async ({ params, request, done, set }) => {
        const form = await readJson(pauseForm, request);
        if (!form.ok) return unfit(set, form.error);
        if (form.value.paused) pauseCheck(db, params.slug, done);
        else resumeCheck(db, params.slug, done);
        return created(set, params.slug);
      },
      described({ ...checks, summary: "Pause a check, or go on: while it is paused, no time counts" }, () => pauseForm),
    )
    .post(
      "/:slug/archive",
      async ({ params, request, done, set }) => {
        const form = await readJson(archiveForm, request);
        if (!form.ok) return unfit(set, form.error);
        if (form.value.archived) archiveCheck(db, params.slug, done);
        else restoreCheck(db, params.slug, done);
        return created(set, params.slug);
      },
      described({ ...checks, summary: "Archive a check, or bring it back; its history stays" }, () => archiveForm),
    );

  function created(set: Answering, slug: string): object {
    set.status = 201;
    set.headers["location"] = `/api/v1/checks/${slug}`;
    return read(slug);
  }
}

type Answering = { status?: number | string; headers: Record<string, string | number> };

function unfit(set: Answering, error: ReturnType<typeof refusal>): object {
  set.status = 422;
  return { error };
}

type Fitting = { ok: true; config: Record<string, unknown> } | { ok: false; error: ReturnType<typeof refusal> };

function fitting(kind: Kind, config: Record<string, unknown>): Fitting {
  const known = new Set(kind.fields.map(({ name }) => name));
  const unknown = Object.keys(config).filter((name) => !known.has(name));
  const read = kind.form.safeParse(config);
  if (read.success && unknown.length === 0) return { ok: true, config: read.data as Record<string, unknown> };
  const wrong = read.success
    ? []
    : read.error.issues.map(({ path, message }) => [`config.${path.join(".")}`, sentenceOf(message)] as const);
  const strange = unknown.map(
    (name) => [`config.${name}`, { de: "Dieses Feld kennen wir nicht.", en: "We do not know this field." }] as const,
  );
  return { ok: false, error: refusal([...strange, ...wrong]) };
}
