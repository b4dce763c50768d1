import { Elysia } from "elysia";
import { Problem } from "#src/problem.ts";
import { mayAs, type Reader } from "#src/reader.ts";
import { type Needed, neededFor } from "./access.ts";
import { addressOf, isSameOrigin, isSecure, type Proxying } from "./origin.ts";
import { pathOf } from "./path.ts";
import { actorOf, remember, type Visitor, visitOf } from "./visitor.ts";

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** What a host name of its own answers, and where its first page is. */
export type OwnHost = { home: string; answers: readonly RegExp[] };

export type Gate = {
  proxying: Proxying;
  clock: () => Date;
  /** What is answered under a host name; null: everything. */
  ownHost: (host: string) => OwnHost | null;
  /** Finds out who sent a request, by session cookie or bearer token, and what pages need to know of them. */
  identify: (request: Request, at: Date) => { visitor: Visitor; reader: Reader };
};

/** Every request passes here before any address is looked up: headers, origin, who it is, and whether they may. */
export function gate({ proxying, clock, ownHost, identify }: Gate) {
  return new Elysia({ name: "gate" }).onRequest(({ request, set, server }) => {
    const path = pathOf(request);
    if (path === null) throw unreadable;
    const secure = isSecure(request, proxying, server);
    setHeaders(set.headers, secure);
    if (needsOrigin(request, path) && !isSameOrigin(request, proxying)) throw fromElsewhere;

    const { visitor, reader } = identify(request, clock());
    const requestId = crypto.randomUUID();
    set.headers["x-request-id"] = requestId;
    remember(request, { visitor, reader, requestId, address: addressOf(request, proxying, server), secure });
    const home = homeOf(ownHost(new URL(request.url).host), path);
    if (home) return new Response(null, { status: 303, headers: { location: home } });
    const needed = neededFor(request.method, path);
    if (allows(needed, visitor)) return;
    if (visitor.kind === "nobody" && !needed.startsWith("token")) return toLogin(request, path);
    throw refusal(needed, visitor);
  });
}

/** Gives handlers `reader` (for views) and `done` (for actions). */
export function visiting(clock: () => Date) {
  return new Elysia({ name: "visiting" }).derive({ as: "scoped" }, ({ request }) => {
    const visit = visitOf(request)!;
    return { reader: visit.reader, done: { by: actorOf(visit.visitor), at: clock() } };
  });
}

/** What every answer carries, whoever makes it. */
export function setHeaders(headers: Record<string, string | number>, secure: boolean): void {
  headers["content-security-policy"] = contentSecurityPolicy;
  headers["x-content-type-options"] = "nosniff";
  headers["referrer-policy"] = "same-origin";
  headers["cross-origin-opener-policy"] = "same-origin";
  headers["permissions-policy"] = "camera=(), microphone=(), geolocation=(), browsing-topics=()";
  headers["cache-control"] = "no-store";
  if (secure) headers["strict-transport-security"] = "max-age=31536000";
}

/** Machines send no Origin: bearer tokens, heartbeats and one-click unsubscribes never look at the session cookie. */
function needsOrigin(request: Request, path: string): boolean {
  return !safeMethods.has(request.method) && !/^\/(api|ping|status\/unsubscribe)(\/|$)/.test(path);
}

/** Where the first page of a host name of its own is, for whoever asks for its root. What it does not answer is not there. */
function homeOf(own: OwnHost | null, path: string): string | null {
  if (own === null) return null;
  if (path === "/") return own.home;
  if (own.answers.some((room) => room.test(path))) return null;
  throw notHere;
}

function allows(needed: Needed, visitor: Visitor): boolean {
  if (needed === "anybody") return true;
  if (needed === "token:read") return visitor.kind === "token";
  if (needed === "token:write") return visitor.kind === "token" && visitor.scope === "write";
  return visitor.kind === "person" && mayAs(visitor.role, needed);
}

function toLogin(request: Request, path: string): Response {
  const next =
    safeMethods.has(request.method) && path !== "/"
      ? `?next=${encodeURIComponent(path + new URL(request.url).search)}`
      : "";
  return new Response(null, { status: 303, headers: { location: `/login${next}` } });
}

function refusal(needed: Needed, visitor: Visitor): Problem {
  if (needed.startsWith("token") && visitor.kind !== "token") return withoutToken;
  if (needed === "token:write") return readOnlyToken;
  return new Problem("forbidden", {
    de:
      needed === "owner"
        ? "Das ist Inhaberinnen und Inhabern vorbehalten."
        : "Mit Ihrer Rolle können Sie lesen, aber nichts ändern.",
    en: needed === "owner" ? "Only owners can do this." : "Your role can read, but not change anything.",
  });
}

const unreadable = new Problem("unreadable", {
  de: "Diese Adresse lässt sich nicht lesen. Ein Name ohne Anschluss braucht mindestens vier Zeichen.",
  en: "This address cannot be read. A host name without a port takes at least four characters.",
});

const notHere = new Problem("not-found", { de: "Diese Seite gibt es nicht.", en: "That page does not exist." });

const fromElsewhere = new Problem("forbidden", {
  de: "Dieses Formular kam von einer anderen Website. Öffnen Sie die Seite neu und senden Sie es noch einmal.",
  en: "That form came from another site. Open the page again and send it once more.",
});

const withoutToken = new Problem("unauthorized", {
  de: "Diese Adresse verlangt einen gültigen Token: «Authorization: Bearer …».",
  en: 'This address needs a valid token: "Authorization: Bearer …".',
});

const readOnlyToken = new Problem("forbidden", {
  de: "Dieser Token darf nur lesen. Stellen Sie einen mit Schreibrecht aus.",
  en: "This token may only read. Issue one that may write.",
});
