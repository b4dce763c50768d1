import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { entriesSince } from "#src/history/store.ts";
import { visiting } from "#src/http/gate.ts";
import { findPerson } from "#src/people/store.ts";
import { may, type Reader } from "#src/reader.ts";
import { type ListQuery, momentOf, readListQuery } from "#src/services/list-query.ts";
import { readFacts, readRegister, remembered } from "#src/services/read.ts";
import { countArchived, listReportDays } from "#src/services/store.ts";
import { named } from "#src/settings/company.ts";
import { readCompany } from "#src/settings/store.ts";
import { dayIn, formatOn } from "#src/when.ts";
import {
  EmptyOverview,
  OverviewLead,
  OverviewPage,
  type OverviewProps,
  OverviewRest,
} from "#views/overview/overview-page.tsx";
import { criterionCounts } from "./criteria.ts";
import { placeCounts } from "./places.ts";
import { progressOf } from "./progress.ts";
import { needsFor, teamNow, urgentNeeds, weekNow } from "./read.ts";
import { sinceSentence } from "./since.ts";

/** The page an owner opens on Monday. */
export function overviewRoutes({ db, clock }: App) {
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, query, html, redirect }) => {
      if (may(reader, "owner") && readCompany(db).set_up_at === null) return redirect("/settings/start", 303);
      const read = readListQuery(query);
      const key = `overview ${reader.language} ${reader.today} ${read.as_of} ${read.known_at}`;
      const body = remembered(db, key, () => bodyOf(reader, read));
      if (body === "empty") return html(<EmptyOverview reader={reader} archived={countArchived(db)} />);
      // None of these is kept with the page: they change without the history.
      const lately = { week: weekNow(db, reader), urgent: urgentNeeds(db, reader), team: teamNow(db, reader) };
      const page = { reader, since: sinceLastVisit(reader), ...lately };
      return html(<OverviewPage {...page} {...body} />);
    });

  function bodyOf(reader: Reader, query: ListQuery): { lead: JSX.Element; rest: JSX.Element } | "empty" {
    const moment = momentOf(query, reader.today);
    const rows = readRegister(db, moment).services;
    if (rows.length === 0) return "empty";
    const props: OverviewProps = {
      reader,
      query,
      moment,
      rows,
      needs: needsFor(db, rows, reader),
      criteria: criterionCounts(rows, readFacts(db), moment),
      progress: progressOf(readFacts(db), moment.knownAt, reader.language),
      places: placeCounts(rows, reader.company.regime === "CH" ? "CH" : "DE", reader.language),
      reportDays: listReportDays(db),
      archived: countArchived(db),
    };
    return { lead: <OverviewLead {...props} />, rest: <OverviewRest {...props} /> };
  }

  function sinceLastVisit({ person, language, company }: Reader): string {
    const before = person ? (findPerson(db, person.id)?.seen_before_at ?? null) : null;
    if (before === null) return "";
    const { services, systems } = readFacts(db);
    const names = new Map([
      ...services.map((one) => [`service:${one.slug}`, named(one, language)] as const),
      ...systems.map((one) => [`system:${one.slug}`, named(one, language)] as const),
    ]);
    const day = formatOn(dayIn(company.time_zone, new Date(before)), language);
    const said = sinceSentence(entriesSince(db, before), names, language);
    if (language === "de")
      return said
        ? `Seit Ihrem letzten Besuch am ${day}: ${said}.`
        : `Seit Ihrem letzten Besuch am ${day} hat sich nichts geändert.`;
    return said ? `Since your last visit on ${day}: ${said}.` : `Nothing has changed since your last visit on ${day}.`;
  }
}
