import type { Reader } from "#src/reader.ts";

type Props = { at: string; reader: Pick<Reader, "company"> };

/** A moment in the company's time zone: `23.11.2026, 10:00`. `at` is ISO in UTC. */
export function Moment({ at, reader }: Props): JSX.Element {
  return (
    <time datetime={at} safe>
      {formatMoment(at, reader.company.time_zone)}
    </time>
  );
}

const formats: Partial<Record<string, Intl.DateTimeFormat>> = {};

/** Written the same way in both languages, as dates are everywhere here. */
export function formatMoment(at: string, timeZone: string): string {
  formats[timeZone] ??= new Intl.DateTimeFormat("de-CH", {
    timeZone,
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return formats[timeZone].format(new Date(at));
}

/** The time alone, `10:15`. */
export function formatTime(at: string, timeZone: string): string {
  return formatMoment(at, timeZone).split(", ")[1] ?? "";
}
