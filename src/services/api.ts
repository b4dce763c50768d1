import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { sentenceOf } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { readJson, refusal } from "#src/http/json-form.ts";
import { described, openApi } from "#src/http/openapi.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import { addServiceWithSystems } from "./actions.ts";
import { serviceFacts, systemFacts } from "./api-facts.ts";
import { serviceJson, serviceSummary, systemJson, systemSummary } from "./api-json.ts";
import { contractJson } from "./exchange/contract.ts";
import { contractForm } from "./exchange/contract-form.ts";
import { dayField, newServiceForm, systemForm } from "./forms.ts";
import { readRegister } from "./read.ts";
import { findService, findSystem, listServices, listSystems } from "./store.ts";
import { addSystem } from "./system-actions.ts";

/** Forms look at the day; what they take does not depend on it. */
const anyDay = "2000-01-01";

const register = { tag: "register" };
const service = { tag: "services" };
const system = { tag: "systems" };

/** The register for machines: the forms and actions of the pages, in JSON, with a bearer token. */
export function servicesApi(app: App) {
  return new Elysia()
    .use(openApi({ Register: contractForm }))
    .use(readingApi(app))
    .use(writingApi(app));
}

function readingApi({ db, clock }: App) {
  return new Elysia({ prefix: "/api/v1" })
    .use(visiting(clock))
    .get(
      "/register",
      ({ query, reader, set }) => {
        const read = momentQuery.safeParse(query);
        if (!read.success) {
          set.status = 422;
          return {
            error: refusal(read.error.issues.map(({ path, message }) => [path.join("."), sentenceOf(message)])),
          };
        }
        const knownAt = read.data.known_at ?? reader.today;
        return contractJson(readRegister(db, { knownAt, asOf: read.data.as_of ?? knownAt }));
      },
      described({ ...register, summary: "The register as it stood on a day", query: momentWords, gives: "Register" }),
    )
    .get(
      "/services",
      () => ({ services: listServices(db).map(serviceSummary) }),
      described({ ...service, summary: "All services, archived ones too" }),
    )
    .get(
      "/services/:slug",
      ({ params }) => serviceJson(db, found(findService(db, params.slug))),
      described({ ...service, summary: "A service with everything that was reported of it" }),
    )
    .get(
      "/systems",
      () => ({ systems: listSystems(db).map(systemSummary) }),
      described({ ...system, summary: "All systems, archived ones too" }),
    )
    .get(
      "/systems/:slug",
      ({ params }) => systemJson(db, found(findSystem(db, params.slug))),
      described({ ...system, summary: "A system with everything that was reported of it" }),
    );
}

const momentQuery = z.object({ as_of: dayField, known_at: dayField });
const momentWords = {
  as_of: "What had happened by that day, such as 2020-12-31. The day of known_at unless said.",
  known_at: "Told with what was known on that day. Today unless said.",
};

function writingApi({ db, clock }: App) {
  const api = new Elysia({ prefix: "/api/v1" }).use(visiting(clock));
  api.post(
    "/services",
    ({ request, done, set }) =>
      writing(request, newServiceForm, set, (value) => serviceNamed(addServiceWithSystems(db, value, done))),
    described({ ...service, summary: "Add a service" }, () => newServiceForm),
  );
  api.post(
    "/systems",
    ({ request, done, set }) =>
      writing(request, systemForm, set, (value) => systemNamed(addSystem(db, value, done).slug)),
    described({ ...system, summary: "Add a system" }, () => systemForm),
  );
  for (const { path, form, summary, add } of serviceFacts)
    api.post(
      `/services/:slug/${path}`,
      ({ request, params: { slug }, done, set }) => {
        found(findService(db, slug));
        return writing(request, form(todayAt(db, done.at)), set, (value) => {
          add(db, slug, value, done);
          return serviceNamed(slug);
        });
      },
      described({ ...service, summary }, () => form(anyDay)),
    );
  for (const { path, form, summary, add } of systemFacts)
    api.post(
      `/systems/:slug/${path}`,
      ({ request, params: { slug }, done, set }) => {
        found(findSystem(db, slug));
        return writing(request, form(todayAt(db, done.at)), set, (value) => {
          add(db, slug, value, done);
          return systemNamed(slug);
        });
      },
      described({ ...system, summary }, () => form(anyDay)),
    );
  return api;

  function serviceNamed(slug: string): Made {
    return { location: `/api/v1/services/${slug}`, body: serviceJson(db, found(findService(db, slug))) };
  }

  function systemNamed(slug: string): Made {
    return { location: `/api/v1/systems/${slug}`, body: systemJson(db, found(findSystem(db, slug))) };
  }
}

type Made = { location: string; body: object };
type Answering = { status?: number | string; headers: Record<string, string | number> };

/** Reads the body, does it, and answers 201 with where it is now; what does not fit is answered 422. */
async function writing<T>(
  request: Request,
  form: z.ZodType<T>,
  set: Answering,
  act: (value: T) => Made,
): Promise<object> {
  const read = await readJson(form, request);
  if (!read.ok) {
    set.status = 422;
    return { error: read.error };
  }
  const { location, body } = act(read.value);
  set.status = 201;
  set.headers["location"] = location;
  return body;
}

function found<T>(thing: T | null): T {
  if (thing !== null) return thing;
  throw new Problem("not-found", { de: "Das gibt es nicht.", en: "There is no such thing." });
}
