import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, type FormResult, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { listAssignable } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { named } from "#src/settings/company.ts";
import { listCriteria } from "#src/settings/store.ts";
import { addDays, isDay } from "#src/when.ts";
import { ServiceDetailsPage } from "#views/services/details-page.tsx";
import { ServicePage } from "#views/services/service-page.tsx";
import {
  archiveService,
  changeService,
  recordReplacement,
  reportStage,
  restoreService,
  setTarget,
  withdrawFromService,
} from "./actions.ts";
import { correctionIn } from "./correcting.ts";
import { replacementForm, serviceExceptionForm, serviceForm, stageForm, targetForm } from "./forms.ts";
import { addressOf, momentOf, readListQuery } from "./list-query.ts";
import { actorNames, criteriaColumn, horizonWords, lawDays, lawOf, systemsOf } from "./page.ts";
import { servicePanels } from "./panels.ts";
import { readRegister } from "./read.ts";
import type { OwnedService } from "./service.ts";
import { factsOfService, factsOfSystem, findService, listReportDays, listSystems } from "./store.ts";
import { serviceTables, storyOfService } from "./story.ts";
import { acceptException } from "./system-actions.ts";

type Query = Record<string, string | undefined>;
type Typed = { form: string; values: Fields; errors: Fields } | null;

const withdrawal = z.object({ table: z.enum(serviceTables), id: z.coerce.number().int().positive() });

