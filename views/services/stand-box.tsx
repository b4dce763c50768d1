import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { Moment } from "#src/services/dated.ts";
import { addressOf, type ListQuery } from "#src/services/list-query.ts";
import { type Day, formatOn, periodEnd } from "#src/when.ts";

type Props = { reader: Reader; path: string; query: ListQuery; moment: Moment; reportDays: readonly Day[] };

/** The reports one may look back to, and a year month by month: each link is the register as it was told then. */
export function ReportDays({ reader, path, query, moment, reportDays }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const isNow = moment.knownAt === reader.today && moment.asOf === reader.today;
  return (
    <span class="links">
      <a href={addressOf(path, query, { as_of: null, known_at: null })} aria-current={isNow ? "true" : undefined}>
        {say({ de: "heute", en: "today" })}
      </a>
      {reportDays
        .filter((day) => day < reader.today)
        .slice(0, 4)
        .map((day) => (
          <a
            href={addressOf(path, query, { as_of: null, known_at: day })}
            aria-current={!isNow && moment.knownAt === day && moment.asOf === day ? "true" : undefined}
            safe
          >
            {formatOn(day.slice(0, 7), reader.language)}
          </a>
        ))}
    </span>
  );
}

/** Twelve months of one year, and the years before and after: a year is looked through in a few clicks. */
export function MonthStrip({ reader, path, query, moment, reportDays }: Props): JSX.Element {
  const tell = tellIn(reader.language);
  const year = Number(moment.knownAt.slice(0, 4));
  const oldest = Number((reportDays.at(-1) ?? reader.today).slice(0, 4));
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`);
  const link = (day: Day) => addressOf(path, query, { as_of: null, known_at: day });
  return (
    <nav class="months" aria-label={tell({ de: "Stand nach Monat", en: "As of, by month" })}>
      {year > oldest ? (
        <a href={link(`${year - 1}-12-31`)} rel="prev" safe>
          {`← ${year - 1}`}
        </a>
      ) : null}
      <b safe>{String(year)}</b>
      {months.map((month) => {
        const day = periodEnd(month);
        const told = reportDays.some((reported) => reported.startsWith(month));
        if (month > reader.today.slice(0, 7))
          return (
            <span class="soft" safe>
              {month.slice(5)}
            </span>
          );
        return (
          <a
            href={day >= reader.today ? addressOf(path, query, { as_of: null, known_at: null }) : link(day)}
            aria-current={moment.knownAt.startsWith(month) ? "true" : undefined}
            class={told ? "told" : undefined}
            aria-label={tell({
              de: `Stand ${formatOn(month, "de")}${told ? ", mit Bericht" : ""}`,
              en: `As of ${formatOn(month, "en")}${told ? ", with a report" : ""}`,
            })}
            safe
          >
            {month.slice(5)}
          </a>
        );
      })}
      {year < Number(reader.today.slice(0, 4)) ? (
        <a
          href={
            year + 1 === Number(reader.today.slice(0, 4))
              ? addressOf(path, query, { as_of: null, known_at: null })
              : link(`${year + 1}-12-31`)
          }
          rel="next"
          safe
        >
          {`${year + 1} →`}
        </a>
      ) : null}
    </nav>
  );
}

/** Said in words whenever the page does not show today. */
export function LookingBack({ reader, moment }: { reader: Reader; moment: Moment }): JSX.Element {
  const tell = tellIn(reader.language);
  if (moment.knownAt === reader.today && moment.asOf === reader.today) return <></>;
  const known = formatOn(moment.knownAt, reader.language);
  const asOf = formatOn(moment.asOf, reader.language);
  return (
    <p class="notice quiet" role="status" safe>
      {moment.asOf === moment.knownAt
        ? tell({ de: `Stand ${known}: was an diesem Tag bekannt war.`, en: `As of ${known}: what was known that day.` })
        : tell({
            de: `Was bis ${asOf} geschehen war, mit dem Wissen vom ${known}.`,
            en: `What had happened by ${asOf}, with what was known on ${known}.`,
          })}
    </p>
  );
}
