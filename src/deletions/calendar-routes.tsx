import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { entriesAfter } from "#src/history/store.ts";
import { visiting } from "#src/http/gate.ts";
import { publicAddress } from "#src/people/address.ts";
import { hashSecret } from "#src/people/secret.ts";
import { listAssignable } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import { readCompany } from "#src/settings/store.ts";
import { calendarOf } from "./calendar.ts";
import { findFeedOwner } from "./calendar-store.ts";
import { datesFor, isFor } from "./dates.ts";

const one = { params: z.object({ file: z.string() }) };

/** What a calendar program fetches: nobody is logged in, the address itself is the secret. */
export function calendarRoutes(app: App) {
  const { db, clock } = app;
  return new Elysia().use(visiting(clock)).get(
    "/deletions/calendar/:file",
    ({ params, reader, request, redirect }) => {
      const secret = /^([\w-]{43})\.ics$/.exec(params.file)?.[1];
      if (!secret) return redirect("/deletions/dates#calendar", 303);
      return calendarFor(secret, publicAddress(app, request), reader.today, reader.now);
    },
    one,
  );

  function calendarFor(secret: string, address: string, today: string, at: Date): Response {
    const owner = findFeedOwner(db, hashSecret(secret));
    if (!owner)
      throw new Problem("not-found", { de: "Diesen Kalender gibt es nicht.", en: "There is no such calendar." });
    const { id, role, language, scope } = owner;
    const active = new Set(listAssignable(db).map((person) => person.id));
    const seen = datesFor(db, { role, person_id: id, today });
    const dates = scope === "all" ? seen : seen.filter((due) => isFor(due, owner, active));
    const company = readCompany(db).name;
    const installation = entriesAfter(db, 0, 1)[0]?.hash.slice(0, 12) ?? "new";
    return new Response(calendarOf({ dates, company, language, address, installation, at }), {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'inline; filename="aktion.ics"',
      },
    });
  }
}
