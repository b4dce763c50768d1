import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { countWaitingIn } from "#src/outbox/store.ts";
import { publicAddress } from "#src/people/address.ts";
import { shownOnce } from "#src/people/shown-once.ts";
import type { Reader } from "#src/reader.ts";
import { DatesPage } from "#views/deletions/dates-page.tsx";
import { closeCalendar, openCalendar } from "./calendar-actions.ts";
import { findFeed } from "./calendar-store.ts";
import { datesFor, groupsOf } from "./dates.ts";
import { calendarForm } from "./dates-forms.ts";

/** Every date that somebody watches, and the calendar that shows them elsewhere. */
export function datesRoutes(app: App) {
  const { db, clock } = app;
  const shown = shownOnce(clock);
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/deletions/dates", ({ reader, done, request, html }) => {
      const secret = shown.take(done.by, "calendar");
      const address = secret ? `${publicAddress(app, request)}/deletions/calendar/${secret}.ics` : null;
      return html(page(reader, address));
    })
    .get("/deletions/calendar", ({ redirect }) => redirect("/deletions/dates#calendar", 303))
    .post("/deletions/calendar", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(calendarForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, null, form.errors["scope"]));
      }
      shown.keep(done.by, "calendar", openCalendar(db, reader.person!.id, form.value.scope, done));
      return redirect("/deletions/dates#calendar", 303);
    })
    .get("/deletions/calendar/revocation", ({ redirect }) => redirect("/deletions/dates#calendar", 303))
    .post("/deletions/calendar/revocation", ({ reader, done, redirect }) => {
      closeCalendar(db, reader.person!.id, done);
      return redirect("/deletions/dates#calendar", 303);
    });

  function page(reader: Reader, address: string | null, error?: string): JSX.Element {
    const { id, role } = reader.person!;
    const groups = groupsOf(datesFor(db, { role, person_id: id, today: reader.today }), reader.today);
    return (
      <DatesPage {...{ reader, groups, address, error }} feed={findFeed(db, id)} waiting={countWaitingIn(db, "mail")} />
    );
  }
}
