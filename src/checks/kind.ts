import type { z } from "zod";
import type { Fields } from "#src/http/form.ts";
import type { Sentence } from "#src/problem.ts";
import type { AddressPolicy } from "./outgoing/address-policy.ts";
import type { Resolver } from "./outgoing/resolver.ts";

/** `unknown`: we could not tell (our resolver, our line, our own rules). It is never the target's fault, and never "down". */
export type CheckState = "up" | "degraded" | "down" | "unknown";

/** Why it is not up: a whole sentence with what was expected and what was seen; `code` is for machines and stays. */
export type Reason = Sentence & { code: string };

/** What one run saw. `reason` is null only when `up`. `answer` is the first kilobyte of what came back, for "why down". */
export type Seen = {
  state: CheckState;
  reason: Reason | null;
  duration_ms: number;
  details: Record<string, unknown>;
  answer?: string;
};

/** What a run may use of the world. `addresses` judges every resolved address at the moment of connecting to it. */
export type Surroundings = {
  /** Aborted when the program stops; the run then ends at once as `unknown`. Each kind keeps its own time limit. */
  signal: AbortSignal;
  clock: () => Date;
  resolver: Resolver;
  addresses: AddressPolicy;
  /** Certificate authorities (PEM) trusted beside the well-known ones. Keep one array: what TLS needs is made once for each. */
  ca: readonly string[];
};

/** How one field of a kind is asked for: on the page as an input, on the command line as `--name-with-dashes`. */
export type Field = {
  name: string;
  label: Sentence;
  hint?: Sentence;
  input: "text" | "url" | "number" | "select" | "checkbox" | "lines" | "password" | "date";
  /** For "select": what is stored, and what is read. */
  choices?: readonly { value: string; label: Sentence }[];
  required?: true;
  /** Behind "more": most people never need it. */
  more?: true;
};

/**
 * One kind of check. `form` reads what a browser sent and what was stored (both give the same config) and holds the defaults.
 * Methods, not properties, so that a list of kinds of different configs type-checks.
 */
export interface Kind<Config = unknown> {
  name: string;
  label: Sentence;
  /** What it looks at, in one sentence. */
  does: Sentence;
  form: z.ZodType<Config>;
  fields: readonly Field[];
  /** Names of the fields that are sealed at rest and never shown again. */
  secrets: readonly string[];
  /** How often it is worth asking unless somebody says otherwise, in seconds. */
  every_s: number;
  /** True when nothing is asked: the target reports to us, and the engine judges by `judge` in kinds/heartbeat.ts. */
  passive?: true;
  /** What TARGET on the command line (or in the quick form) says, as typed fields for `form`. */
  fromTarget(target: string): Fields;
  /** The target in one line, for lists. */
  targetOf(config: Config): string;
  /** The host that is asked, lower case, for limits per host. */
  hostOf(config: Config): string;
  run(config: Config, surroundings: Surroundings): Promise<Seen>;
}

/** What `form` would read as the same config: for a page that shows a stored check again. Secrets are the caller's to leave out. */
export function typedFrom(config: Record<string, unknown>): Fields {
  const typed = Object.entries(config).map(([name, value]) => [name, typedValue(value)] as const);
  return Object.fromEntries(typed.filter(([, value]) => value !== ""));
}

function typedValue(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (value === true) return "on";
  return Array.isArray(value) ? value.join("\n") : String(value);
}
