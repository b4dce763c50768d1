import type { Database } from "bun:sqlite";
import type { Intake } from "#src/deletions/intake.ts";
import type { Fields } from "#src/http/form.ts";
import type { Sentence } from "#src/problem.ts";
import { keepDraft } from "./draft-actions.ts";
import type { Desk, Draft, DraftFile } from "./draft-store.ts";
import type { OutgoingFile } from "./outgoing-message.ts";

/** What many mail servers still take. */
const mostBytes = 25_000_000;

/** The fields that a draft keeps. What was clicked is no part of it. */
const draftNames = ["to", "cc", "bcc", "subject", "text", "mailbox", "answering"];

export function draftFields(typed: Fields): Fields {
  return Object.fromEntries(draftNames.flatMap((name) => (name in typed ? [[name, typed[name]!]] : [])));
}

/** Keeps what a form brought as a draft, before anything else is done with it: whatever goes wrong then, nothing is lost. */
export async function draftOf(db: Database, desk: Desk, { fields, brought }: Intake, at: Date): Promise<Draft> {
  const kept = (fields["kept"] ?? "").split(",").map(Number);
  return await keepDraft(db, desk, { fields: draftFields(fields), brought, kept }, at);
}

/** What is wrong with the files of an answer; null when they may go. */
export function troubleWithFiles(files: readonly DraftFile[], trouble: Sentence | null): Sentence | null {
  return trouble ?? troubleWithSize(files.map(({ size }) => size));
}

export function troubleWithSize(sizes: readonly number[]): Sentence | null {
  return sizes.reduce((sum, size) => sum + size, 0) > mostBytes ? tooLarge : null;
}

const tooLarge: Sentence = {
  de: "Zusammen sind die Dateien grösser als 25 MB; viele Mailserver nehmen das nicht an. Lassen Sie einzelne weg.",
  en: "Together the files are larger than 25 MB, which many mail servers do not take. Leave some out.",
};

export function outgoingFiles(files: readonly DraftFile[]): OutgoingFile[] {
  return files.map(({ name, type, size, sha256, blob_id }) => ({
    filename: name,
    content_type: type,
    size,
    sha256,
    blob_id,
  }));
}
