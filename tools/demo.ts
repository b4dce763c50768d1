import { build } from "./build.ts";
import { install } from "./install.ts";
import { project, runStep } from "./step.ts";

// `bun run demo` on a fresh machine: packages, executable, and then the executable itself.
if (!((await runStep(install)) && (await runStep(build)))) process.exit(1);

const demo = Bun.spawn([`${project}dist/aktion`, "demo", ...process.argv.slice(2)], {
  stdin: "ignore",
  stdout: "inherit",
  stderr: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => demo.kill(signal));
process.exitCode = await demo.exited;
