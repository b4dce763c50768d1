import { bun, type Step } from "./step.ts";

/** The packages of bun.lock, exactly. Tools run before there are any, so they import nothing from them. */
export const install: Step = {
  name: "packages as in bun.lock",
  run: () => bun("install", "--frozen-lockfile", "--no-progress"),
};
