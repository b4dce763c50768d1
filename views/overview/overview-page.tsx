import type { CriterionCounts } from "#src/overview/criteria.ts";
import type { Need } from "#src/overview/needs.ts";
import type { PlaceCount } from "#src/overview/places.ts";
import { type Progress, slipWords } from "#src/overview/progress.ts";
import type { WeekLine } from "#src/overview/week-lines.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { Moment } from "#src/services/dated.ts";
import type { ListQuery } from "#src/services/list-query.ts";
import type { ServiceOn } from "#src/services/register.ts";
import { countsOf, summaryOf } from "#src/services/summary.ts";
import { addDays, type Day, daysBetween, formatOn, periodEnd } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { FirstService } from "#views/services/first-service.tsx";
import { OverviewTable } from "#views/services/register-table.tsx";
import { LookingBack, ReportDays } from "#views/services/stand-box.tsx";
import { PairBars, StepChart } from "#views/ui/chart.tsx";
import { CriteriaSection } from "./criteria-counts.tsx";
import { WeekSection } from "./week-section.tsx";

export type OverviewProps = {
  reader: Reader;
  query: ListQuery;
  moment: Moment;
  rows: readonly ServiceOn[];
  needs: readonly Need[];
  progress: Progress;
  criteria: readonly CriterionCounts[];
  places: readonly PlaceCount[];
  reportDays: readonly Day[];
  archived: number;
};

type PageProps = {
  reader: Reader;
  since: string;
  team: string;
  /** What somebody must look at now. */
  urgent: readonly Need[];
  /** How inbox, checks and status stand, a line each. */
  week: readonly WeekLine[];
  lead: JSX.Element;
  rest: JSX.Element;
};

export function OverviewPage({ reader, since, team, urgent, week, lead, rest }: PageProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Übersicht", en: "Overview" })} reader={reader} current="overview">
      <div class="lead">
        {lead}
        {since ? <p safe>{since}</p> : null}
      </div>
      {urgent.length > 0 ? <Needs title={say({ de: "Zuerst", en: "First" })} needs={urgent} /> : null}
      {rest}
      <WeekSection reader={reader} lines={week} />
      <section>
        <header>
          <h2>{say({ de: "Team", en: "Team" })}</h2>
        </header>
        <p>
          <a href="/round" safe>
            {team}
          </a>
        </p>
      </section>
    </Layout>
  );
}

/** The first sentence. */
export function OverviewLead({ reader, rows, moment }: OverviewProps): JSX.Element {
  return (
    <>
      <h1 safe>{summaryOf(countsOf({ services: [...rows] }), reader.language)}</h1>
      <LookingBack reader={reader} moment={moment} />
    </>
  );
}

export function OverviewRest(props: OverviewProps): JSX.Element {
  const { reader, rows, needs, query, moment, reportDays } = props;
  const say = sayIn(reader.language);
  return (
    <>
      {needs.length > 0 ? <Needs title={say({ de: "Zu erledigen", en: "To do" })} needs={needs} /> : null}
      <section>
        <header>
          <h2>{say({ de: "Dienste", en: "Services" })}</h2>
          <ReportDays reader={reader} path="/" query={query} moment={moment} reportDays={reportDays} />
        </header>
        <OverviewTable rows={rows} language={reader.language} />
      </section>
      <div class="two">
        <ProgressSection {...props} />
        <PlacesSection {...props} />
      </div>
      <CriteriaSection counts={props.criteria} language={reader.language} />
    </>
  );
}

export function EmptyOverview({ reader, archived }: { reader: Reader; archived: number }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Übersicht", en: "Overview" })} reader={reader} current="overview">
      <FirstService reader={reader} archived={archived} />
    </Layout>
  );
}

