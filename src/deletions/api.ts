import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { readJson, refusal, schemaOf } from "#src/http/json-form.ts";
import { hasParts } from "#src/http/multipart.ts";
import { described } from "#src/http/openapi.ts";
import { Problem, type Sentence } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import { recordDeletion } from "./actions.ts";
import { recordJson, recordSummary } from "./api-json.ts";
import { addEvidence } from "./evidence-actions.ts";
import { filesForm, recordForm } from "./forms.ts";
import { type Intake, withIntake } from "./intake.ts";
import type { DeletionRecord } from "./record.ts";
import { findRecord, listRecords } from "./store.ts";
import { type Outcome, submitFiles, submitRecord } from "./submission.ts";

const deletions = { tag: "deletions" };
const anyDay = "2000-01-01";

/** The deletion log for machines: records are read, added and supported with files. None is ever changed. */
export function deletionsApi({ db, clock }: App) {
  return new Elysia({ prefix: "/api/v1/deletions" })
    .use(visiting(clock))
    .get(
      "/",
      () => ({ deletions: listRecords(db).map((record) => recordSummary(db, record)) }),
      described({ ...deletions, summary: "All deletion records, corrected ones too" }),
    )
    .get(
      "/:number",
      ({ params, reader }) => recordJson(db, existing(params.number), reader.today),
      described({ ...deletions, summary: "A record with its proof, its evidence and its entry in the history" }),
    )
    .post(
      "/",
      async ({ request, done, set }) => {
        const today = todayAt(db, done.at);
        if (!hasParts(request)) {
          const read = await readJson(recordForm(today), request);
          if (!read.ok) return unfit(set, read.error);
          return answer(set, recordDeletion(db, read.value, done), today);
        }
        return withIntake(db, request, done.at, (intake) => {
          const unknown = unknownIn(intake, today);
          if (unknown.length > 0) return unfit(set, refusal(unknown));
          const made = submitRecord(db, intake, today, done, (telling, files) =>
            recordDeletion(db, telling, done, files),
          );
          return answer(set, made, today);
        });
      },
      described({ ...deletions, summary: "Log a deletion: as JSON, or as multipart/form-data with files" }, () =>
        recordForm(anyDay),
      ),
    )
    .post(
      "/:number/evidence",
      ({ params, request, done, set }) =>
        withIntake(db, request, done.at, (intake) => {
          const { id } = existing(params.number);
          const read = submitFiles(db, intake, done);
          if (!read.ok) return unfit(set, refusal(Object.entries(read.errors)));
          addEvidence(db, id, read.files, done);
          return answer(set, { ok: true, number: id }, todayAt(db, done.at));
        }),
      described({ ...deletions, summary: "Add files to a record, as multipart/form-data" }, () => filesForm),
    );

  function existing(number: string): DeletionRecord {
    const record = /^\d{1,9}$/.test(number) ? findRecord(db, Number(number)) : null;
    if (record) return record;
    throw new Problem("not-found", {
      de: "Diesen Löschnachweis gibt es nicht.",
      en: "There is no such deletion record.",
    });
  }

  function answer(set: Answering, outcome: Outcome, today: string): object {
    if (!outcome.ok) return unfit(set, refusal(Object.entries(outcome.errors)));
    set.status = 201;
    set.headers["location"] = `/api/v1/deletions/${outcome.number}`;
    return recordJson(db, findRecord(db, outcome.number)!, today);
  }
}

type Answering = { status?: number | string; headers: Record<string, string | number> };

function unfit(set: Answering, error: ReturnType<typeof refusal>): object {
  set.status = 422;
  return { error };
}

/** Fields that neither form knows: a slip of the pen must not be lost. */
function unknownIn({ fields }: Intake, today: string): [string, Sentence][] {
  const known = { ...schemaOf(recordForm(today)).properties, ...schemaOf(filesForm).properties };
  return Object.keys(fields)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => [name, { de: "Dieses Feld kennen wir nicht.", en: "We do not know this field." }]);
}
