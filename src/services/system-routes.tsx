import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, type FormResult, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { listArchivedCriteria, listCriteria } from "#src/settings/store.ts";
import { isDay } from "#src/when.ts";
import { SystemDetailsPage } from "#views/services/details-page.tsx";
import { SystemPage } from "#views/services/system-page.tsx";
import { SystemsPage } from "#views/services/systems-page.tsx";
import { correctionIn } from "./correcting.ts";
import {
  answerForm,
  contractForm,
  exceptionForm,
  oldDataForm,
  placeForm,
  subProcessorForm,
  systemForm,
} from "./forms.ts";
import { momentOf } from "./list-query.ts";
import { actorNames, criteriaColumn, horizonWords, lawDays, lawOf } from "./page.ts";
import { systemPanels } from "./panels.ts";
import { readRegister, systemAlone } from "./read.ts";
import { factsOfSystem, findSystem } from "./store.ts";
import { inStoryOrder, statementsOf, systemTables, toldOn } from "./story.ts";
import { systemsSentence } from "./summary.ts";
import type { System } from "./system.ts";
import {
  acceptException,
  addSystem,
  answerCriterion,
  archiveSystem,
  changeSystem,
  recordContract,
  recordPlace,
  recordSubProcessor,
  reportOldData,
  restoreSystem,
  withdrawFromSystem,
} from "./system-actions.ts";

type Bad = Extract<FormResult<unknown>, { ok: false }>;
type Query = Record<string, string | undefined>;
type Typed = { form: string; values: Fields; errors: Fields } | null;
type Html = (page: JSX.Element) => unknown;
type Setting = { status?: number | string };

const withdrawal = z.object({ table: z.enum(systemTables), id: z.coerce.number().int().positive() });

