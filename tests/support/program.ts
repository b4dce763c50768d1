import { onTestFinished } from "bun:test";

/** How the program is started: `dist/aktion` as people have it where a test is about that, else the source. */
export const fromSource = [process.execPath, new URL("../../src/main.ts", import.meta.url).pathname];
export const compiled = new URL("../../dist/aktion", import.meta.url).pathname;

type Started = {
  pid: number;
  url: string;
  kill: (signal?: NodeJS.Signals) => void;
  exited: Promise<number>;
  said: () => string;
};
type Starting = { program?: string[]; cwd?: string; env?: Record<string, string>; port?: string };

/** Runs a command to its end. */
export async function run(args: string[], { program = fromSource, cwd, env = {} }: Starting = {}) {
  const child = Bun.spawn([...program, ...args], {
    ...(cwd ? { cwd } : {}),
    env: { ...bare, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  onTestFinished(() => child.kill("SIGKILL"));
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exit: await child.exited, out, err };
}

const bare = { PATH: process.env["PATH"] ?? "" };

/** Starts `serve`, on a free port unless said, and waits until it says where. */
export async function serve(
  db: string,
  { program = fromSource, cwd, env = {}, port = "0" }: Starting = {},
): Promise<Started> {
  const child = Bun.spawn([...program, "serve", "--db", db, "--port", port], {
    ...(cwd ? { cwd } : {}),
    env: { ...bare, ...env },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  onTestFinished(() => child.kill("SIGKILL"));
  let said = "";
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const listen = async () => {
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
      said += part;
      const url = /serves \S+ on (http:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    }
    reject(new Error(`It ended before it served: ${said}`));
  };
  listen().catch(reject);
  const kill = (signal?: NodeJS.Signals) => child.kill(signal);
  return { pid: child.pid, url: await promise, kill, exited: child.exited, said: () => said };
}
