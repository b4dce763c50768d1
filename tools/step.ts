/** A thing to do that is well or not. `output` is shown only when it is not; `said` is one line that is shown when it is. */
export type Outcome = { ok: boolean; output: string; said?: string };
export type Step = { name: string; run: () => Promise<Outcome> };

/** Runs the steps one after another, a line each, and gives how many were well. */
export async function runSteps(steps: readonly Step[]): Promise<{ passed: number; failed: number }> {
  let passed = 0;
  for (const step of steps) if (await runStep(step)) passed += 1;
  return { passed, failed: steps.length - passed };
}

export async function runStep({ name, run }: Step): Promise<boolean> {
  const from = performance.now();
  const { ok, output, said } = await run().catch(crashed);
  const seconds = ((performance.now() - from) / 1000).toFixed(1).padStart(6);
  print(`${ok ? "ok    " : "FAILED"} ${seconds} s  ${name}${said ? ` (${said})` : ""}`);
  if (!ok) print(output.trim().replace(/^/gm, "    "));
  return ok;
}

const crashed = (error: unknown): Outcome => ({
  ok: false,
  output: error instanceof Error ? (error.stack ?? error.message) : String(error),
});

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export const project = new URL("..", import.meta.url).pathname;

/** Runs a program in the project's folder and gives what it printed. Never waits for somebody to type. */
export async function outcomeOf(command: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const child = Bun.spawn(command, {
    cwd: project,
    env: { ...process.env, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { ok: (await child.exited) === 0, output: `${out}${err}` };
}

/** The bun that runs this file: on a user's machine it came with npx, and no other is there. */
export function bun(...args: string[]): Promise<Outcome> {
  return outcomeOf([process.execPath, ...args]);
}
