import type { World } from "#src/cli/command.ts";
import { run } from "#src/cli/run.ts";
import { Problem } from "#src/problem.ts";
import { readSettings } from "#src/settings.ts";

const note = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const world: World = {
    settings: readSettings(process.env),
    clock: () => new Date(),
    say: (line) => void process.stdout.write(`${line}\n`),
    note,
    stdin: async () => new Uint8Array(await Bun.stdin.arrayBuffer()),
  };
  const exit = await run(process.argv.slice(2), world);
  if (exit !== null) process.exitCode = exit;
} catch (error) {
  note(
    error instanceof Problem ? error.in("en") : `This is our fault: ${error instanceof Error ? error.stack : error}`,
  );
  process.exitCode = error instanceof Problem ? 2 : 1;
}
