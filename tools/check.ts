import { bun, type Outcome, print, runSteps, type Step } from "./step.ts";

const modules = "./node_modules";

/** What is looked at without running the program. `bun run check` does these; `bun run test` begins with them. */
export const checks: readonly Step[] = [
  { name: "types (tsc)", run: () => bun(`${modules}/typescript/bin/tsc`, "--noEmit") },
  { name: "style (biome)", run: () => bun(`${modules}/@biomejs/biome/bin/biome`, "check", "--error-on-warnings") },
  { name: "nothing unused (knip)", run: () => bun(`${modules}/knip/bin/knip.js`, "--no-progress") },
  { name: "no unescaped text (xss-scan)", run: () => xssScan() },
  { name: "xss-scan still sees what it must (canary)", run: canary },
  { name: "src/storage/schema.sql is what the migrations make", run: () => bun("tools/schema.ts") },
];

// A flag before the path swallows the path: the path stands alone, or there is none.
function xssScan(...path: string[]): Promise<Outcome> {
  return bun(`${modules}/@kitajs/ts-html-plugin/dist/cli.js`, ...path);
}

async function canary(): Promise<Outcome> {
  const scanned = await xssScan("tests/canary/xss-canary.tsx");
  const seen = !scanned.ok && scanned.output.includes("K601");
  return { ok: seen, output: `xss-scan said nothing about tests/canary/xss-canary.tsx:\n${scanned.output}` };
}

if (import.meta.main) {
  const { passed, failed } = await runSteps(checks);
  print(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
