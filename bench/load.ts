import { outcomeOf } from "../tools/step.ts";

export type Load = { perSecond: number; p99_ms: number };

const connections = 4;

export const loader = Bun.which("wrk") ? "wrk -t1 -c4" : "a loop of this bench (4 connections)";

/** Asks one address with four connections for some seconds. With `wrk` where there is one, else with a loop of our own. */
export async function loadOn(url: string, headers: Record<string, string>, seconds: number): Promise<Load> {
  return Bun.which("wrk") ? await withWrk(url, headers, seconds) : await withFetch(url, headers, seconds);
}

async function withWrk(url: string, headers: Record<string, string>, seconds: number): Promise<Load> {
  const sent = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const { output } = await outcomeOf(["wrk", "-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...sent, url]);
  if (/Non-2xx|Socket errors/.test(output)) throw new Error(`Not every answer was a page:\n${output}`);
  const [, amount, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(output) ?? [];
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]);
  return { perSecond, p99_ms: Number(amount) * { us: 0.001, ms: 1, s: 1000 }[unit as "us" | "ms" | "s"] };
}

async function withFetch(url: string, headers: Record<string, string>, seconds: number): Promise<Load> {
  const until = performance.now() + seconds * 1000;
  const took: number[] = [];
  const ask = async () => {
    while (performance.now() < until) {
      const began = performance.now();
      const answer = await fetch(url, { headers, redirect: "manual" });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
      took.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  took.sort((a, b) => a - b);
  return { perSecond: took.length / seconds, p99_ms: took[Math.floor(took.length * 0.99)]! };
}
