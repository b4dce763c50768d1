import { isAboutOld } from "#src/checks/check.ts";
import { type DayTimes, markOf, uptimeOver } from "#src/checks/days.ts";
import type { CheckNow, Point } from "#src/checks/read.ts";
import { formatUptime } from "#src/checks/uptime.ts";
import { faceOf, faceWord, momentWords, needsPerson } from "#src/checks/words.ts";
import type { Reader } from "#src/reader.ts";
import { type Language, tellIn } from "#src/say.ts";
import { Sparkline } from "#views/ui/line-chart.tsx";
import { UptimeBars } from "#views/ui/uptime-bars.tsx";

export type ListedCheck = CheckNow & { days: readonly DayTimes[]; spark: readonly Point[] };

/** A check in the list: how it stands, its last ninety days, and how long it took to answer today. */
export function CheckRow({ reader, row }: { reader: Reader; row: ListedCheck }): JSX.Element {
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
  if (isAboutOld(check)) return word;
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
