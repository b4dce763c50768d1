import { Problem } from "#src/problem.ts";

/** The code of the problem that an action tells; fails when it goes through. */
export function problemOf(act: () => unknown): Problem["code"] {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  throw new Error("it went through");
}
