import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "#src/problem.ts";
import { readSettings, settingsList } from "#src/settings.ts";

type Listed = { name: string; secret?: true; fallback?: string };
const listed: readonly Listed[] = settingsList;

/** The rows of the table in docs/settings.md: name, default, meaning. */
function documented(): { name: string; fallback: string }[] {
  const rows = readFileSync("docs/settings.md", "utf8").matchAll(/^\| `(AKTION_\w+)` \| (.*?) \|/gm);
  return [...rows].map(([, name, fallback]) => ({ name: name!, fallback: fallback! }));
}

function sentenceFor(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof Problem) return error.in("en");
    throw error;
  }
  return "";
}

test("docs/settings.md lists every setting, in order, with its default", () => {
  const expected = listed.map(({ name, fallback }) => ({ name, fallback: fallback ? `\`${fallback}\`` : "–" }));
  expect(documented()).toEqual(expected);
});

test("docs/settings.md marks every secret, and only those", () => {
  const text = readFileSync("docs/settings.md", "utf8");
  for (const { name, secret } of listed) expect([name, text.includes(`${name}_FILE`)]).toEqual([name, secret === true]);
});

test("without any setting the defaults hold", () => {
  const { db, host, port, publicUrl, trustedProxies } = readSettings({ PATH: "/bin" });
  expect({ db, host, port, publicUrl, trustedProxies }).toEqual({
    db: "./aktion.db",
    host: "127.0.0.1",
    port: 4711,
    publicUrl: null,
    trustedProxies: [],
  });
});

test.each([
  ["AKTION_PORT", "http", 'AKTION_PORT is "http"; it takes a port, 0 to 65535.'],
  ["AKTION_PORT", "70000", 'AKTION_PORT is "70000"; it takes a port, 0 to 65535.'],
  ["AKTION_PORT", "1.5", 'AKTION_PORT is "1.5"; it takes a port, 0 to 65535.'],
  ["AKTION_LOG", "debug", 'AKTION_LOG is "debug"; it takes info, error or off.'],
  ["AKTION_SESSION_IDLE_HOURS", "0", 'AKTION_SESSION_IDLE_HOURS is "0"; it takes hours, 1 to 8760.'],
])("%s=%p is refused by name, with what it takes", (name, value, sentence) => {
  expect(sentenceFor({ [name]: value })).toBe(sentence);
});

test("an empty setting is no setting, as service managers and containers write it", () => {
  expect(readSettings({ AKTION_PORT: "", AKTION_PUBLIC_URL: "" })).toMatchObject({ port: 4711, publicUrl: null });
});

test("a public address is one with http or https, and loses its last slash", () => {
  expect(sentenceFor({ AKTION_PUBLIC_URL: "aktion.example.ch" })).toStartWith("AKTION_PUBLIC_URL");
  expect(sentenceFor({ AKTION_PUBLIC_URL: "javascript:alert(1)" })).toStartWith("AKTION_PUBLIC_URL");
  expect(readSettings({ AKTION_PUBLIC_URL: "https://aktion.example.ch/" }).publicUrl).toBe("https://aktion.example.ch");
});

test("trusted proxies are separated by commas or spaces", () => {
  expect(readSettings({ AKTION_TRUSTED_PROXIES: "127.0.0.1, ::1 10.0.0.2" }).trustedProxies).toEqual([
    "127.0.0.1",
    "::1",
    "10.0.0.2",
  ]);
});

test("a setting that nobody knows is refused, so that a slip of the pen is not silence", () => {
  expect(sentenceFor({ AKTION_PROT: "80" })).toBe(
    "Aktion does not know AKTION_PROT. All settings are listed in docs/settings.md.",
  );
  expect(sentenceFor({ AKTION_PORT_FILE: "/etc/port" })).toContain("AKTION_PORT_FILE");
});

test("a secret may lie in a file, and is never repeated in a sentence", () => {
  const path = join(mkdtempSync(join(tmpdir(), "aktion-settings-")), "token");
  writeFileSync(path, "a-token-that-is-long-enough\n");
  expect(readSettings({ AKTION_METRICS_TOKEN_FILE: path }).metricsToken).toBe("a-token-that-is-long-enough");
  expect(sentenceFor({ AKTION_METRICS_TOKEN: "short" })).toBe(
    'AKTION_METRICS_TOKEN is "…"; it takes at least 16 characters.',
  );
  expect(sentenceFor({ AKTION_METRICS_TOKEN_FILE: `${path}.gone` })).toBe(
    `AKTION_METRICS_TOKEN_FILE names ${path}.gone, which cannot be read.`,
  );
});
