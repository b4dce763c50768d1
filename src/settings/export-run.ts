import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownProgram } from "#src/jobs/own-program.ts";
import { Problem } from "#src/problem.ts";
import type { Day } from "#src/when.ts";

/** How far the export is. One at a time; the file is kept for an hour. */
export type ExportState =
  | { state: "none" }
  | { state: "running"; files: number; last: string }
  | { state: "ready"; size: number; asOf: Day; until: Date }
  | { state: "failed"; said: string };

export type Exporting = { asOf: Day | null; knownAt: Day | null; today: Day; at: Date };

const kept_ms = 3_600_000;

/**
 * Makes exports in a process of their own, so that no page waits for one: the same program, asked on its command line. The file
 * lies in a folder for this user only and is gone after an hour, or when the program stops.
 */
export function exportRuns(database: string) {
  let state: ExportState = { state: "none" };
  let folder: string | null = null;
  let child: Bun.Subprocess | null = null;

  function clear(): void {
    child?.kill();
    if (folder) rmSync(folder, { recursive: true, force: true });
    [folder, child, state] = [null, null, { state: "none" }];
  }

  function failed(said: string): void {
    clear();
    state = { state: "failed", said };
  }

  async function run(exporting: Exporting, into: string): Promise<void> {
    const { asOf, knownAt, today, at } = exporting;
    const days = [...(asOf ? ["--as-of", asOf] : []), ...(knownAt ? ["--known-at", knownAt] : [])];
    const path = join(into, "audit.zip");
    const command = [...ownProgram, "export", path, "--db", database, "--progress", ...days];
    const process = Bun.spawn(command, { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    child = process;
    const said = new Response(process.stderr).text();
    await counted(process.stdout, (files, last) => {
      if (child === process) state = { state: "running", files, last };
    });
    const exit = await process.exited;
    if (child !== process) return; // it was cleared meanwhile
    child = null;
    if (exit !== 0 || !existsSync(path)) return failed((await said).trim().split("\n").at(-1) ?? "");
    state = {
      state: "ready",
      size: statSync(path).size,
      asOf: asOf ?? knownAt ?? today,
      until: new Date(at.getTime() + kept_ms),
    };
  }

  return {
    /** What is there at a moment; what has lain for an hour is removed. */
    current(at: Date): ExportState {
      if (state.state === "ready" && state.until <= at) clear();
      return state;
    },
    start(exporting: Exporting): void {
      if (child) throw new Problem("conflict", runsAlready);
      clear();
      folder = mkdtempSync(join(tmpdir(), "aktion-export-"));
      state = { state: "running", files: 0, last: "" };
      setTimeout(() => state.state === "ready" && clear(), kept_ms + 1000).unref();
      run(exporting, folder).catch((error) => failed(String(error)));
    },
    /** Where the file lies; null unless it is ready. */
    file: (): string | null => (state.state === "ready" && folder ? join(folder, "audit.zip") : null),
    clear,
  };
}

async function counted(
  lines: ReadableStream<Uint8Array<ArrayBuffer>>,
  tell: (files: number, last: string) => void,
): Promise<void> {
  let [files, rest] = [0, ""];
  for await (const part of lines.pipeThrough(new TextDecoderStream())) {
    const whole = (rest + part).split("\n");
    rest = whole.pop()!;
    files += whole.length;
    if (whole.length > 0) tell(files, whole.at(-1)!);
  }
}

const runsAlready = {
  de: "Ein Export läuft schon. Warten Sie, bis er fertig ist.",
  en: "An export is running already. Wait until it is done.",
};