function Needs({ title, needs }: { title: string; needs: readonly Need[] }): JSX.Element {
  return (
    <section>
      <header>
        <h2 safe>{title}</h2>
      </header>
      <ul class="needs">
        {needs.map((need) => (
          <li class={need.quiet ? "quiet" : undefined}>
            <a href={need.href} safe>
              {need.text}
            </a>
            <span class="soft" safe>
              {need.who}
            </span>
            <span class="soft" safe>
              {need.since}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ProgressSection({ reader, progress, moment }: OverviewProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const tell = tellIn(language);
  const points = progress.points.filter(({ day }) => day <= moment.asOf);
  if (points.length === 0) return <></>;
  const last = points.at(-1)!;
  const ends = progress.slips.map((slip) => periodEnd(slip.to.on!)).filter((day) => day <= moment.asOf);
  const { end, quietSince } = endOf(
    points.map(({ day }) => day),
    ends.sort().at(-1) ?? null,
    moment.asOf,
  );
  const slips = progress.slips.map((slip) => slipWords(slip, language));
  const caption = [
    quietSince
      ? tell({
          de: `Seit ${formatOn(quietSince.slice(0, 7), "de")} unverändert.`,
          en: `Unchanged since ${formatOn(quietSince.slice(0, 7), "en")}.`,
        })
      : "",
    slips.length > 0
      ? tell({
          de: `Punktiert: verschobene Termine. ${slips.join(", ")}.`,
          en: `Dotted: targets that were moved. ${slips.join(", ")}.`,
        })
      : "",
  ];
  return (
    <section>
      <header>
        <h2>{say({ de: "Fortschritt", en: "Progress" })}</h2>
      </header>
      <StepChart
        label={tell({
          de: `Produktive Dienste und gelöschte alte Systeme: ${points.map(({ day, live, deleted }) => `${formatOn(day, "de")} ${live} produktiv, ${deleted} gelöscht`).join("; ")}.`,
          en: `Live services and deleted old systems: ${points.map(({ day, live, deleted }) => `${formatOn(day, "en")} ${live} live, ${deleted} deleted`).join("; ")}.`,
        })}
        caption={caption.filter((part) => part !== "").join(" ")}
        series={[
          {
            label: tell({ de: `${last.live} produktiv`, en: `${last.live} live` }),
            kind: "main",
            points: stepsOf(points, "live"),
          },
          {
            label: tell({ de: `${last.deleted} gelöscht`, en: `${last.deleted} deleted` }),
            kind: "second",
            points: stepsOf(points, "deleted"),
          },
        ]}
        top={progress.services}
        topLabel={
          progress.services === 1
            ? say({ de: "1 Dienst", en: "1 service" })
            : tell({ de: `${progress.services} Dienste`, en: `${progress.services} services` })
        }
        spans={progress.slips.map((slip) => ({
          label: slip.service,
          from: periodEnd(slip.from.on!),
          to: periodEnd(slip.to.on!),
        }))}
        end={end}
      />
    </section>
  );
}

function stepsOf(points: Progress["points"], what: "live" | "deleted"): { day: Day; value: number }[] {
  const before = addDays(points[0]!.day, -20);
  return [{ day: before, value: 0 }, ...points.map((point) => ({ day: point.day, value: point[what] }))];
}

/** A long time without change would press everything else into a corner: the picture ends soon after the last change. */
function endOf(days: readonly Day[], slip: Day | null, asOf: Day): { end: Day; quietSince: Day | null } {
  const [first, last] = [days[0]!, days.at(-1)!];
  const active = Math.max(daysBetween(first, last), 60);
  if (daysBetween(last, asOf) <= active) return { end: asOf, quietSince: null };
  const soon = addDays(last, Math.round(active / 3));
  return { end: slip && slip > soon ? slip : soon, quietSince: last };
}

function PlacesSection({ reader, places }: OverviewProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const tell = tellIn(language);
  if (places.length === 0) return <></>;
  return (
    <section>
      <header>
        <h2>{say({ de: "Wo die Daten lagen und liegen", en: "Where the data lay and lies" })}</h2>
      </header>
      <PairBars
        label={tell({
          de: `Dienste je Land, vorher und heute: ${places.map(({ name, before, after }) => `${name} ${before} und ${after}`).join("; ")}.`,
          en: `Services per country, before and now: ${places.map(({ name, before, after }) => `${name} ${before} and ${after}`).join("; ")}.`,
        })}
        caption={say({
          de: "Grau: vorher. Schwarz: nachher. Gezählt sind Dienste nach Serverstandort, wo bekannt, sonst nach Sitz.",
          en: "Grey: before. Black: after. Services are counted by server location where it is known, else by seat.",
        })}
        rows={places}
      />
    </section>
  );
}
