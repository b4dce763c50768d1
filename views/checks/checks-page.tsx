import { isAboutOld, type Trouble } from "#src/checks/check.ts";
import { type DayTimes, markOf, uptimeOver } from "#src/checks/days.ts";
import { expiringIn } from "#src/checks/expiry.ts";
import type { CheckNow, Point } from "#src/checks/read.ts";
import { formatUptime } from "#src/checks/uptime.ts";
import { checksSentence, faceOf, faceWord, lasting, momentWords, needsPerson } from "#src/checks/words.ts";
import { may, type Reader } from "#src/reader.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Sparkline } from "#views/ui/line-chart.tsx";
import { UptimeBars } from "#views/ui/uptime-bars.tsx";
import { CheckSections } from "./sections.tsx";
import { FaultNotes, type FaultShown } from "./fault-notes.tsx";

export type ListedCheck = CheckNow & { days: readonly DayTimes[]; spark: readonly Point[] };

export const listFilters = ["all", "ours", "gone", "traces"] as const;
export type ListFilter = (typeof listFilters)[number];

type Props = {
  reader: Reader;
  rows: readonly ListedCheck[];
  show: ListFilter;
  troubles: readonly Trouble[];
  faults: readonly FaultShown[];
  archived: number;
};

/** What is wrong first; then every check with its last ninety days; then what is gone for good. */
export function ChecksPage(props: Props): JSX.Element {
  const { reader, rows } = props;
  const say = sayIn(reader.language);
  if (rows.length === 0) return <EmptyChecks {...props} />;
  return (
    <Layout title={say({ de: "Prüfungen", en: "Checks" })} reader={reader} current="checks">
      <div class="lead">
        <h1 safe>{checksSentence(rows, reader.language)}</h1>
        <CheckSections reader={reader} current="/checks" />
      </div>
      <FaultNotes reader={reader} faults={props.faults} />
      <ToDo {...props} />
      <OurChecks {...props} />
      <GoneForGood {...props} />
      {props.archived > 0 ? (
        <p class="soft">
          <a href="/checks/archive">
            {say({ de: "Archivierte Prüfungen", en: "Archived checks" })} {props.archived}
          </a>
        </p>
      ) : null}
    </Layout>
  );
}

function EmptyChecks({ reader, archived }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Prüfungen", en: "Checks" })} reader={reader} current="checks">
      <div class="lead">
        <h1>{say({ de: "Noch wird nichts geprüft.", en: "Nothing is checked yet." })}</h1>
        <p>
          {say({
            de: "Eine Prüfung fragt regelmässig nach, ob etwas läuft: die eigene Website, der Mailserver, die Datensicherung. Oder ob bei einem alten Anbieter wirklich nichts mehr antwortet.",
            en: "A check asks regularly whether something runs: your website, the mail server, the backup. Or whether really nothing answers any more at an old provider.",
          })}
        </p>
        {may(reader, "member") ? (
          <p class="buttons">
            <a class="button" href="/checks/new">
              {say({ de: "Die erste Prüfung anlegen", en: "Make the first check" })}
            </a>
          </p>
        ) : null}
        <CheckSections reader={reader} current="/checks" />
      </div>
      {archived > 0 ? (
        <p class="soft">
          <a href="/checks/archive">
            {say({ de: "Archivierte Prüfungen", en: "Archived checks" })} {archived}
          </a>
        </p>
      ) : null}
    </Layout>
  );
}

