import type { Database } from "bun:sqlite";
import type { Fields } from "#src/http/form.ts";
import { openSecret, type SecretsKey } from "#src/storage/sealed.ts";
import { type Check, isRunning, type Kept, parsed } from "./check.ts";
import type { Kind } from "./kind.ts";
import { kindOf } from "./kinds/list.ts";
import { beginning, type Standing } from "./state.ts";
import { type Known, readStates } from "./state-store.ts";
import { listChecks } from "./store.ts";

/** A check that runs, with what is believed of it now. */
export type Watched = {
  check: Check;
  kind: Kind;
  config: unknown;
  host: string;
  standing: Standing;
  seen: Kept | null;
  /** Which of its deadlines counts: older ones in the heap are void. */
  due_ms: number;
  /** Its turns are this and whole intervals later. */
  base_ms: number;
  /** Since when it waits for room. */
  asked_ms: number;
  running: AbortController | null;
};

/**
 * Every check that is to run. Those that have not changed are the ones from before: reading thousands anew would hold up
 * everybody. One that cannot be read, because it is of a newer program, is left out and shown on its page.
 */
export function readWatched(
  db: Database,
  key: SecretsKey | undefined,
  before: ReadonlyMap<number, Watched>,
): Map<number, Watched> {
  const running = listChecks(db).filter(isRunning);
  const isOld = (check: Check) => before.get(check.id)?.check.changed_at === check.changed_at;
  const states = running.every(isOld) ? new Map<number, Known>() : readStates(db);
  return new Map(
    running.flatMap((check): [number, Watched][] => {
      const old = before.get(check.id);
      if (old && isOld(check)) return [[check.id, Object.assign(old, { check })]];
      const one = newWatched(check, old ?? states.get(check.id), key); // what is believed goes on when it is changed
      return one ? [[check.id, one]] : [];
    }),
  );
}

function newWatched(check: Check, known: Known | undefined, key: SecretsKey | undefined): Watched | null {
  const read = readConfig(check, key);
  if (!read.ok) return null;
  const { kind, config } = read;
  const { standing, seen } = known ?? { standing: beginning, seen: null };
  const turns = { due_ms: 0, base_ms: 0, asked_ms: 0, running: null };
  return { check, kind, config, host: kind.hostOf(config), standing, seen, ...turns };
}

export type ReadConfig =
  | { ok: true; kind: Kind; config: unknown }
  | { ok: false; why: "unknown-kind" | "unreadable" | "sealed" };

/** What a stored check says, with its secrets. */
export function readConfig(
  { id, kind: name, config, secrets }: Pick<Check, "id" | "kind" | "config" | "secrets">,
  key: SecretsKey | undefined,
): ReadConfig {
  const kind = kindOf(name);
  if (!kind) return { ok: false, why: "unknown-kind" };
  const opened = secretsFrom(id, secrets, key);
  if (opened === null) return { ok: false, why: "sealed" };
  const read = kind.form.safeParse({ ...parsed<object>(config, {}), ...opened });
  return read.success ? { ok: true, kind, config: read.data } : { ok: false, why: "unreadable" };
}

/** Null when they do not open: the key beside the database is another one. */
function secretsFrom(id: number, sealed: string | null, key: SecretsKey | undefined): object | null {
  if (sealed === null) return {};
  const text = key ? openSecret(key, sealed, secretsPurpose(id)) : null;
  return text === null ? null : parsed<object>(text, {});
}

/** The secrets of a check as they were typed; none where they do not open. */
export function readSecrets({ id, secrets }: Pick<Check, "id" | "secrets">, key: SecretsKey | undefined): Fields {
  const opened = Object.entries(secretsFrom(id, secrets, key) ?? {});
  return Object.fromEntries(opened.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

export function secretsPurpose(checkId: number): string {
  return `check:${checkId}`;
}
