import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type Outcome, outcomeOf, type Step } from "./step.ts";

/** What some tests need beside bun, and which tests are skipped without it. Tests read `TEST_CHROMIUM` and `TEST_MAILSERVERS`. */
const needs = [
  {
    name: "a Chromium",
    without: "the journeys in a browser (tests/journeys)",
    packages: ["chromium", "fonts-liberation"],
    isThere: () => chromium() !== null,
  },
  {
    name: "real mail servers",
    without: "the tests against real mail servers (tests/lab)",
    packages: ["postfix", "dovecot-imapd", "dovecot-lmtpd", "openssl", "ca-certificates", "curl"],
    isThere: hasMailServers,
  },
];

/** On Debian, as root, installs what is missing; elsewhere says in a sentence which tests will be skipped. */
export const machine: Step = {
  name: "a browser and mail servers to test with",
  async run() {
    const missing = needs.filter((need) => !need.isThere());
    if (missing.length === 0) return { ok: true, output: "" };
    if (!isOurs()) return { ok: true, output: "", said: missing.map(skipped).join("; ") };
    const installed = await aptInstall(missing.flatMap(({ packages }) => packages));
    const left = missing.filter((need) => !need.isThere());
    if (left.length === 0) return { ok: true, output: "" };
    // Without a network a person can still work; where nobody looks, a test that does not run must not pass.
    return { ok: !process.env["CI"], output: installed.output, said: left.map(skipped).join("; ") };
  },
};

/** What tests are told of this machine. Names beginning with AKTION_ are settings, so these begin otherwise. */
export function machineEnvironment(): Record<string, string> {
  return { TEST_CHROMIUM: chromium() ?? "", TEST_MAILSERVERS: hasMailServers() ? "yes" : "" };
}

const skipped = ({ name, without }: (typeof needs)[number]) => `without ${name}, ${without} are skipped`;

function chromium(): string | null {
  const asked = process.env["TEST_CHROMIUM"];
  if (asked) return asked;
  return Bun.which("chromium") ?? Bun.which("chromium-browser") ?? Bun.which("google-chrome");
}

function hasMailServers(): boolean {
  const found = Bun.which("postfix", { PATH: `/usr/sbin:${process.env["PATH"]}` });
  return found !== null && ["/usr/lib/dovecot/imap", "/usr/lib/dovecot/lmtp"].every((path) => existsSync(path));
}

function isOurs(): boolean {
  const system = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  return process.getuid?.() === 0 && /^ID=debian$/m.test(system);
}

/** The servers must be there, not run: Debian asks policy-rc.d before it starts one, and 101 means no. */
async function aptInstall(packages: string[]): Promise<Outcome> {
  const policy = "/usr/sbin/policy-rc.d";
  const made = !existsSync(policy);
  if (made) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    await outcomeOf(["apt-get", "update", "-qq"]);
    return await outcomeOf(["apt-get", "install", "-y", "-qq", "--no-install-recommends", ...packages], {
      DEBIAN_FRONTEND: "noninteractive",
    });
  } finally {
    if (made) rmSync(policy);
  }
}