/** Systems, old and new: what became of their data, their countries, criteria and contracts. */
export function systemRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/services/systems" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => {
      const register = readRegister(db, momentOf(today, reader.today));
      const sentence = systemsSentence(register, reader.language);
      return html(<SystemsPage reader={reader} sentence={sentence} systems={register.systems} />);
    })
    .get("/new", ({ reader, html }) =>
      html(<SystemDetailsPage reader={reader} system={null} values={{}} errors={{}} />),
    )
    .post("/", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(systemForm, body, reader.language);
      if (!form.ok) return refusedDetails(set, html, null, reader, form);
      return redirect(`/services/systems/${addSystem(db, form.value, done).slug}`, 303);
    })
    .get("/:slug", ({ params, query, reader, html }) => html(page(params.slug, query, reader)))
    .post("/:slug", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(systemForm, body, reader.language);
      if (!form.ok) return refusedDetails(set, html, existing(params.slug), reader, form);
      changeSystem(db, params.slug, form.value, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    })
    .get("/:slug/edit", ({ params, reader, html }) => {
      const system = existing(params.slug);
      return html(<SystemDetailsPage reader={reader} system={system} values={valuesOf(system)} errors={{}} />);
    })
    .get("/:slug/old-data", ({ params, redirect }) => redirect(`/services/systems/${params.slug}#old-data`, 303))
    .post("/:slug/old-data", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(oldDataForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "old-data", form);
      reportOldData(db, params.slug, form.value, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    })
    .get("/:slug/places", ({ params, redirect }) => redirect(`/services/systems/${params.slug}#place`, 303))
    .post("/:slug/places", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(placeForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "place", form);
      recordPlace(db, params.slug, form.value, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    })
    .get("/:slug/answers", ({ params, redirect }) => redirect(`/services/systems/${params.slug}#answer`, 303))
    .post("/:slug/answers", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(answerForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "answer", form);
      answerCriterion(db, params.slug, form.value, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    })
    .get("/:slug/exceptions", ({ params, redirect }) => redirect(`/services/systems/${params.slug}#exception`, 303))
    .post("/:slug/exceptions", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(exceptionForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "exception", form);
      acceptException(db, params.slug, form.value, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    })
    .get("/:slug/contracts", ({ params, redirect }) => redirect(`/services/systems/${params.slug}#contract`, 303))
    .post("/:slug/contracts", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(contractForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "contract", form);
      recordContract(db, params.slug, form.value, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    })
    .get("/:slug/sub-processors", ({ params, redirect }) =>
      redirect(`/services/systems/${params.slug}#sub-processor`, 303),
    )
    .post("/:slug/sub-processors", ({ params, body, reader, done, html, redirect, set }) => {
      const form = readForm(subProcessorForm(reader.today), body, reader.language);
      if (!form.ok) return refused(set, html, params.slug, reader, "sub-processor", form);
      recordSubProcessor(db, params.slug, form.value, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    })
    .get("/:slug/withdrawals", ({ params, redirect }) => redirect(`/services/systems/${params.slug}`, 303))
    .post("/:slug/withdrawals", ({ params, body, reader, done, redirect }) => {
      const form = readForm(withdrawal, body, reader.language);
      if (!form.ok) throw nothingChosen;
      withdrawFromSystem(db, params.slug, form.value.table, form.value.id, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    })
    .get("/:slug/archive", ({ params, redirect }) => redirect(`/services/systems/${params.slug}/edit`, 303))
    .post("/:slug/archive", ({ params, done, redirect }) => {
      archiveSystem(db, params.slug, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    })
    .get("/:slug/restore", ({ params, redirect }) => redirect(`/services/systems/${params.slug}`, 303))
    .post("/:slug/restore", ({ params, done, redirect }) => {
      restoreSystem(db, params.slug, done);
      return redirect(`/services/systems/${params.slug}`, 303);
    });

  function existing(slug: string): System {
    const system = findSystem(db, slug);
    if (!system)
      throw new Problem("not-found", { de: "Dieses System gibt es nicht.", en: "That system does not exist." });
    return system;
  }

  function refused(set: Setting, html: Html, slug: string, reader: Reader, form: string, bad: Bad): unknown {
    set.status = 422;
    return html(page(slug, {}, reader, { form, values: bad.values, errors: bad.errors }));
  }

  function refusedDetails(set: Setting, html: Html, system: System | null, reader: Reader, bad: Bad): unknown {
    set.status = 422;
    return html(<SystemDetailsPage reader={reader} system={system} values={bad.values} errors={bad.errors} />);
  }

  function page(slug: string, raw: Query, reader: Reader, typed: Typed = null): JSX.Element {
    const system = existing(slug);
    const moment = momentOf(today, reader.today);
    const register = readRegister(db, moment);
    const one = register.systems.find((other) => other.system.id === system.id) ?? systemAlone(db, system, moment);
    const criteria = listCriteria(db);
    const lawOn = raw["law_on"] && isDay(raw["law_on"]) ? raw["law_on"] : reader.today;
    const reports = toldOn(factsOfSystem(db, "old_data_reports", system.id), moment);
    const story = inStoryOrder(reports.map((told) => ({ ...told, table: "old_data_reports" as const, system })));
    return (
      <SystemPage
        {...{ reader, one, moment, criteria, lawOn, story }}
        typed={typed ?? correctionIn(story, raw["correct"])}
        services={register.services.flatMap((row) => [
          ...row.from.filter((other) => other.system.id === system.id).map(() => ({ row, isNew: false })),
          ...row.to.filter((other) => other.system.id === system.id).map(() => ({ row, isNew: true })),
        ])}
        names={actorNames(db, reader)}
        column={criteriaColumn(db, one, true, criteria, moment)}
        law={lawOf(db, [one], lawOn)[0]!}
        lawDays={lawDays([one], reader.today).map((day) => ({ day, href: `/services/systems/${slug}?law_on=${day}` }))}
        horizon={horizonWords(reader)}
        statements={statementsOf(
          {
            places: factsOfSystem(db, "places", system.id),
            answers: factsOfSystem(db, "criterion_answers", system.id),
            exceptions: factsOfSystem(db, "exceptions", system.id),
            criteria: [...criteria, ...listArchivedCriteria(db)],
          },
          moment,
        )}
        contracts={inStoryOrder(toldOn(factsOfSystem(db, "contracts", system.id), moment))}
        panels={systemPanels(db, system, reader)}
        subProcessors={inStoryOrder(toldOn(factsOfSystem(db, "sub_processors", system.id), moment))}
      />
    );
  }
}

const today = { as_of: null, known_at: null };

const nothingChosen = new Problem("invalid", {
  de: "Wählen Sie auf der Seite des Systems, was zurückgezogen werden soll.",
  en: "Choose on the system's page what to withdraw.",
});

function valuesOf(system: System): Fields {
  const { id: _, slug: __, created_at: ___, archived_on: ____, certified, ...words } = system;
  const texts = Object.fromEntries(Object.entries(words).map(([key, value]) => [key, value ?? ""]));
  return { ...texts, certified: certified === 1 ? "yes" : "no" };
}
