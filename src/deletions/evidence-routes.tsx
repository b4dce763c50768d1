import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { findSystem, findSystemById } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { RecordPage, type RecordProps } from "#views/deletions/record-page.tsx";
import { SystemEvidencePage } from "#views/deletions/system-evidence-page.tsx";
import { evidenceAnswer } from "./download.ts";
import type { EvidenceFile } from "./evidence.ts";
import { addEvidence, addSystemEvidence, removeEvidence } from "./evidence-actions.ts";
import { evidenceOfSystem, findEvidence } from "./evidence-store.ts";
import { removalForm } from "./forms.ts";
import { withIntake } from "./intake.ts";
import { everybody, shownRecord } from "./record-page.ts";
import { findRecord } from "./store.ts";
import { keptForm, submitFiles } from "./submission.ts";

const ofRecord = { params: z.object({ number: z.coerce.number().int().positive() }) };
const ofFile = { params: z.object({ id: z.coerce.number().int().positive() }) };

/** The files that support a record: added, looked at, removed with a reason. */
export function evidenceRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/deletions" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/:number/evidence", ({ params, redirect }) => redirect(`/deletions/${params.number}#evidence`, 303), ofRecord)
    .post(
      "/:number/evidence",
      ({ params: { number }, request, reader, done, html, redirect, set }) =>
        withIntake(db, request, done.at, (intake) => {
          const read = submitFiles(db, intake, done);
          if (read.ok) {
            addEvidence(db, number, read.files, done);
            return redirect(`/deletions/${number}#evidence`, 303);
          }
          set.status = 422;
          const typed = keptForm(db, intake, read.errors, reader.language, done);
          return html(recordPage(number, reader, { typed }));
        }),
      { ...ofRecord, parse: "none" as const },
    )
    .get("/systems/:slug/evidence", ({ params, reader, html }) => html(systemPage(system(params.slug), reader, null)))
    .post(
      "/systems/:slug/evidence",
      ({ params: { slug }, request, reader, done, html, redirect, set }) =>
        withIntake(db, request, done.at, (intake) => {
          const read = submitFiles(db, intake, done);
          if (read.ok) {
            addSystemEvidence(db, system(slug).id, read.files, done);
            return redirect(`/deletions/systems/${slug}/evidence`, 303);
          }
          set.status = 422;
          return html(systemPage(system(slug), reader, keptForm(db, intake, read.errors, reader.language, done)));
        }),
      { parse: "none" },
    )
    .get("/evidence/:id", ({ params, query, set }) => evidenceAnswer(db, file(params.id), "show" in query, set), ofFile)
    .get(
      "/evidence/:id/removal",
      ({ params, redirect }) => redirect(`${placeOf(file(params.id))}#evidence`, 303),
      ofFile,
    )
    .post(
      "/evidence/:id/removal",
      async ({ params: { id }, body, reader, done, html, redirect, set }) => {
        const form = readForm(removalForm, body, reader.language);
        const about = file(id);
        if (form.ok) {
          await removeEvidence(db, id, form.value.reason, done);
          return redirect(`${placeOf(about)}#evidence`, 303);
        }
        if (about.record_id === null) throw reasonMissing;
        set.status = 422;
        return html(recordPage(about.record_id, reader, { refused: { id, error: form.errors["reason"] ?? "" } }));
      },
      ofFile,
    );

  function file(id: number): EvidenceFile {
    const found = findEvidence(db, id);
    if (found) return found;
    throw new Problem("not-found", { de: "Diesen Beleg gibt es nicht.", en: "There is no such evidence." });
  }

  /** Where a file is shown: at its record, or with its system. */
  function placeOf({ record_id, system_id }: EvidenceFile): string {
    return record_id === null
      ? `/deletions/systems/${findSystemById(db, system_id)!.slug}/evidence`
      : `/deletions/${record_id}`;
  }

  function system(slug: string): System {
    const found = findSystem(db, slug);
    if (found) return found;
    throw new Problem("not-found", { de: "Dieses System gibt es nicht.", en: "That system does not exist." });
  }

  /** What is gathered while a system is being left. */
  function systemPage(one: System, reader: Reader, typed: RecordProps["typed"]): JSX.Element {
    const files = evidenceOfSystem(db, one.id).filter(({ record_id }) => record_id === null);
    return <SystemEvidencePage {...{ reader, files, typed }} system={one} names={everybody(db, reader)} />;
  }

  function recordPage(number: number, reader: Reader, more: Pick<RecordProps, "typed" | "refused">): JSX.Element {
    const record = findRecord(db, number);
    if (!record)
      throw new Problem("not-found", {
        de: "Diesen Löschnachweis gibt es nicht.",
        en: "There is no such deletion record.",
      });
    const shown = shownRecord(db, record, reader.today, reader.language);
    return <RecordPage {...shown} {...more} reader={reader} names={everybody(db, reader)} />;
  }
}

const reasonMissing = new Problem("invalid", {
  de: "Warum wird die Datei entfernt? Der Grund bleibt stehen.",
  en: "Why is the file removed? The reason stays.",
});
