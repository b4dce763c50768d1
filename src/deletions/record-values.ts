import type { Fields } from "#src/http/form.ts";
import { typedWhen } from "#src/when.ts";
import { type DeletionRecord, lineNames, whenIn, whenNames } from "./record.ts";

/** What goes back into the form's fields when a record is corrected. */
export function valuesOf(record: DeletionRecord, system: string): Fields {
  const whens = whenNames.map((name) => [name, typedWhen(whenIn(record, name))]);
  const lines = lineNames.map((name) => [name, record[name] ?? ""]);
  const { executed_by, method, places } = record;
  return { ...Object.fromEntries([...whens, ...lines]), system, executed_by, method, places };
}
