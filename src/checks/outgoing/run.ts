import type { Reason, Seen, Surroundings } from "../kind.ts";
import { degraded, down, Finding, unknown } from "./finding.ts";

/** Where a run is, in its order; the time each took is in the details. */
export type Stage = "resolve" | "connect" | "secure" | "ask" | "read";

/** One run while it goes on. What is written into `details` and `answer` is kept even when the run ends badly. */
export type Run = {
  surroundings: Surroundings;
  /** Aborted at the time limit, when the program stops, and when the run is over. */
  signal: AbortSignal;
  details: Record<string, unknown>;
  answer?: string;
  enter: (stage: Stage) => void;
  /** Goes on, but what was seen is no longer "up". The first one stays. */
  degrade: (finding: Finding) => void;
};

export type Limits = {
  /** After this the run is over. */
  timeout_ms: number;
  /** Slower than this is "degraded"; null when slowness does not matter. */
  slow_ms?: number | null;
  /** Set where silence says nothing about what is looked for. */
  silence?: "unknown";
};

/** How late a timer may be before we were the slow ones: a blocked loop, a machine that slept. */
const lateness_ms = 250;

/** Runs `look` within its time limit and tells what was seen. `look` throws a Finding, or returns when all is well. */
export async function observe(
  limits: Limits,
  surroundings: Surroundings,
  look: (run: Run) => Promise<void>,
): Promise<Seen> {
  const began = performance.now();
  const over = new AbortController();
  const watch = stages(began);
  const lesser: Finding[] = [];
  const run: Run = {
    surroundings,
    signal: over.signal,
    details: {},
    enter: watch.enter,
    degrade: (finding) => void lesser.push(finding),
  };
  const timer = setTimeout(() => over.abort(timeUp(limits, performance.now() - began, watch.now())), limits.timeout_ms);
  const stop = () => over.abort(stopped());
  surroundings.signal.addEventListener("abort", stop, { once: true });
  if (surroundings.signal.aborted) stop();
  const finding = await endOf(run, look);
  clearTimeout(timer);
  surroundings.signal.removeEventListener("abort", stop);
  const duration_ms = rounded(performance.now() - began);
  over.abort(finished); // lets go of what is still open
  return seen(run, finding ?? lesser[0] ?? slow(limits, duration_ms), duration_ms, watch.took());
}

/** A part of a run with a shorter time limit of its own; past it, it throws a Finding and the run goes on. */
export async function within<T>(run: Run, limit_ms: number, look: (part: Run) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = down(
    "timeout",
    `Keine vollständige Antwort innert ${limit_ms} ms.`,
    `No complete answer within ${limit_ms} ms.`,
  );
  const timer = setTimeout(() => over.abort(late), limit_ms);
  const part = { ...run, signal: AbortSignal.any([run.signal, over.signal]) };
  try {
    return await Promise.race([look(part), aborted(part.signal)]);
  } finally {
    clearTimeout(timer);
    over.abort(late); // lets go of what is still open
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  promise.catch(() => {}); // nobody may be waiting any more
  return promise;
}

const finished = new Finding("unknown", { code: "finished", de: "Die Prüfung ist vorbei.", en: "The check is over." });

async function endOf(run: Run, look: (run: Run) => Promise<void>): Promise<Finding | null> {
  try {
    await Promise.race([look(run), aborted(run.signal)]);
    return null;
  } catch (error) {
    if (error instanceof Finding) return error;
    const said = error instanceof Error ? error.message : String(error);
    return unknown("own-error", `Die Prüfung selbst ging schief: ${said}`, `The check itself went wrong: ${said}`);
  }
}

function seen(run: Run, finding: Finding | null, duration_ms: number, took: Record<string, number>): Seen {
  const details = Object.keys(took).length > 0 ? { ...run.details, took_ms: took } : run.details;
  if (!finding) return { state: "up", reason: null, duration_ms, details };
  const answer = run.answer === undefined ? {} : { answer: run.answer };
  return { state: finding.state, reason: finding.reason, duration_ms, details, ...answer };
}

function timeUp({ timeout_ms, silence }: Limits, elapsed_ms: number, stage: Stage | null): Finding {
  if (elapsed_ms - timeout_ms > lateness_ms) {
    const late = Math.round(elapsed_ms - timeout_ms);
    return unknown("own-delay", `Wir waren selbst ${late} ms zu spät.`, `We were ${late} ms late ourselves.`);
  }
  if (stage === null || stage === "resolve")
    return unknown(
      "resolver-timeout",
      `Der Namensdienst hat innert ${timeout_ms} ms nicht geantwortet.`,
      `The name service did not answer within ${timeout_ms} ms.`,
    );
  const { de, en } = unfinished[stage];
  return (silence === "unknown" ? unknown : down)(
    "timeout",
    `${de} innert ${timeout_ms} ms.`,
    `${en} within ${timeout_ms} ms.`,
  );
}

const unfinished: Record<Exclude<Stage, "resolve">, Omit<Reason, "code">> = {
  connect: { de: "Keine Verbindung", en: "No connection" },
  secure: { de: "Keine verschlüsselte Verbindung", en: "No encrypted connection" },
  ask: { de: "Keine Antwort", en: "No answer" },
  read: { de: "Keine vollständige Antwort", en: "No complete answer" },
};

function slow({ slow_ms }: Limits, duration_ms: number): Finding | null {
  if (slow_ms === undefined || slow_ms === null || duration_ms <= slow_ms) return null;
  return degraded(
    "slow",
    `Die Antwort brauchte ${Math.round(duration_ms)} ms, erwartet sind höchstens ${slow_ms} ms.`,
    `The answer took ${Math.round(duration_ms)} ms; at most ${slow_ms} ms are expected.`,
  );
}

function stopped(): Finding {
  return unknown(
    "stopped",
    "Die Prüfung wurde abgebrochen, weil das Programm endet.",
    "The check was broken off because the program ends.",
  );
}

function stages(began: number) {
  const took: Record<string, number> = {};
  let stage: Stage | null = null;
  let since = began;
  const close = () => {
    if (stage !== null) took[stage] = rounded((took[stage] ?? 0) + performance.now() - since);
    since = performance.now();
  };
  return {
    now: () => stage,
    took: () => {
      close();
      return took;
    },
    enter: (next: Stage) => {
      close();
      stage = next;
    },
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
