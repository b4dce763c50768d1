import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.ts";
import { checks } from "./check.ts";
import { install } from "./install.ts";
import { machine, machineEnvironment } from "./machine.ts";
import { print, project, runStep, runSteps } from "./step.ts";

// Everything a fresh machine must do to trust this program. `--long` adds fuzzing and kill loops at full length (tests/long).
const long = process.argv.includes("--long");

if (!(await runStep(install))) finish({ passed: 0, failed: 1, skipped: 0 });
const steps = await runSteps([machine, ...checks, build]);
const tests = await runTests();
finish({
  passed: steps.passed + tests.passed,
  failed: steps.failed + tests.failed,
  skipped: tests.skipped,
});

type Count = { passed: number; failed: number; skipped: number };

async function runTests(): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-tests-"));
  const report = join(folder, "junit.xml");
  const ignored = long ? [] : ["--path-ignore-patterns=tests/long/**"];
  const reporting = ["--only-failures", "--reporter=junit", `--reporter-outfile=${report}`];
  // Much of a test is waiting for a browser or a mail server, so two files run at a time; whichever took longest, first.
  const workers = Math.min(availableParallelism(), 4);
  const together = [`--parallel=${workers}`, "--no-isolate", "--timings=tests/timings.json"];
  const child = Bun.spawn([process.execPath, "test", "--timeout=120000", ...together, ...reporting, ...ignored], {
    cwd: project,
    env: { ...process.env, ...machineEnvironment(), TEST_LONG: long ? "yes" : "" },
    stdin: "ignore",
    stdout: "inherit",
    stderr: "inherit",
  });
  const exit = await child.exited;
  const counted = existsSync(report) ? countIn(readFileSync(report, "utf8")) : { passed: 0, failed: 0, skipped: 0 };
  rmSync(folder, { recursive: true });
  // A file that does not load, or a crash, is a failure even when no test counted it.
  return exit !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/** The totals of a JUnit report: the attributes of its outermost element. */
function countIn(report: string): Count {
  const totals = /<testsuites\b[^>]*>/.exec(report)?.[0] ?? "";
  const total = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(totals)?.[1] ?? 0);
  const failed = total("failures") + total("errors");
  return { passed: total("tests") - failed - total("skipped"), failed, skipped: total("skipped") };
}

function finish({ passed, failed, skipped }: Count): never {
  print(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  process.exit(failed === 0 ? 0 : 1);
}
