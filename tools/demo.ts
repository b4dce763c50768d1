import { existsSync, readFileSync } from "node:fs";
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
if (process.env["npm_config_npm_version"]) stopWithNpx();
process.exitCode = await demo.exited;

/** npx passes a SIGTERM on to a shell, which dies and tells nobody: without that shell, nobody wants the demo any more. */
function stopWithNpx(): void {
  const shell = parentOf(process.ppid);
  if (shell === null) return;
  setInterval(() => {
    if (parentOf(process.ppid) !== shell) demo.kill("SIGTERM");
  }, 500).unref();
}

/** Known where there is a /proc; elsewhere the demo is ended with Ctrl-C. */
function parentOf(pid: number): string | null {
  const status = `/proc/${pid}/status`;
  return existsSync(status) ? (/^PPid:\s+(\d+)/m.exec(readFileSync(status, "utf8"))?.[1] ?? null) : null;
}
