import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { newLive } from "./live.ts";
import { seenTicket } from "./looking.ts";
import { personAt, presenceIn } from "./presence.ts";
import { presenceForm } from "./presence-forms.ts";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };

/** What happens while somebody looks: one stream for each browser, and where each of its tabs is. */
export function liveRoutes(app: App) {
  const { db, clock } = app;
  const live = newLive(app);
  const presence = presenceIn(db);
  return new Elysia({ prefix: "/inbox" })
    .use(visiting(clock))
    .get("/events", ({ request, reader }) => live.join(request, reader))
    .get("/:id/presence", ({ params: { id }, redirect }) => redirect(`/inbox/${id}`, 303), one)
    .post(
      "/:id/presence",
      ({ params: { id }, request, body, reader, done }) => {
        const person = reader.person!;
        const form = readForm(presenceForm, body, reader.language);
        if (!form.ok) return new Response(null, { status: 422 });
        const { tab, doing } = form.value;
        if (doing === "gone") presence.leave(tab, person.id);
        else presence.say(tab, seenTicket(db, id, reader).ticket.id, personAt(request, person), doing, done.at);
        return new Response(null, { status: 204 });
      },
      one,
    );
}
