import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { entriesSince } from "#src/history/store.ts";
import { visiting } from "#src/http/gate.ts";
import { mailboxTroubles } from "#src/inbox/health-actions.ts";
import { mailboxesOf } from "#src/inbox/mailbox-store.ts";
import { findPerson } from "#src/people/store.ts";
import { may, type Reader } from "#src/reader.ts";
import { listOpenActions } from "#src/round/action-store.ts";
import { agendaAhead } from "#src/round/read.ts";
import { streakOf } from "#src/round/round.ts";
import { listRounds, roundIn } from "#src/round/store.ts";
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
import { actionNeeds } from "./action-needs.ts";
import { checkNeeds } from "./check-needs.ts";
import { criterionCounts } from "./criteria.ts";
import { mailboxNeeds } from "./mailbox-needs.ts";
import { type Need, needsOf } from "./needs.ts";
import { placeCounts } from "./places.ts";
import { progressOf } from "./progress.ts";
import { sinceSentence } from "./since.ts";
import { teamSentence } from "./team.ts";
import { type Week, weekOf } from "./week.ts";
import { weekLines } from "./week-lines.ts";

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
      const lately = { week: weekLines(weekFor(reader), reader.language), urgent: urgent(reader) };
      const page = { reader, since: sinceLastVisit(reader), team: team(reader), ...lately };
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
      needs: [...actionNeeds(listOpenActions(db), reader), ...needsOf(rows, reader.language)],
      criteria: criterionCounts(rows, readFacts(db), moment),
      progress: progressOf(readFacts(db), moment.knownAt, reader.language),
      places: placeCounts(rows, reader.company.regime === "CH" ? "CH" : "DE", reader.language),
      reportDays: listReportDays(db),
      archived: countArchived(db),
    };
    return { lead: <OverviewLead {...props} />, rest: <OverviewRest {...props} /> };
  }

  /** What cannot wait, and changes without the history: not kept with the page. */
  function urgent(reader: Reader): Need[] {
    const mine = reader.person ? mailboxesOf(db, reader.person.id).map(({ id }) => id) : [];
    return [...checkNeeds(db, reader), ...mailboxNeeds(mailboxTroubles(db, reader.now), mine, reader)];
  }

  /** The last seven days. Of tickets only those in the reader's own mailboxes count. */
  function weekFor({ person, now, today, company }: Reader): Week {
    const mailboxes = person ? mailboxesOf(db, person.id).map(({ id }) => id) : [];
    const from = new Date(now.getTime() - 7 * 86_400_000);
    return weekOf(db, { mailboxes, from, until: now, today, time_zone: company.time_zone });
  }

  /** What the next round is about to speak of. Not kept with the page: later areas change it without the history. */
  function team(reader: Reader): string {
    const { round: next, items } = agendaAhead(db, reader.today);
    const streak = streakOf(listRounds(db), reader.today);
    return teamSentence({ running: roundIn(db, "open"), next, ready: items.length, streak }, reader);
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
