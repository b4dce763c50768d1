import type { Fields } from "#src/http/form.ts";
import { typedWhen } from "#src/when.ts";
import { type Dated, whenOf } from "./dated.ts";
import { targetWhen } from "./service.ts";
import type { StoryItem } from "./story.ts";

/** A form that is shown open with the words of an earlier fact, to be put right and sent as its correction. */
export type Correcting = { form: string; values: Fields; errors: Fields };

/** How an address names the fact to correct: `stage_reports-12`. */
export function correctionKey({ table, fact }: { table: string; fact: Dated }): string {
  return `${table}-${fact.id}`;
}

/** Null when nothing is to be corrected, or the fact is not in this story, or something already took its place. */
export function correctionIn(story: readonly StoryItem[], key: string | undefined): Correcting | null {
  const item = key ? story.find((one) => correctionKey(one) === key && one.standing === "holds") : undefined;
  const own = item ? ownValues(item) : null;
  if (!item || !own) return null;
  const { fact } = item;
  const dated = { happened: typedWhen(whenOf(fact)), note: fact.note ?? "", corrects: String(fact.id) };
  return { form: own.form, values: { ...own.values, ...dated }, errors: {} };
}

function ownValues(item: StoryItem): { form: string; values: Fields } | null {
  switch (item.table) {
    case "stage_reports":
      return { form: "stage", values: { stage: item.fact.stage } };
    case "targets":
      return { form: "target", values: { target: typedWhen(targetWhen(item.fact)) } };
    case "replacements":
      return { form: "replacement", values: { from: item.from?.name ?? "", to: item.to?.name ?? "" } };
    case "old_data_reports":
      return { form: "old-data", values: { state: item.fact.state } };
    default:
      return null;
  }
}
