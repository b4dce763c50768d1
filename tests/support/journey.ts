import { onTestFinished } from "bun:test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { compiled, fromSource } from "./program.ts";

/** The browser to test with; without one the journeys are skipped, and the test command says so. */
export const browserPath =
  process.env["TEST_CHROMIUM"] || (existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : null);

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--lang=de-CH",
];

/** A browser of its own for one test; `complaints` gathers what the page's console says and what its policy blocked. */
export async function open({ javaScript, language = "de-CH" }: { javaScript: boolean; language?: string }) {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath: browserPath!, args: [...quiet, ...root] });
  onTestFinished(() => browser.close());
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    locale: language,
    timezoneId: "Europe/Zurich",
  });
  context.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  const page = await watched(context, complaints, elsewhere);
  return { context, page, complaints, elsewhere, another: () => watched(context, complaints, elsewhere) };
}

async function watched(context: BrowserContext, complaints: string[], elsewhere: string[]): Promise<Page> {
  const page = await context.newPage();
  page.on("console", (message) => {
    // A refused form answers 422 and a missing page 404: the browser notes it, and it is what we promise.
    const expected = /status of (422|404|403|409)/.test(message.text());
    if (message.type() === "error" && !expected) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url())) elsewhere.push(request.url());
  });
  return page;
}

type Started = { url: string; said: () => string; db: string };

/** Starts the program in an empty folder, on a new database or one that `prepare` writes; gives its address and what it printed. */
export async function start(args: string[] = ["serve"], prepare?: (db: string) => Promise<void>): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-journey-"));
  const db = join(folder, "aktion.db");
  await prepare?.(db);
  const program = existsSync(compiled) ? [compiled] : fromSource;
  const own = args[0] === "serve" ? ["--db", db] : [];
  const child = Bun.spawn([...program, ...args, ...own, "--port", "0"], {
    cwd: existsSync(compiled) ? folder : process.cwd(),
    env: { PATH: process.env["PATH"] ?? "" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await child.exited;
    rmSync(folder, { recursive: true, force: true });
  });
  let said = "";
  const ready = Promise.withResolvers<string>();
  const listen = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    const decoder = new TextDecoder();
    for await (const part of stream) {
      said += decoder.decode(part, { stream: true });
      const url = /serves \S+ on (http:\S+)/.exec(said)?.[1];
      if (url && (prepare || /Set up: |password /.test(said))) ready.resolve(url);
    }
  };
  void listen(child.stdout);
  void listen(child.stderr);
  child.exited.then((code) => ready.reject(new Error(`It ended with ${code}: ${said}`)));
  return { url: await ready.promise, said: () => said, db };
}

const allTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What depends on colours and widths; everything else was found, or not, in another look of the same page. */
export const lookRules = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"];

/** What axe finds on the page as it is, as one line each. Only with JavaScript: axe needs it in the page. */
export async function axe(page: Page, rules: string[] = []): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  const { violations } = await (rules.length > 0 ? builder.withRules(rules) : builder.withTags(allTags)).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target} ${(failureSummary ?? "").replace(/\s+/g, " ").slice(0, 160)}`,
    ),
  );
}
