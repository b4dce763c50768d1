import { copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bun, type Outcome, outcomeOf, runStep, type Step } from "./step.ts";

/** What runs on its own: the program, and each worker it starts (`new URL("./x.ts", Bun.pathToFileURL(Bun.main))`). */
const entries = ["src/main.ts", "src/inbox/intake/worker.ts", "src/inbox/mail-part-worker.ts"];

const flags = [
  "--compile",
  "--production", // else NODE_ENV is frozen as "development" and pages take a third longer
  "--minify",
  "--bytecode",
  "--format=esm", // bytecode alone means CommonJS, which has no top-level await
  "--sourcemap=inline",
  "--no-compile-autoload-dotenv", // a .env or bunfig.toml where the binary is started must mean nothing
  "--no-compile-autoload-bunfig",
];

export const build: Step = {
  name: "dist/aktion, and it runs alone in an empty folder",
  async run() {
    const built = await bun("build", ...flags, ...entries, "--outfile", "dist/aktion");
    return built.ok ? await runsAlone("dist/aktion") : built;
  },
};

async function runsAlone(binary: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-alone-"));
  try {
    copyFileSync(binary, join(folder, "aktion"));
    const ran = await outcomeOf(["env", "-C", folder, "-i", "./aktion", "--version"]);
    const megabytes = (statSync(binary).size / 1e6).toFixed(0);
    return { ...ran, said: `${ran.output.trim()}, ${megabytes} MB` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) process.exitCode = (await runStep(build)) ? 0 : 1;
