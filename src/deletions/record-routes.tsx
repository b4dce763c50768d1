import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { headOf } from "#src/history/store.ts";
import { visiting } from "#src/http/gate.ts";
import { namedLanguage } from "#src/http/language.ts";
import { listAssignable } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { isDeleted } from "#src/services/old-data.ts";
import { readRegister } from "#src/services/read.ts";
import { findSystemById, listSystems } from "#src/services/store.ts";
import { countsOf, oldSystemsOf, oldSystemsSummary } from "#src/services/summary.ts";
import { named } from "#src/settings/company.ts";
import { CertificatePage } from "#views/deletions/certificate-page.tsx";
import { DeletionsPage } from "#views/deletions/deletions-page.tsx";
import type { Filled } from "#views/deletions/record-form.tsx";
import { RecordNewPage } from "#views/deletions/record-new-page.tsx";
import { RecordPage } from "#views/deletions/record-page.tsx";
import { correctable, correctDeletion, recordDeletion } from "./actions.ts";
import { withIntake } from "./intake.ts";
import { readDossier } from "./read.ts";
import type { DeletionRecord } from "./record.ts";
import { askedValues, knownValues } from "./record-known.ts";
import { everybody, nextFor, shownRecord } from "./record-page.ts";
import { metByValues, valuesOf } from "./record-values.ts";
import { correctionOf, findRecord, listRecords } from "./store.ts";
import { keptForm, submitRecord } from "./submission.ts";

const one = { params: z.object({ number: z.coerce.number().int().positive() }) };
const uploading = { parse: "none" as const };

/** The deletion log: every old system, a record of each deletion, and corrections. There is no way to change or remove a record. */
export function recordRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/deletions" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(listPage(reader)))
    .post(
      "/",
      ({ request, reader, done, html, redirect, set }) =>
        withIntake(db, request, done.at, (intake) => {
          const made = submitRecord(db, intake, reader.today, done, (telling, files) =>
            recordDeletion(db, telling, done, files),
          );
          if (made.ok) return redirect(`/deletions/${made.number}`, 303);
          set.status = 422;
          return html(formPage(reader, null, keptForm(db, intake, made.errors, reader.language, done)));
        }),
      uploading,
    )
    .get("/new", ({ query, reader, html }) => {
      const known = knownValues(db, query["system"] ?? "", reader.today);
      const values = { system: "", executed_by: reader.person?.name ?? "", ...known, ...askedValues(query) };
      return html(formPage(reader, null, { values, errors: {}, pending: [] }));
    })
    .get("/:number", ({ params, reader, html }) => html(recordPage(params.number, reader)), one)
    .get(
      "/:number/correction",
      ({ params, reader, html }) => {
        const record = correctable(db, params.number);
        const values = valuesOf(record, findSystemById(db, record.system_id)!.slug);
        return html(formPage(reader, params.number, { values, errors: {}, pending: [] }));
      },
      one,
    )
    .post(
      "/:number/correction",
      ({ params: { number }, request, reader, done, html, redirect, set }) =>
        withIntake(db, request, done.at, (intake) => {
          correctable(db, number);
          const made = submitRecord(db, intake, reader.today, done, (telling, files) =>
            correctDeletion(db, number, telling, done, files),
          );
          if (made.ok) return redirect(`/deletions/${made.number}`, 303);
          set.status = 422;
          return html(formPage(reader, number, keptForm(db, intake, made.errors, reader.language, done)));
        }),
      { ...one, ...uploading },
    )
    .get(
      "/:number/certificate",
      ({ params, request, reader, done, html }) => {
        const language = namedLanguage(new URL(request.url).search) ?? reader.language;
        return html(certificatePage(existing(params.number), { ...reader, language }, done.at));
      },
      one,
    );

  function existing(number: number): DeletionRecord {
    const record = findRecord(db, number);
    if (record) return record;
    throw new Problem("not-found", {
      de: "Diesen Löschnachweis gibt es nicht.",
      en: "There is no such deletion record.",
    });
  }

  function recordPage(number: number, reader: Reader): JSX.Element {
    const shown = shownRecord(db, existing(number), reader.today, reader.language);
    return <RecordPage {...shown} reader={reader} names={everybody(db, reader)} />;
  }

  function certificatePage(record: DeletionRecord, reader: Reader, at: Date): JSX.Element {
    const { system, ...shown } = shownRecord(db, record, reader.today, reader.language);
    const { language, company } = reader;
    const about = {
      systemName: named(system, language),
      vendor: system.vendor,
      head: headOf(db),
      at: at.toISOString(),
    };
    return <CertificatePage {...shown} {...about} {...{ reader, language, company }} />;
  }

  function formPage(reader: Reader, corrects: number | null, filled: Filled): JSX.Element {
    const old = new Set(oldSystemsOf(registerToday(reader).services).map(({ system }) => system.id));
    const systems = listSystems(db)
      .filter((system) => system.archived_on === null || system.slug === filled.values["system"])
      .sort((a, b) => Number(old.has(b.id)) - Number(old.has(a.id)))
      .map((system) => ({ value: system.slug, label: named(system, reader.language) }));
    const people = listAssignable(db).map(({ name }) => name);
    const met = metByValues(filled.values, filled.pending);
    return <RecordNewPage {...{ reader, corrects, met, systems, people, ...filled }} />;
  }

  function registerToday({ today }: Reader) {
    return readRegister(db, { asOf: today, knownAt: today });
  }

  function listPage(reader: Reader): JSX.Element {
    const register = registerToday(reader);
    const old = oldSystemsOf(register.services).map((one) => {
      const dossier = isDeleted(one.old_data) ? readDossier(db, one.system.id, register.moment) : null;
      const next = dossier ? nextFor(db, dossier) : isDeleted(one.old_data) ? ("confirmation" as const) : null;
      return { one, dossier, next };
    });
    const records = listRecords(db)
      .reverse()
      .map((record) => ({
        record,
        system: findSystemById(db, record.system_id)!,
        correction: correctionOf(db, record.id),
      }));
    return <DeletionsPage {...{ reader, old, records, sentence: sentenceFor(reader) }} />;
  }

  function sentenceFor(reader: Reader): string {
    const summary = oldSystemsSummary(countsOf(registerToday(reader)), reader.language);
    return (
      summary ||
      { de: "Noch kein altes System im Register.", en: "No old system in the register yet." }[reader.language]
    );
  }
}
