/** When and how somebody's mail comes. Hours are wall time in the company's time zone; null days are all days. */
export type Habits = {
  /** How long is collected before a mail leaves. */
  bundle_minutes: number;
  mentions_at_once: 0 | 1;
  /** Whether mail may hold what customers wrote, as far as the mailbox allows it. */
  shows_words: 0 | 1;
  days: string | null;
  from_time: string | null;
  until_time: string | null;
  /** Monday is 1. */
  digest_day: number;
  digest_hour: number;
};

export const usualHabits: Habits = {
  bundle_minutes: 15,
  mentions_at_once: 1,
  shows_words: 1,
  days: null,
  from_time: null,
  until_time: null,
  digest_day: 1,
  digest_hour: 8,
};

export const bundleChoices = [0, 5, 15, 60, 240] as const;

type Hours = Pick<Habits, "days" | "from_time" | "until_time">;

/**
 * The first moment from `at` on at which mail may come to somebody. Hours that end before they begin go on after midnight and belong to
 * the day on which they began. Where no hour is ever allowed it comes at once: nothing is kept for ever.
 */
export function allowedFrom(at: Date, hours: Hours, timeZone: string): Date {
  const wall = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const days = hours.days?.split(" ").map(Number) ?? [1, 2, 3, 4, 5, 6, 7];
  const [from, until] = [hours.from_time ?? "00:00", hours.until_time ?? "24:00"];
  if (from === until) return at;
  // From yesterday: what began then may still go on.
  for (let ahead = -1; ahead <= 7; ahead += 1) {
    const day = wall.toPlainDate().add({ days: ahead });
    if (!days.includes(day.dayOfWeek)) continue;
    const begins = momentOn(day, from, timeZone);
    const ends = momentOn(from < until ? day : day.add({ days: 1 }), until, timeZone);
    if (ends > at) return begins > at ? begins : at;
  }
  return at;
}

function momentOn(day: Temporal.PlainDate, time: string, timeZone: string): Date {
  const [date, hour] = time === "24:00" ? [day.add({ days: 1 }), "00:00"] : [day, time];
  const zoned = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(hour) });
  return new Date(zoned.epochMilliseconds);
}

/** When the last weekly moment was, up to `at`. */
export function lastWeekly(
  at: Date,
  { digest_day, digest_hour }: Pick<Habits, "digest_day" | "digest_hour">,
  timeZone: string,
): Date {
  const wall = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const back = (wall.dayOfWeek - digest_day + 7) % 7;
  const hour = `${String(digest_hour).padStart(2, "0")}:00`;
  const on = (days: number) => momentOn(wall.toPlainDate().subtract({ days }), hour, timeZone);
  return on(back) <= at ? on(back) : on(back + 7);
}
