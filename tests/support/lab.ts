import { test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const script = new URL("../../lab/maillab.sh", import.meta.url).pathname;

/** A real Postfix and Dovecot on ports of their own. Every address that has no mailbox lands in `catchall`; `…@bounce.test` bounces. */
export type Lab = {
  host: string;
  /** `mx`: no log-in, as from outside. `submission`: STARTTLS and log-in. `smtps`: TLS and log-in. `imap`: STARTTLS or plain. */
  ports: { mx: number; submission: number; smtps: number; imap: number; imaps: number };
  /** The authority that signed the servers' certificate (for localhost, mail.example.test and 127.0.0.1), as PEM. */
  ca: string;
  support: Account;
  catchall: Account;
  /** A mailbox of its own for one test, so that tests do not see each other's mail. */
  newAccount: (name?: string) => Promise<Account>;
  /** How many messages lie in a folder. */
  count: (user: string, folder?: string) => Promise<number>;
  folder: string;
};

export type Account = { user: string; password: string };

/** A test against the real servers. Where they cannot be had it is skipped, and the test command says so. */
export const labTest = hasServers() ? test : test.skip;

let started: Promise<Lab> | null = null;

/** Starts the servers once for all test files; they end with the tests, however those end. */
export function theLab(): Promise<Lab> {
  started ??= start();
  return started;
}

function hasServers(): boolean {
  const told = process.env["TEST_MAILSERVERS"];
  const there =
    Bun.which("postfix", { PATH: `/usr/sbin:${process.env["PATH"]}` }) && existsSync("/usr/lib/dovecot/lmtp");
  const has = process.getuid?.() === 0 && (told === undefined ? Boolean(there) : told !== "");
  if (!has) console.error("Without Postfix and Dovecot (and root) the tests against real mail servers are skipped.");
  return has;
}

async function start(): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-lab-"));
  const [mx, submission, smtps, imap, imaps] = freePorts(5) as [number, number, number, number, number];
  const run = runIn({
    PATH: `/usr/sbin:/sbin:${process.env["PATH"]}`,
    MAILLAB_DIR: folder,
    MAILLAB_MX_PORT: `${mx}`,
    MAILLAB_SUBMISSION_PORT: `${submission}`,
    MAILLAB_SMTPS_PORT: `${smtps}`,
    MAILLAB_IMAP_PORT: `${imap}`,
    MAILLAB_IMAPS_PORT: `${imaps}`,
  });
  stopAfterUs(folder);
  await run("start");
  let accounts = 0;
  return {
    host: "localhost",
    ports: { mx, submission, smtps, imap, imaps },
    ca: readFileSync(join(folder, "tls/ca.pem"), "utf8"),
    support: { user: "support@example.test", password: "supportpw" },
    catchall: { user: "catchall@lab.test", password: "catchallpw" },
    async newAccount(name = "box") {
      accounts += 1;
      const account = { user: `${name}${accounts}@example.test`, password: `${name}${accounts}pw` };
      await run("adduser", account.user, account.password);
      return account;
    },
    count: async (user, inFolder = "INBOX") => Number(await run("count", user, inFolder)),
    folder,
  };
}

function runIn(env: Record<string, string>) {
  return async (...args: string[]): Promise<string> => {
    const child = Bun.spawn(["bash", script, ...args], { env, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    const [said, complained] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    if ((await child.exited) !== 0) throw new Error(`maillab.sh ${args.join(" ")}: ${complained}${said}`);
    return said;
  };
}

/** A shell that waits for the end of its input, which comes when this process is gone, even killed. */
function stopAfterUs(folder: string): void {
  const waiter = Bun.spawn(
    ["setsid", "bash", "-c", `trap '' INT TERM HUP; cat; "$0" stop; rm -rf "$MAILLAB_DIR"`, script],
    {
      env: { PATH: `/usr/sbin:/sbin:${process.env["PATH"]}`, MAILLAB_DIR: folder },
      stdin: "pipe",
      stdout: "ignore",
      stderr: "ignore",
    },
  );
  waiter.unref();
  kept.push(waiter);
}

/** The pipe closes when it is collected, so it is kept. */
const kept: object[] = [];

function freePorts(count: number): number[] {
  const taken = Array.from({ length: count }, () =>
    Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } }),
  );
  const ports = taken.map(({ port }) => port);
  for (const one of taken) one.stop(true);
  return ports;
}
