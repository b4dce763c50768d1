import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import type { Done } from "#src/history/record.ts";
import { sentenceOf } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { seenTicket } from "./looking.ts";
import {
  holdTicket,
  makeRequest,
  putOffRequest,
  releaseTicket,
  settleAnswered,
  withdrawRequest,
} from "./privacy-request-actions.ts";
import { answeredForm, holdForm, makeRequestForm, putOffForm } from "./privacy-request-forms.ts";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };

type Doing = { id: number; body: unknown; done: Done };

/** Tickets in which somebody asks about their own data, and tickets that must be kept. */
export function privacyRequestRoutes({ db, clock }: App) {
  /** Each with where on the ticket's page it leads then. */
  const verbs: Record<string, [to: string, act: (doing: Doing) => void]> = {
    request: ["request", ({ id, body, done }) => makeRequest(db, id, read(makeRequestForm, body), done)],
    "request-withdrawn": ["", ({ id, done }) => withdrawRequest(db, id, done)],
    "request-extended": ["reply", ({ id, body, done }) => putOffRequest(db, id, read(putOffForm, body), done)],
    "request-answered": ["request", ({ id, body, done }) => settleAnswered(db, id, read(answeredForm, body), done)],
    hold: ["hold", ({ id, body, done }) => holdTicket(db, id, read(holdForm, body).reason, done)],
    "hold-released": ["", ({ id, done }) => releaseTicket(db, id, done)],
  };
  const routes = new Elysia({ prefix: "/inbox/:id" }).use(visiting(clock));
  for (const [verb, [to, act]] of Object.entries(verbs))
    routes
      .get(`/${verb}`, ({ params, redirect }) => redirect(`/inbox/${params.id}`, 303), one)
      .post(
        `/${verb}`,
        ({ params: { id }, body, reader, done, redirect }) => {
          seenTicket(db, id, reader);
          act({ id, body, done });
          return redirect(`/inbox/${id}${to === "" ? "" : `#${to}`}`, 303);
        },
        one,
      );
  return routes;
}

/** What is wrong is a page of its own that says so; the way back keeps everything typed. */
function read<T>(form: z.ZodType<T>, body: unknown): T {
  const result = form.safeParse(body ?? {});
  if (result.success) return result.data;
  throw new Problem("invalid", sentenceOf(result.error.issues[0]!.message));
}
