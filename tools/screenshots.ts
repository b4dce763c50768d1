import { mkdirSync } from "node:fs";
import { build } from "./build.ts";
import { install } from "./install.ts";
import { machine, machineEnvironment } from "./machine.ts";
import { print, project, runStep } from "./step.ts";

// The pictures of the README, from the demo as everybody gets it. Writes docs/screenshots/.
for (const step of [install, machine, build]) if (!(await runStep(step))) process.exit(1);
const { chromium } = await import("playwright-core");

const pages = {
  overview: "/",
  services: "/services",
  service: "/services/newsletter",
  inbox: "/inbox",
  ticket: "/inbox/40",
};
const looks = {
  wide: { viewport: { width: 1280, height: 900 } },
  narrow: { viewport: { width: 390, height: 844 } },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
} as const;

const demo = Bun.spawn([`${project}dist/aktion`, "demo", "--port", "0"], {
  env: { ...process.env, AKTION_LOG: "error" },
  stdin: "ignore",
  stdout: "pipe",
  stderr: "ignore",
});
const { url, email, password } = await logInOf(demo.stdout);
const browser = await chromium.launch({
  executablePath: machineEnvironment()["TEST_CHROMIUM"] ?? "",
  args: ["--lang=de-CH", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
mkdirSync(`${project}docs/screenshots`, { recursive: true });
for (const [look, options] of Object.entries(looks)) await takeAll(look, options);
await browser.close();
demo.kill("SIGTERM");
await demo.exited;

async function takeAll(look: string, options: (typeof looks)[keyof typeof looks]): Promise<void> {
  const context = await browser.newContext({ ...options, locale: "de-CH", timezoneId: "Europe/Zurich" });
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", password);
  await page.click("main form button");
  await page.waitForURL((address) => address.pathname !== "/login");
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(url + path);
    await page.screenshot({ path: `${project}docs/screenshots/${name}-${look}.png`, fullPage: look === "narrow" });
    print(`docs/screenshots/${name}-${look}.png`);
  }
  await context.close();
}

/** What the demo prints when it serves: its address, and the owner's log-in. */
async function logInOf(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<{ url: string; email: string; password: string }> {
  let said = "";
  for await (const part of stdout.pipeThrough(new TextDecoderStream())) {
    said += part;
    const found = /(http:\S+)[\s\S]*owner\s+(\S+@\S+)\s+password\s+(\S+)\n/.exec(said);
    if (found) return { url: found[1]!, email: found[2]!, password: found[3]! };
  }
  throw new Error(`The demo ended without a log-in: ${said}`);
}
