import { project } from "../tools/step.ts";

/** A program under measurement: where it answers, its process, and how to end it. */
export type Served = { url: string; pid: number; stop: () => Promise<void> };

/** Starts the executable on a database and waits until it says where it serves. */
export async function startAktion(db: string): Promise<Served> {
  return await started([`${project}dist/aktion`, "serve", "--db", db, "--port", "0"], /serves \S+ on (http:\S+)/);
}

/** A bare `Bun.serve` that answers as many bytes: what this machine could do if the program did nothing. */
export async function startBare(bytes: number): Promise<Served> {
  return await started([process.execPath, `${project}bench/bare.ts`, String(bytes)], /bare on (http:\S+)/);
}

async function started(command: string[], says: RegExp): Promise<Served> {
  const log = `/tmp/aktion-bench-${crypto.randomUUID()}.log`;
  const child = Bun.spawn(command, { stdin: "ignore", stdout: "ignore", stderr: Bun.file(log) });
  const stop = async () => {
    child.kill("SIGTERM");
    await child.exited;
    await Bun.file(log).delete();
  };
  for (let tries = 0; tries < 500; tries += 1) {
    const url = says.exec(await Bun.file(log).text())?.[1];
    if (url) return { url, pid: child.pid, stop };
    await Bun.sleep(10);
  }
  await stop();
  throw new Error(`It did not start within five seconds: ${command.join(" ")}`);
}

/** Memory that a process holds, in MB. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await Bun.file(`/proc/${pid}/status`).text();
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** Processor time that a process has used, all its threads, in milliseconds. */
export async function processorMs(pid: number): Promise<number> {
  const fields = (await Bun.file(`/proc/${pid}/stat`).text()).split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10; // in hundredths of a second
}
