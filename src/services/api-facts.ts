import type { Database } from "bun:sqlite";
import type { z } from "zod";
import type { Done } from "#src/history/record.ts";
import type { Day } from "#src/when.ts";
import { recordReplacement, reportStage, setTarget } from "./actions.ts";
import {
  answerForm,
  contractForm,
  exceptionForm,
  oldDataForm,
  placeForm,
  replacementForm,
  stageForm,
  subProcessorForm,
  targetForm,
} from "./forms.ts";
import {
  acceptException,
  answerCriterion,
  recordContract,
  recordPlace,
  recordSubProcessor,
  reportOldData,
} from "./system-actions.ts";

/** What can be reported below a service or a system: its form, which depends on the day, and its action. */
type FactAddress = {
  path: string;
  summary: string;
  form: (today: Day) => z.ZodType;
  add: (db: Database, slug: string, value: unknown, done: Done) => void;
};

/** Ties an action to the form that gives what it takes. */
function fact<T>(
  path: string,
  summary: string,
  form: (today: Day) => z.ZodType<T>,
  act: (db: Database, slug: string, value: T, done: Done) => void,
): FactAddress {
  return { path, summary, form, add: act as FactAddress["add"] };
}

export const serviceFacts: readonly FactAddress[] = [
  fact("stages", "Report the stage of a service's replacement", stageForm, reportStage),
  fact("targets", "Set or move the day by which it shall be live", targetForm, setTarget),
  fact("replacements", "Record that one system is replaced by another", replacementForm, recordReplacement),
];

export const systemFacts: readonly FactAddress[] = [
  fact("old-data", "Report the state of a system's data", oldDataForm, reportOldData),
  fact("places", "Record a country of a system", placeForm, recordPlace),
  fact("answers", "Answer a criterion", answerForm, answerCriterion),
  fact("exceptions", "Accept that a criterion is missed", exceptionForm, acceptException),
  fact("contracts", "Record a contract", contractForm, recordContract),
  fact("sub-processors", "Record a sub-processor", subProcessorForm, recordSubProcessor),
];
