import type { Database } from "bun:sqlite";
import type { z } from "zod";
import type { Done } from "#src/history/record.ts";
import { type Fields, sentenceOf } from "#src/http/form.ts";
import type { Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import type { Day } from "#src/when.ts";
import type { Recorded, Telling } from "./actions.ts";
import type { PendingFile } from "./evidence.ts";
import { type Files, keepPending } from "./evidence-actions.ts";
import { findPending } from "./evidence-store.ts";
import { filesForm, recordForm } from "./forms.ts";
import type { Intake } from "./intake.ts";

/** What became of a form: done, or what is wrong with each field. */
export type Outcome = { ok: true; number: number } | { ok: false; errors: Record<string, Sentence> };

/** Reads a deletion and its files out of a form and, when all of it fits, has it recorded. */
export function submitRecord(
  db: Database,
  intake: Intake,
  today: Day,
  { by }: Done,
  record: (telling: Telling, files: Files) => Recorded,
): Outcome {
  const form = recordForm(today).safeParse(intake.fields);
  const files = filesIn(db, intake, by);
  if (form.success && files.ok) return record(form.data, files.files);
  return { ok: false, errors: { ...(form.success ? {} : errorsIn(form.error)), ...(files.ok ? {} : files.errors) } };
}

/** Reads files that come alone. At least one must be there. */
export function submitFiles(db: Database, intake: Intake, { by }: Done): FilesRead {
  const read = filesIn(db, intake, by);
  if (!read.ok || read.files.brought.length + read.files.pending.length > 0) return read;
  return { ok: false, errors: { files: noFile } };
}

type FilesRead = { ok: true; files: Files } | { ok: false; errors: Record<string, Sentence> };

function filesIn(db: Database, { fields, brought, trouble }: Intake, by: string): FilesRead {
  const form = filesForm.safeParse(fields);
  if (!form.success) return { ok: false, errors: errorsIn(form.error) };
  if (trouble) return { ok: false, errors: { files: trouble } };
  if (form.data.pending.some((handle) => findPending(db, handle, by) === null))
    return { ok: false, errors: { files: waitedTooLong } };
  return { ok: true, files: { ...form.data, brought } };
}

function errorsIn(error: z.ZodError): Record<string, Sentence> {
  const errors: Record<string, Sentence> = {};
  for (const { path, message } of error.issues) errors[path.join(".") || "form"] ??= sentenceOf(message);
  return errors;
}

/** A refused form as its page shows it again: what was typed, what is wrong, and the files, which wait for the next attempt. */
export function keptForm(
  db: Database,
  intake: Intake,
  errors: Record<string, Sentence>,
  language: Language,
  done: Done,
): { values: Fields; errors: Fields; pending: PendingFile[] } {
  const handles = (intake.fields["pending"] ?? "").split(",").filter((handle) => handle !== "");
  const said = Object.entries(errors).map(([field, sentence]) => [field, sentence[language]] as const);
  return {
    values: intake.fields,
    errors: Object.fromEntries(said),
    pending: keepPending(db, { brought: intake.brought, pending: handles }, done),
  };
}

const noFile: Sentence = { de: "Wählen Sie eine Datei.", en: "Choose a file." };
const waitedTooLong: Sentence = {
  de: "Eine der hochgeladenen Dateien wartet nicht mehr. Wählen Sie sie noch einmal aus.",
  en: "One of the uploaded files is no longer waiting. Choose it once more.",
};
