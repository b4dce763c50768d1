import { run } from "#src/cli/run.ts";
import { readSettings } from "#src/settings.ts";
import { now } from "./browser.ts";

type Given = { at?: Date; env?: Record<string, string> };

/** Runs a command line inside the test: what it answers, what it says beside, and how it ends. */
export async function command(args: string[], { at = now, env = {} }: Given = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await run(args, {
    settings: readSettings(env),
    clock: () => at,
    say: (line) => void out.push(line),
    note: (line) => void err.push(line),
    stdin: async () => new Uint8Array(),
  });
  return { exit, out: out.join("\n"), err: err.join("\n") };
}
