import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { Problem } from "#src/problem.ts";
import { recordPing, type Told } from "./ping-actions.ts";

/** So much of what a task says is kept. */
const mostBytes = 10 * 1024;

/** Signs of life, from cron jobs and scripts: `/ping/KEY`, with `/start`, `/fail`, `/log` or an exit code behind it. */
export function pingRoutes({ db, clock }: App) {
  const answer = async (request: Request, key: string, what: string | undefined) => {
    try {
      recordPing(db, key, { ...meaning(what), body: await bodyOf(request) }, clock());
      return plain("OK\n", 200);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return plain(`${error.in("en")}\n`, error.status);
    }
  };
  const raw = { parse: "none" as const };
  return new Elysia({ prefix: "/ping" })
    .get("/:key", ({ request, params }) => answer(request, params.key, undefined))
    .post("/:key", ({ request, params }) => answer(request, params.key, undefined), raw)
    .get("/:key/:what", ({ request, params }) => answer(request, params.key, params.what))
    .post("/:key/:what", ({ request, params }) => answer(request, params.key, params.what), raw);
}

/** An exit code other than 0 is a failure. */
function meaning(what: string | undefined): Omit<Told, "body"> {
  if (what === undefined) return { kind: "success", exit_code: null };
  if (what === "start" || what === "fail" || what === "log") return { kind: what, exit_code: null };
  const exit_code = /^\d{1,3}$/.test(what) ? Number(what) : null;
  if (exit_code !== null && exit_code <= 255) return { kind: exit_code === 0 ? "success" : "fail", exit_code };
  throw new Problem("not-found", {
    de: "Hinter der Adresse steht nichts, /start, /fail, /log oder ein Exit-Code von 0 bis 255.",
    en: "Behind the address there is nothing, /start, /fail, /log or an exit code from 0 to 255.",
  });
}

/** What is too long is cut: a task must not fail because it said much. */
async function bodyOf(request: Request): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    parts.push(part);
    size += part.byteLength;
    if (size >= mostBytes) break;
  }
  const text = new TextDecoder().decode(Buffer.concat(parts).subarray(0, mostBytes));
  return text.trim() === "" ? null : text;
}

function plain(text: string, status: number): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
