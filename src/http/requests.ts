import { Elysia } from "elysia";
import type { Log } from "./log.ts";
import { pathOf } from "./path.ts";
import { visitOf } from "./visitor.ts";

/** How many requests were answered with a status of 1xx, 2xx … 5xx. */
export type Tally = Record<"1xx" | "2xx" | "3xx" | "4xx" | "5xx", number>;

export function newTally(): Tally {
  return { "1xx": 0, "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0 };
}

type Answering = (request: Request, ...more: unknown[]) => Response | Promise<Response>;

/** Counts every answer and logs one line for each. It lies around the whole program, so that nothing can answer beside it. */
export function requests(log: Log, tally: Tally) {
  return new Elysia({ name: "requests" }).wrap((answer: unknown) => {
    const answering = answer as Answering;
    return ((request, ...more) => {
      const began = performance.now();
      const response = answering(request, ...more);
      if (!(response instanceof Promise)) return noted(request, response, began);
      return response.then((settled) => noted(request, settled, began));
    }) satisfies Answering;
  });

  function noted(request: Request, response: Response, began: number): Response {
    tally[`${Math.trunc(response.status / 100)}xx` as keyof Tally] += 1;
    log({
      level: "info",
      what: "request",
      request: visitOf(request)?.requestId,
      method: request.method,
      path: loggable(pathOf(request) ?? "?"),
      status: response.status,
      duration_ms: Math.round((performance.now() - began) * 10) / 10,
    });
    return response;
  }
}

/** After these words an address holds a secret. */
const secretRooms = /^(setup|invitation|reset|ping|unsubscribe|confirm|subscription|calendar)$/;

/** A path without what a log must not hold: no query, no one-time link, nothing that could be a key or somebody's address. */
export function loggable(path: string): string {
  const segments = path.split("/");
  return segments
    .map((part, at) => (isPlain(part) && !secretRooms.test(segments[at - 1] ?? "") ? part : "…"))
    .join("/");
}

const isPlain = (segment: string) => /^[a-z0-9.-]{0,64}$/.test(segment);
