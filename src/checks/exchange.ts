import { z } from "zod";
import { sentenceOf } from "#src/http/form.ts";
import type { Sentence } from "#src/problem.ts";
import type { Kind } from "./kind.ts";
import { kindOf } from "./kinds/list.ts";

/** A check as it stands in a file: everything but its secrets and its history. */
export type Exchanged = {
  slug: string;
  name: string;
  kind: string;
  config: Record<string, unknown>;
  every_s: number;
  confirm_after: number;
  recover_after: number;
  parent: string | null;
  service: string | null;
  system: string | null;
  own_network: boolean;
  note: string | null;
  paused: boolean;
};

export const format = "aktion-checks";

const entry = z.object({
  slug: z.string().regex(/^[a-z0-9-]{1,70}$/),
  name: z.string().trim().min(1).max(120),
  kind: z.string(),
  config: z.record(z.string(), z.unknown()).default({}),
  every_s: z.number().int().min(5).max(604_800),
  confirm_after: z.number().int().min(1).max(20).default(3),
  recover_after: z.number().int().min(1).max(20).default(2),
  parent: z.string().nullable().default(null),
  service: z.string().nullable().default(null),
  system: z.string().nullable().default(null),
  own_network: z.boolean().default(false),
  note: z.string().max(2000).nullable().default(null),
  paused: z.boolean().default(false),
});

const document = z.object({ format: z.literal(format), version: z.literal(1), checks: z.array(z.unknown()).max(5000) });

export type Trouble = { where: string; sentence: Sentence };
export type ReadEntry = { told: Exchanged; kind: Kind };
export type ReadFile = { entries: ReadEntry[]; troubles: Trouble[] };

/** Reads a file whole; every trouble is named, so that it can be mended in one go. Secrets may be missing. */
export function readExchange(text: string, keptSecrets: (slug: string) => Record<string, string>): ReadFile {
  const json = parsedJson(text);
  const read = document.safeParse(json);
  if (!read.success) return { entries: [], troubles: [{ where: "", sentence: noFile }] };
  const entries: ReadEntry[] = [];
  const troubles: Trouble[] = [];
  for (const [n, raw] of read.data.checks.entries()) {
    const one = readEntry(raw, keptSecrets);
    if ("kind" in one) entries.push(one);
    else troubles.push(...one.troubles.map((trouble) => ({ ...trouble, where: `${n + 1}. ${trouble.where}` })));
  }
  return { entries, troubles: [...troubles, ...twice(entries)] };
}

function readEntry(raw: unknown, kept: (slug: string) => Record<string, string>): ReadEntry | { troubles: Trouble[] } {
  const read = entry.safeParse(raw);
  const name = typeof raw === "object" && raw !== null && "slug" in raw ? String(raw.slug) : "";
  if (!read.success)
    return {
      troubles: read.error.issues.map((issue) => ({
        where: `${name} ${issue.path.join(".")}`,
        sentence: sentenceOf(issue.message),
      })),
    };
  const kind = kindOf(read.data.kind);
  if (!kind) return { troubles: [{ where: name, sentence: unknownKind(read.data.kind) }] };
  const config = kind.form.safeParse({ ...read.data.config, ...kept(read.data.slug) });
  if (!config.success)
    return {
      troubles: config.error.issues.map((issue) => ({
        where: `${name} config.${issue.path.join(".")}`,
        sentence: sentenceOf(issue.message),
      })),
    };
  return { kind, told: { ...read.data, config: config.data as Record<string, unknown> } };
}

function twice(entries: readonly ReadEntry[]): Trouble[] {
  const seen = new Set<string>();
  return entries.flatMap(({ told: { slug } }) => {
    if (!seen.has(slug)) {
      seen.add(slug);
      return [];
    }
    return [{ where: slug, sentence: { de: "kommt zweimal vor.", en: "is there twice." } }];
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const noFile = {
  de: `Das ist keine Datei mit Prüfungen: erwartet wird {"format": "${format}", "version": 1, "checks": […]}.`,
  en: `This is no file of checks: {"format": "${format}", "version": 1, "checks": […]} is expected.`,
};
const unknownKind = (kind: string) => ({
  de: `Die Art «${kind}» kennt Aktion nicht.`,
  en: `Aktion does not know the kind "${kind}".`,
});
