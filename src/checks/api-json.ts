import type { Answer, Trouble } from "./check.ts";
import { parsed } from "./check.ts";
import { type CheckNow, targetOf } from "./read.ts";
import { type Times, uptimeOf } from "./uptime.ts";
import { faceOf } from "./words.ts";

/** A check as programs read it. Secrets and the heartbeat's address are not among it. */
export function checkJson({ check, standing, seen, latest }: CheckNow): Record<string, unknown> {
  return {
    ...{ slug: check.slug, name: check.name, kind: check.kind, target: targetOf(check) },
    state: faceOf({ check, standing }),
    confirmed: standing.confirmed,
    observed: standing.observed,
    since: standing.since,
    last: latest ? { at: latest.at, state: latest.state, duration_ms: Math.round(latest.duration_ms) } : null,
    reason: standing.confirmed === "up" ? null : (seen?.reason ?? null),
    ...{ every_s: check.every_s, confirm_after: check.confirm_after, recover_after: check.recover_after },
    own_network: check.addresses === "own-network",
    ...{ paused_at: check.paused_at, muted_until: check.muted_until, archived_at: check.archived_at },
    config: parsed<Record<string, unknown>>(check.config, {}),
  };
}

export function answerJson({ at, state, duration_ms, reason }: Answer): Record<string, unknown> {
  return { at, state, duration_ms: Math.round(duration_ms), reason };
}

export function outageJson({ kind, from_at, noticed_at, until_at, seen }: Trouble): Record<string, unknown> {
  return { kind, from: from_at, noticed: noticed_at, until: until_at, reason: seen?.reason ?? null };
}

/** In seconds, with the part of the watched time in which it answered. */
export function uptimeJson(times: Times): Record<string, unknown> {
  const seconds = Object.fromEntries(Object.entries(times).map(([state, ms]) => [`${state}_s`, Math.round(ms / 1000)]));
  return { uptime: uptimeOf(times), ...seconds };
}
