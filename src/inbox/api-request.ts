import { Problem } from "#src/problem.ts";

export function tokenIn(by: string): number {
  return Number(by.slice("token:".length));
}

export function numberIn(typed: string): number {
  if (/^\d{1,12}$/.test(typed)) return Number(typed);
  throw notFound;
}

export const notFound = new Problem("not-found", { de: "Das gibt es nicht.", en: "There is no such thing." });
