import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { seenTicket } from "./looking.ts";
import { linkTicket, type Named, unlinkTicket } from "./subject-actions.ts";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };

/** "This is about service X": said on the ticket, or on the page of the service. */
export function subjectRoutes({ db, clock }: App) {
  const at = (id: number) => `/inbox/${id}#subjects`;
  return new Elysia({ prefix: "/inbox" })
    .use(visiting(clock))
    .get("/subjects", ({ redirect }) => redirect("/inbox", 303))
    .post("/subjects", ({ body, reader, done, redirect }) => {
      const { ticket = "", about } = typedText(body);
      const id = Number(ticket.replace(/\D/g, ""));
      const { ticket: found } = seenTicket(db, id, reader);
      linkTicket(db, found.merged_into ?? found.id, named(about), done);
      return redirect(pageOf(named(about)), 303);
    })
    .get("/:id/subjects", ({ params: { id }, redirect }) => redirect(at(id), 303), one)
    .post(
      "/:id/subjects",
      ({ params: { id }, body, reader, done, redirect }) => {
        seenTicket(db, id, reader);
        linkTicket(db, id, named(typedText(body)["about"]), done);
        return redirect(at(id), 303);
      },
      one,
    )
    .get("/:id/subjects/removal", ({ params: { id }, redirect }) => redirect(at(id), 303), one)
    .post(
      "/:id/subjects/removal",
      ({ params: { id }, body, reader, done, redirect }) => {
        seenTicket(db, id, reader);
        const { about, back } = typedText(body);
        unlinkTicket(db, id, named(about), done);
        return redirect(back === "register" ? pageOf(named(about)) : at(id), 303);
      },
      one,
    );
}

function named(about: string | undefined): Named {
  if (/^(service|system):[a-z0-9-]+$/.test(about ?? "")) return about as Named;
  throw nothingChosen;
}

/** Where the register tells of it. */
function pageOf(about: Named): string {
  const [kind, slug] = about.split(":");
  return `/services/${kind === "system" ? "systems/" : ""}${slug}#tickets`;
}

const nothingChosen = new Problem("invalid", {
  de: "Wählen Sie einen Dienst oder ein System.",
  en: "Choose a service or a system.",
});
