import { readFileSync } from "node:fs";
import { z } from "zod";
import { Problem } from "#src/problem.ts";

type Setting = { name: string; secret?: true; fallback?: string; form: z.ZodType; means: string };

const wholeNumber = (from: number, to: number) => z.coerce.number().int().min(from).max(to);

/** Every setting that is read from the environment. docs/settings.md lists the same ones; a test compares them. */
export const settingsList = [
  { name: "AKTION_DB", fallback: "./aktion.db", form: z.string().min(1), means: "a path" },
  { name: "AKTION_HOST", fallback: "127.0.0.1", form: z.string().min(1), means: "an address to listen on" },
  { name: "AKTION_PORT", fallback: "4711", form: wholeNumber(0, 65_535), means: "a port, 0 to 65535" },
  {
    name: "AKTION_PUBLIC_URL",
    form: z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/+$/, "")),
    means: "the address people use, such as https://aktion.example.ch",
  },
  {
    name: "AKTION_TRUSTED_PROXIES",
    fallback: "",
    form: z.string().transform((list) => list.split(/[\s,]+/).filter((one) => one !== "")),
    means: "addresses of reverse proxies, separated by commas",
  },
  { name: "AKTION_SESSION_IDLE_HOURS", fallback: "336", form: wholeNumber(1, 8760), means: "hours, 1 to 8760" },
  { name: "AKTION_SESSION_MAX_DAYS", fallback: "90", form: wholeNumber(1, 3650), means: "days, 1 to 3650" },
  { name: "AKTION_METRICS_TOKEN", secret: true, form: z.string().min(16), means: "at least 16 characters" },
  {
    name: "AKTION_SECRETS_KEY",
    secret: true,
    form: z.string().regex(/^[\w-]{43}$/),
    means: "32 bytes as base64url, 43 characters",
  },
  { name: "AKTION_LOG", fallback: "info", form: z.enum(["info", "error", "off"]), means: "info, error or off" },
] as const satisfies readonly Setting[];

export type Settings = {
  db: string;
  host: string;
  port: number;
  publicUrl: string | null;
  trustedProxies: readonly string[];
  sessionIdleHours: number;
  sessionMaxDays: number;
  metricsToken: string | null;
  /** Seals mailbox passwords instead of the key in aktion.key. */
  secretsKey: string | null;
  log: "info" | "error" | "off";
};

type Environment = Record<string, string | undefined>;

/** Reads and checks the environment. Throws a Problem that names the setting and what it takes; an unknown AKTION_ name is one too. */
export function readSettings(environment: Environment): Settings {
  refuseUnknown(environment);
  const value = (name: string) => read(environment, name);
  return {
    db: value("AKTION_DB") as string,
    host: value("AKTION_HOST") as string,
    port: value("AKTION_PORT") as number,
    publicUrl: (value("AKTION_PUBLIC_URL") as string | undefined) ?? null,
    trustedProxies: value("AKTION_TRUSTED_PROXIES") as string[],
    sessionIdleHours: value("AKTION_SESSION_IDLE_HOURS") as number,
    sessionMaxDays: value("AKTION_SESSION_MAX_DAYS") as number,
    metricsToken: (value("AKTION_METRICS_TOKEN") as string | undefined) ?? null,
    secretsKey: (value("AKTION_SECRETS_KEY") as string | undefined) ?? null,
    log: value("AKTION_LOG") as Settings["log"],
  };
}

function read(environment: Environment, name: string): unknown {
  const setting: Setting = settingsList.find((one) => one.name === name)!;
  const written = environment[name] || (fromFile(environment, setting) ?? setting.fallback); // empty is not set
  if (written === undefined) return undefined;
  const result = setting.form.safeParse(written);
  if (result.success) return result.data;
  throw new Problem("invalid", {
    de: `${name} ist «${setting.secret ? "…" : written}», erwartet wird: ${setting.means}.`,
    en: `${name} is "${setting.secret ? "…" : written}"; it takes ${setting.means}.`,
  });
}

function fromFile(environment: Environment, { name, secret }: Setting): string | undefined {
  const path = secret ? environment[`${name}_FILE`] : undefined;
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    throw new Problem("invalid", {
      de: `${name}_FILE nennt ${path}, das sich nicht lesen lässt.`,
      en: `${name}_FILE names ${path}, which cannot be read.`,
    });
  }
}

function refuseUnknown(environment: Environment): void {
  const known = new Set(
    settingsList.flatMap((one: Setting) => (one.secret ? [one.name, `${one.name}_FILE`] : [one.name])),
  );
  const unknown = Object.keys(environment).find((name) => name.startsWith("AKTION_") && !known.has(name));
  if (!unknown) return;
  throw new Problem("invalid", {
    de: `${unknown} kennt Aktion nicht. Alle Einstellungen stehen in docs/settings.md.`,
    en: `Aktion does not know ${unknown}. All settings are listed in docs/settings.md.`,
  });
}
