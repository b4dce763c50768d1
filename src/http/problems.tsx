import { Elysia } from "elysia";
import { Problem } from "#src/problem.ts";
import { explained } from "#src/storage/database.ts";
import { ProblemPage } from "#views/problem-page.tsx";
import type { Log } from "./log.ts";
import { pathOf } from "./path.ts";
import { visitOf } from "./visitor.ts";

const missing = new Problem("not-found", {
  de: "Diese Seite gibt es nicht.",
  en: "That page does not exist.",
});

const unreadable = new Problem("invalid", {
  de: "Was der Browser gesendet hat, liess sich nicht lesen. Versuchen Sie es noch einmal.",
  en: "What the browser sent could not be read. Please try again.",
});

const ours = new Problem("unavailable", {
  de: "Das ist unser Fehler. Er ist protokolliert; gespeichert wurde dabei nichts.",
  en: "This is our fault. It has been logged; nothing was stored.",
});

/** The one place where an error becomes an answer: a page for people, JSON for machines. */
export function problems(log: Log) {
  return new Elysia({ name: "problems" }).onError({ as: "global" }, ({ error, code, request, set }) => {
    const problem = problemOf(error, String(code));
    set.status = problem?.status ?? 500;
    if (!problem || problem.status >= 500)
      log({ level: "error", what: "request.failed", request: visitOf(request)?.requestId, error: told(error) });
    return answer(request, problem ?? ours, set);
  });
}

function problemOf(error: unknown, code: string): Problem | null {
  if (error instanceof Problem) return error;
  if (code === "NOT_FOUND" || code === "VALIDATION") return missing;
  if (code === "PARSE" || code === "INVALID_COOKIE_SIGNATURE") return unreadable;
  const fromStore = explained(error, "aktion.db");
  return fromStore instanceof Problem ? fromStore : null;
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

type Answering = { headers: Record<string, string | number> };

function answer(request: Request, problem: Problem, set: Answering): string {
  if (pathOf(request)?.startsWith("/api/")) {
    set.headers["content-type"] = "application/json; charset=utf-8";
    if (problem.code === "unauthorized") set.headers["www-authenticate"] = "Bearer";
    return JSON.stringify({ error: { code: problem.code, message: problem.in("en"), message_de: problem.in("de") } });
  }
  set.headers["content-type"] = "text/html; charset=utf-8";
  const visit = visitOf(request);
  return `<!doctype html>${<ProblemPage problem={problem} reader={visit?.reader ?? null} requestId={visit?.requestId ?? null} />}`;
}
