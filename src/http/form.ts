import type { z } from "zod";
import type { Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";

export type Fields = Record<string, string>;
export type FormResult<T> = { ok: true; value: T } | { ok: false; values: Fields; errors: Fields };

/** Reads a posted form. A failure carries back what was typed, so the page can be shown again with nothing lost. */
export function readForm<T>(schema: z.ZodType<T>, body: unknown, language: Language): FormResult<T> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return { ok: true, value: result.data };

  const errors: Fields = {};
  for (const issue of result.error.issues)
    errors[issue.path.join(".") || "form"] ??= inLanguage(issue.message, language);
  return { ok: false, values: typedText(body), errors };
}

/** A zod message that carries both languages; `readForm` picks one. `z.string().min(1, both({ de: …, en: … }))` */
export function both({ de, en }: Sentence): string {
  return `${de}${separator}${en}`;
}

const separator = "\u2028";

/** What a zod message says, in both languages. */
export function sentenceOf(message: string): Sentence {
  const [de = "", en] = message.split(separator);
  return en === undefined ? { de: `Bitte prüfen: ${message}`, en: `Please check: ${message}` } : { de, en };
}

function inLanguage(message: string, language: Language): string {
  return sentenceOf(message)[language];
}

/** An answer for one field that only the database could give ("there is already one of that name"). */
export function refused(body: unknown, errors: Fields): Extract<FormResult<never>, { ok: false }> {
  return { ok: false, values: typedText(body), errors };
}

export function typedText(body: unknown): Fields {
  if (typeof body !== "object" || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}
