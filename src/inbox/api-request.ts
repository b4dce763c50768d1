import { refusal } from "#src/http/json-form.ts";
import { Problem } from "#src/problem.ts";

export type Answering = { status?: number | string; headers: Record<string, string | number> };

export function tokenIn(by: string): number {
  return Number(by.slice("token:".length));
}

export function numberIn(typed: string): number {
  if (/^\d{1,12}$/.test(typed)) return Number(typed);
  throw notFound;
}

export function unfit(set: Answering, field: string, sentence: { de: string; en: string }): object {
  set.status = 422;
  return { error: refusal([[field, sentence]]) };
}

export const notFound = new Problem("not-found", { de: "Das gibt es nicht.", en: "There is no such thing." });