/** A service's own page, and every change to it. */
export function serviceRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/services/:slug" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ params, query, reader, html }) => html(page(params.slug, query, reader)))
    .post("/", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(serviceForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(details(params.slug, reader, form));
      }
      changeService(db, params.slug, form.value, done);
      return redirect(`/services/${params.slug}`, 303);
    })
    .get("/edit", ({ params, reader, html }) => html(details(params.slug, reader, null)))
    .get("/stages", ({ params, redirect }) => redirect(`/services/${params.slug}#stage`, 303))
    .post("/stages", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(stageForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "stage", form);
      reportStage(db, params.slug, form.value, done);
      return redirect(`/services/${params.slug}`, 303);
    })
    .get("/targets", ({ params, redirect }) => redirect(`/services/${params.slug}#target`, 303))
    .post("/targets", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(targetForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "target", form);
      setTarget(db, params.slug, form.value, done);
      return redirect(`/services/${params.slug}`, 303);
    })
    .get("/replacements", ({ params, redirect }) => redirect(`/services/${params.slug}#replacement`, 303))
    .post("/replacements", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(replacementForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "replacement", form);
      recordReplacement(db, params.slug, form.value, done);
      return redirect(`/services/${params.slug}`, 303);
    })
    .get("/exceptions", ({ params, redirect }) => redirect(`/services/${params.slug}#exception`, 303))
    .post("/exceptions", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(serviceExceptionForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "exception", form);
      const { system, ...exception } = form.value;
      acceptException(db, system, exception, done);
      return redirect(`/services/${params.slug}#criteria`, 303);
    })
    .get("/withdrawals", ({ params, redirect }) => redirect(`/services/${params.slug}`, 303))
    .post("/withdrawals", ({ params, body, reader, done, redirect }) => {
      const form = readForm(withdrawal, body, reader.language);
      if (!form.ok) throw nothingChosen;
      withdrawFromService(db, params.slug, form.value.table, form.value.id, done);
      return redirect(`/services/${params.slug}`, 303);
    })
    .get("/archive", ({ params, redirect }) => redirect(`/services/${params.slug}/edit`, 303))
    .post("/archive", ({ params, done, redirect }) => {
      archiveService(db, params.slug, done);
      return redirect(`/services/${params.slug}`, 303);
    })
    .get("/restore", ({ params, redirect }) => redirect(`/services/${params.slug}`, 303))
    .post("/restore", ({ params, done, redirect }) => {
      restoreService(db, params.slug, done);
      return redirect(`/services/${params.slug}`, 303);
    });

  type Html = (page: JSX.Element) => unknown;

  function refused(
    set: { status?: number | string },
    html: Html,
    slug: string,
    reader: Reader,
    form: string,
    bad: Bad,
  ): unknown {
    set.status = 422;
    return html(page(slug, {}, reader, { form, values: bad.values, errors: bad.errors }));
  }

  function existing(slug: string): OwnedService {
    const service = findService(db, slug);
    if (!service)
      throw new Problem("not-found", { de: "Diesen Dienst gibt es nicht.", en: "That service does not exist." });
    return service;
  }

  function details(slug: string, reader: Reader, form: Bad | null): JSX.Element {
    const service = existing(slug);
    const values = form?.values ?? valuesOf(service);
    const people = listAssignable(db).map(({ name }) => name);
    const name = named(service, reader.language);
    return <ServiceDetailsPage {...{ reader, slug, name, people, values, errors: form?.errors ?? {} }} />;
  }

  function page(slug: string, raw: Query, reader: Reader, typed: Typed = null): JSX.Element {
    const service = existing(slug);
    const query = readListQuery(raw);
    const moment = momentOf(query, reader.today);
    const listed = readRegister(db, moment).services.find((row) => row.service.id === service.id);
    const row =
      listed ??
      readRegister(db, beforeArchiving(service, moment)).services.find((one) => one.service.id === service.id)!;
    const systems = systemsOf(row);
    const criteria = listCriteria(db);
    const oldIds = row.from.map((one) => one.system.id);
    const story = storyOfService(factsFor(service.id, oldIds), moment);
    const lawOn = raw["law_on"] && isDay(raw["law_on"]) ? raw["law_on"] : moment.asOf;
    return (
      <ServicePage
        {...{ reader, row, moment, query, criteria, lawOn }}
        typed={typed ?? correctionIn(story, raw["correct"])}
        reportDays={listReportDays(db)}
        story={story}
        names={actorNames(db, reader)}
        columns={[
          ...row.from.map((one) => criteriaColumn(db, one, false, criteria, moment)),
          ...row.to.map((one) => criteriaColumn(db, one, true, criteria, moment)),
        ]}
        law={lawOf(db, systems, lawOn)}
        lawDays={lawDays(systems, reader.today).map((day) => ({ day, href: lawAddress(slug, query, day) }))}
        horizon={horizonWords(reader)}
        panels={servicePanels(db, row, reader)}
        systemNames={listSystems(db).map(({ name }) => name)}
      />
    );
  }

  function factsFor(serviceId: number, oldSystemIds: readonly number[]) {
    return {
      stageReports: factsOfService(db, "stage_reports", serviceId),
      targets: factsOfService(db, "targets", serviceId),
      replacements: factsOfService(db, "replacements", serviceId),
      oldDataReports: oldSystemIds.flatMap((id) => factsOfSystem(db, "old_data_reports", id)),
      systems: new Map(listSystems(db).map((system) => [system.id, system])),
    };
  }
}

type Bad = Extract<FormResult<unknown>, { ok: false }>;

const nothingChosen = new Problem("invalid", {
  de: "Wählen Sie auf der Seite des Dienstes, was zurückgezogen werden soll.",
  en: "Choose on the service's page what to withdraw.",
});

function lawAddress(slug: string, query: ReturnType<typeof readListQuery>, day: string): string {
  const address = addressOf(`/services/${slug}`, query);
  return `${address}${address.includes("?") ? "&" : "?"}law_on=${day}`;
}

/** An archived service is shown as it was on its last day. */
function beforeArchiving(service: OwnedService, moment: { asOf: string; knownAt: string }) {
  const last = service.archived_on ? addDays(service.archived_on, -1) : moment.knownAt;
  return { asOf: moment.asOf < last ? moment.asOf : last, knownAt: last };
}

function valuesOf(service: OwnedService): Fields {
  const { name, name_en, purpose, purpose_en, category, owner, priority, priority_reason, customer_data, note } =
    service;
  const known = { name, name_en, purpose, purpose_en, category, owner, priority, priority_reason, customer_data, note };
  return Object.fromEntries(Object.entries(known).map(([key, value]) => [key, value ?? ""]));
}
