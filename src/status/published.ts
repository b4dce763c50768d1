import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { setHeaders } from "#src/http/gate.ts";
import { acceptedLanguage, namedLanguage } from "#src/http/language.ts";
import { isHost } from "./hosts.ts";
import { siteOf } from "./site.ts";
import { answerWith } from "./snapshot.ts";

type Answering = (request: Request, ...more: unknown[]) => Response | Promise<Response>;

const page = /^https?:\/\/([^/]{4,}|[^/]+:\d+)\/status\/?(\?.*)?$/;

/**
 * The public page, answered before anything else is looked at: it is ready, anybody may have it, and when something is down
 * everybody comes at once. It says and carries the same as if it had gone the usual way; what it does not know goes that way.
 */
export function published({ db, clock, settings }: App) {
  const site = siteOf(db, settings);
  // Whether a proxy spoke TLS is known only further in: then every request goes there.
  const isPlain = settings.publicUrl !== null || settings.trustedProxies.length === 0;
  const carried: Record<string, string> = {};
  setHeaders(carried, settings.publicUrl?.startsWith("https:") === true);
  Object.assign(carried, { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" });

  return new Elysia({ name: "status published" }).wrap((answer: unknown) => {
    const usual = answer as Answering;
    return ((request, ...more) => answered(request) ?? usual(request, ...more)) satisfies Answering;
  });

  function answered(request: Request): Response | null {
    const asked = isPlain && request.method === "GET" ? page.exec(request.url) : null;
    if (!asked) return null;
    const at = clock();
    const set = site.snapshot.settings(at);
    if (set.page.is_public !== 1) return null;
    if (set.page.stand_host !== null && isHost(set.page.stand_host, asked[1]!)) return null;
    const language =
      namedLanguage(asked[2]?.slice(1) ?? "") ??
      acceptedLanguage(request.headers.get("accept-language")) ??
      set.language;
    return answerWith(request, site.snapshot.page(language, at), carried);
  }
}
