/** How long a mailbox keeps what is over; null: for good. */
export type RetentionRule = {
  /** Closed tickets in which nothing has happened for so many months. */
  closed_months: number | null;
  /** Spam in which nothing has happened for so many days. */
  spam_days: number | null;
  /** After so many months the raw mail goes; text and files stay. */
  raw_months: number | null;
};

/** From which moment back each applies; null where it does not. */
export type Cutoffs = { closed: string | null; spam: string | null; raw: string | null };

const day_ms = 86_400_000;

export function cutoffsOf({ closed_months, spam_days, raw_months }: RetentionRule, at: Date): Cutoffs {
  return {
    closed: closed_months === null ? null : monthsBefore(at, closed_months),
    spam: spam_days === null ? null : new Date(at.getTime() - spam_days * day_ms).toISOString(),
    raw: raw_months === null ? null : monthsBefore(at, raw_months),
  };
}

/** The same moment some months before; of a month that has no such day, its last. */
function monthsBefore(at: Date, months: number): string {
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const day = Math.min(at.getUTCDate(), last);
  return `${first.toISOString().slice(0, 8)}${String(day).padStart(2, "0")}${at.toISOString().slice(10)}`;
}