function ToDo({ reader, rows, troubles }: Props): JSX.Element | null {
  const say = sayIn(reader.language);
  const byId = new Map(rows.map((row) => [row.check.id, row]));
  const items = troubles.flatMap((trouble) => {
    const row = byId.get(trouble.check_id);
    return row ? [{ trouble, row }] : [];
  });
  if (items.length === 0) return null;
  return (
    <section>
      <header>
        <h2>{say({ de: "Zu erledigen", en: "To do" })}</h2>
      </header>
      <ul class="needs">
        {items.map(({ trouble, row }) => (
          <li class={trouble.kind === "down" || trouble.kind === "unstable" ? undefined : "quiet"}>
            <a href={`/checks/${row.check.slug}`} safe>
              {troubleLine(trouble, row, reader.language)}
            </a>
            <span class="soft" safe>
              {sinceWords(trouble.from_at, reader)}
            </span>
            <span class="soft" safe>
              {quietWords(row, reader)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "mail.example.ch: Status 451, erwartet 250" */
function troubleLine(trouble: Trouble, { check, seen }: ListedCheck, language: Language): string {
  const reason = (trouble.kind === "down" ? (seen?.reason ?? trouble.seen?.reason) : trouble.seen?.reason)?.[language];
  if (trouble.kind === "unstable")
    return language === "de" ? `${check.name}: wechselt dauernd` : `${check.name}: keeps changing`;
  if (trouble.kind !== "expiry") return reason ? `${check.name}: ${reason.replace(/\.$/, "")}` : check.name;
  const on = expiringIn(trouble.seen?.details ?? {})?.on.slice(0, 10) ?? "";
  const day = on ? `${on.slice(8)}.${on.slice(5, 7)}.${on.slice(0, 4)}` : "";
  return language === "de" ? `${check.name}: läuft am ${day} ab` : `${check.name}: expires on ${day}`;
}

function sinceWords(at: string, { language, company, now }: Reader): string {
  const since = momentWords(at, company.time_zone, now);
  const took = lasting(now.getTime() - Date.parse(at), language);
  return language === "de" ? `seit ${since}, ${took}` : `since ${since}, ${took}`;
}

function quietWords({ check }: ListedCheck, { language, now }: Reader): string {
  if (check.muted_until !== null && check.muted_until > now.toISOString())
    return { de: "stumm", en: "muted" }[language];
  return "";
}

const isShown: Record<ListFilter, (row: ListedCheck) => boolean> = {
  all: () => true,
  ours: ({ check }) => !isAboutOld(check),
  gone: ({ check }) => check.kind === "gone",
  traces: ({ check }) => check.kind === "trace",
};

const filterWords: Record<ListFilter, { de: string; en: string }> = {
  all: { de: "alle", en: "all" },
  ours: { de: "eigene Systeme", en: "our systems" },
  gone: { de: "weg", en: "gone" },
  traces: { de: "Spuren", en: "traces" },
};

function OurChecks({ reader, rows, show }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const shown = rows.filter(isShown[show]).filter((row) => show !== "all" || !isGoneForGood(row));
  return (
    <section>
      <header>
        <h2>{say({ de: "Was geprüft wird", en: "What is checked" })}</h2>
        <span class="links">
          {listFilters.map((filter) => (
            <a
              href={filter === "all" ? "/checks" : `/checks?show=${filter}`}
              aria-current={filter === show ? "true" : undefined}
            >
              <span safe>{filterWords[filter][reader.language]}</span> {rows.filter(isShown[filter]).length}
            </a>
          ))}
        </span>
      </header>
      {shown.length === 0 ? <p class="soft">{say({ de: "Davon keine.", en: "None of these." })}</p> : null}
      {ordered(shown).map((row) => (
        <CheckRow reader={reader} row={row} />
      ))}
    </section>
  );
}

/** What needs a person stands first; then by name. */
function ordered(rows: readonly ListedCheck[]): ListedCheck[] {
  const rank = (row: ListedCheck) => (needsPerson(faceOf(row)) ? 0 : faceOf(row) === "degraded" ? 1 : 2);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

function CheckRow({ reader, row }: { reader: Reader; row: ListedCheck }): JSX.Element {
  const { check, days, spark } = row;
  const face = faceOf(row);
  return (
    <div class="component">
      <div>
        <a href={`/checks/${check.slug}`} safe>
          {check.name}
        </a>
        <small class={needsPerson(face) ? "red" : undefined} safe>
          {stateLine(row, reader)}
        </small>
      </div>
      <UptimeBars marks={days.map(({ times }) => markOf(times))} label={barsLabel(days, reader.language)} />
      <span class="num soft">
        <span safe>{formatUptime(uptimeOver(days), reader.language)}</span>
        <Sparkline values={spark.map(({ ms }) => ms)} label={sparkLabel(spark, reader.language)} />
      </span>
    </div>
  );
}

/** "http · gut, 142 ms"; of a heartbeat, when it reported last: "Herzschlag · gut, 02:04" */
function stateLine(row: ListedCheck, { language, company, now }: Reader): string {
  const { check, latest, seen } = row;
  const face = faceOf(row);
  const word = faceWord(check, face)[language];
  const ms = latest && (face === "up" || face === "degraded") && !isAboutOld(check) && check.ping_key === null;
  const last = seen?.details["last"];
  if (check.ping_key !== null && typeof last === "string")
    return `${{ de: "Herzschlag", en: "heartbeat" }[language]} · ${word}, ${momentWords(last, company.time_zone, now)}`;
  return `${check.kind} · ${word}${ms ? `, ${Math.round(latest.duration_ms)} ms` : ""}`;
}

/** What the bars show, in words. */
export function barsLabel(days: readonly DayTimes[], language: Language): string {
  const tell = tellIn(language);
  const down = days.filter(({ times }) => times.down > 0);
  const watched = days.filter(({ times }) => times.up + times.degraded + times.down > 0).length;
  if (watched === 0) return tell({ de: "noch nicht beobachtet", en: "not watched yet" });
  const named = down.map(({ day }) => `${day.slice(8)}.${day.slice(5, 7)}.`).join(", ");
  if (down.length === 0)
    return tell({ de: `${watched} Tage beobachtet, keine Störung`, en: `${watched} days watched, no outage` });
  return tell({
    de: `${watched} Tage beobachtet, Störungen am ${named}`,
    en: `${watched} days watched, outages on ${named}`,
  });
}

function sparkLabel(spark: readonly Point[], language: Language): string {
  const all = spark.map(({ ms }) => ms);
  if (all.length === 0) return "";
  return tellIn(language)({
    de: `Antwortzeit der letzten 24 Stunden: ${Math.min(...all)} bis ${Math.max(...all)} ms`,
    en: `Time to answer in the last 24 hours: ${Math.min(...all)} to ${Math.max(...all)} ms`,
  });
}

function isGoneForGood(row: ListedCheck): boolean {
  return isAboutOld(row.check) && faceOf(row) === "up";
}

function GoneForGood({ reader, rows, show }: Props): JSX.Element | null {
  const say = sayIn(reader.language);
  const gone = rows.filter(isGoneForGood);
  if (gone.length === 0 || show !== "all") return null;
  return (
    <section>
      <header>
        <h2>{say({ de: "Weg und ohne Spuren", en: "Gone, and without traces" })}</h2>
      </header>
      <ul class="lines">
        {gone.map((row) => (
          <li>
            <a href={`/checks/${row.check.slug}`} safe>
              {row.check.name}
            </a>
            <span class="soft" safe>
              {goneLine(row, reader)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function goneLine({ check, standing, latest }: ListedCheck, { language, company, now }: Reader): string {
  const word = faceWord(check, "up")[language];
  const asked = latest ? momentWords(latest.at, company.time_zone, now) : "";
  const since = standing.since ? momentWords(standing.since, company.time_zone, now) : "";
  return language === "de"
    ? `${word} seit ${since}, zuletzt geprüft ${asked}`
    : `${word} since ${since}, last checked ${asked}`;
}
