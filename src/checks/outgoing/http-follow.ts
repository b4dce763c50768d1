import { down } from "./finding.ts";
import { exchange } from "./http-exchange.ts";
import { type HttpAnswer, type HttpRequest, headerOf } from "./http-message.ts";
import type { Run } from "./run.ts";

export type Followed = HttpAnswer & {
  /** Where the last answer came from. */
  url: URL;
  /** The addresses that were left on the way, the first one first. */
  hops: string[];
};

/** Follows at most `most` redirects. Each address is resolved and judged anew; log-in data stay with the host they are for. */
export async function follow(run: Run, request: HttpRequest, most: number): Promise<Followed> {
  const hops: string[] = [];
  let now = request;
  while (true) {
    const answer = await exchange(run, now);
    const to = most === 0 ? null : targetOf(answer, now.url);
    if (to === null) return { ...answer, url: now.url, hops };
    hops.push(now.url.href);
    run.details["redirects"] = [...hops, to.href];
    if (hops.length > most) throw tooMany(hops, most, to);
    now = redirected(now, answer.status, to);
  }
}

function targetOf(answer: HttpAnswer, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(answer.status)) return null;
  const location = headerOf(answer, "location");
  if (location === null) return null;
  const to = URL.parse(location, from);
  if (to?.protocol === "http:" || to?.protocol === "https:") return to;
  const shown = location.slice(0, 200);
  throw down("bad-redirect", `Die Weiterleitung führt zu «${shown}».`, `The redirect leads to "${shown}".`);
}

function redirected(request: HttpRequest, status: number, url: URL): HttpRequest {
  const asGet = status === 303 || ((status === 301 || status === 302) && request.method === "POST");
  const elsewhere = url.origin !== request.url.origin;
  // A key may be in any header that somebody wrote, so another origin gets none but what tells who asks.
  const headers = elsewhere
    ? request.headers.filter(([name]) => ["user-agent", "accept"].includes(name.toLowerCase()))
    : request.headers;
  const method = asGet && request.method !== "HEAD" ? "GET" : request.method;
  const body = asGet || (elsewhere && request.body !== null) ? null : request.body;
  return { ...request, url, headers, method, body };
}

function tooMany(hops: readonly string[], most: number, to: URL) {
  if (hops.includes(to.href))
    return down(
      "redirect-loop",
      `Die Weiterleitungen gehen im Kreis: ${to.href}.`,
      `The redirects go in a circle: ${to.href}.`,
    );
  return down(
    "too-many-redirects",
    `Nach ${most} Weiterleitungen ist noch keine Seite da.`,
    `After ${most} redirects there is still no page.`,
  );
}
