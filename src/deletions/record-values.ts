import type { Fields } from "#src/http/form.ts";
import { parseWhen, typedWhen } from "#src/when.ts";
import type { PendingFile, Supports } from "./evidence.ts";
import { type DeletionRecord, lineNames, whenIn, whenNames } from "./record.ts";
import { metPoints, type Point } from "./record-gauge.ts";

/** What goes back into the form's fields when a record is corrected. */
export function valuesOf(record: DeletionRecord, system: string): Fields {
  const whens = whenNames.map((name) => [name, typedWhen(whenIn(record, name))]);
  const lines = lineNames.map((name) => [name, record[name] ?? ""]);
  const { executed_by, method, places } = record;
  return { ...Object.fromEntries([...whens, ...lines]), system, executed_by, method, places };
}

/** The points that a form as it is typed would meet: the gauge beside it. */
export function metByValues(values: Fields, pending: readonly PendingFile[]): Point[] {
  const whens = whenNames.flatMap((name) => {
    const when = parseWhen(values[name] ?? "");
    return [[`${name}_on`, when?.on ?? null] as const, [`${name}_text`, when?.text ?? null] as const];
  });
  const lines = lineNames.map((name) => [name, values[name]?.trim() || null] as const);
  const { executed_by = "", places = "" } = values;
  const typed = { ...Object.fromEntries([...whens, ...lines]), executed_by, places } as DeletionRecord;
  const files = pending.map(() => ({ supports: (values["supports"] ?? "deletion") as Supports, uploader: null }));
  return metPoints(typed, files);
}
