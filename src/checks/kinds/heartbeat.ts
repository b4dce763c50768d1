import { Cron } from "croner";
import { z } from "zod";
import { both } from "#src/http/form.ts";
import type { Kind, Seen } from "../kind.ts";
import { text, textOr, wholeNumber } from "./config.ts";

const form = z.object({
  name: text(200),
  period_s: wholeNumber({ from: 10, to: 31_536_000, or: 86_400 }),
  cron: text(100).refine(
    (typed) => typed === null || isSchedule(typed),
    both({ de: "Ein Zeitplan wie 0 2 * * *", en: "A schedule such as 0 2 * * *" }),
  ),
  time_zone: textOr("Europe/Zurich").refine(
    isTimeZone,
    both({ de: "Eine Zeitzone wie Europe/Zurich.", en: "A time zone such as Europe/Zurich." }),
  ),
  grace_s: wholeNumber({ from: 1, to: 31_536_000, or: 3600 }),
});

export type HeartbeatConfig = z.infer<typeof form>;

/** What the engine knows of the pings. `last` is the last one that counts as done (a success). */
export type Pings = {
  last: Date | null;
  /** A ping that said it began and has not been followed by its end. */
  startedAt: Date | null;
  /** The last ping said that it failed; with what it said. */
  failed: { at: Date; exit: number | null; log: string } | null;
};

export const heartbeat: Kind<HeartbeatConfig> = {
  name: "heartbeat",
  label: { de: "Herzschlag (meldet sich selbst)", en: "Heartbeat (reports to us)" },
  does: {
    de: "Wartet darauf, dass sich ein Auftrag meldet, und schlägt an, wenn er ausbleibt.",
    en: "Waits for a job to report, and says when it does not.",
  },
  form,
  fields: [
    {
      name: "period_s",
      label: { de: "Alle wie viele Sekunden", en: "Every how many seconds" },
      hint: {
        de: "Ohne Angabe 86400, also jeden Tag. Gilt, wenn kein Zeitplan steht.",
        en: "86400 unless said, which is daily. Counts where no schedule is given.",
      },
      input: "number",
    },
    {
      name: "cron",
      label: { de: "Zeitplan (cron)", en: "Schedule (cron)" },
      hint: {
        de: "Zum Beispiel 0 2 * * 1-5: werktags um zwei Uhr.",
        en: "For example 0 2 * * 1-5: at two on weekdays.",
      },
      input: "text",
    },
    {
      name: "time_zone",
      label: { de: "Zeitzone des Zeitplans", en: "Time zone of the schedule" },
      input: "text",
      more: true,
    },
    {
      name: "grace_s",
      label: { de: "Nachfrist in Sekunden", en: "Grace in seconds" },
      hint: {
        de: "So lange darf er sich verspäten, und so lange darf er dauern.",
        en: "So late it may be, and so long it may take.",
      },
      input: "number",
    },
  ],
  secrets: [],
  every_s: 60,
  passive: true,
  fromTarget: (target) => ({ name: target }),
  targetOf: ({ cron, time_zone, period_s }) => (cron === null ? `${period_s} s` : `${cron} ${time_zone}`),
  hostOf: () => "",
  run: async () => ({
    state: "unknown",
    reason: {
      code: "passive",
      de: "Ein Herzschlag wird nicht abgefragt: er meldet sich selbst bei /ping/KEY.",
      en: "A heartbeat is not asked: it reports to /ping/KEY itself.",
    },
    duration_ms: 0,
    details: {},
  }),
};

/** When the next ping is expected after one, and until when it may come. */
export function deadlineAfter(config: HeartbeatConfig, last: Date): { due: Date; deadline: Date } {
  const due =
    config.cron === null
      ? new Date(last.getTime() + config.period_s * 1000)
      : nextOf(config.cron, config.time_zone, last);
  return { due, deadline: new Date(due.getTime() + config.grace_s * 1000) };
}

/**
 * What the pings say at a moment. Before the first ping nothing is known: a heartbeat that was never connected is not "down".
 * `details.due` and `details.deadline` are ISO times; `details.late` is true between them.
 */
export function judge(config: HeartbeatConfig, { last, startedAt, failed }: Pings, now: Date): Seen {
  if (failed) return seen("down", failedReason(failed), {}, failed.log);
  if (startedAt && now.getTime() - startedAt.getTime() > config.grace_s * 1000)
    return seen("down", unfinished(startedAt, config), {});
  if (!last) return seen("unknown", waiting, {});
  const { due, deadline } = deadlineAfter(config, last);
  const details = {
    due: due.toISOString(),
    deadline: deadline.toISOString(),
    last: last.toISOString(),
    late: now >= due,
  };
  return now > deadline ? seen("down", missed(config, due), details) : seen("up", null, details);
}

/** The end of years in which a schedule like 30 February never comes. */
const never = new Date("9999-12-31T00:00:00Z");

function nextOf(cron: string, timezone: string, after: Date): Date {
  return new Cron(cron, { timezone }).nextRun(after) ?? never;
}

function isSchedule(typed: string): boolean {
  try {
    return new Cron(typed).nextRun() !== null;
  } catch {
    return false;
  }
}

function isTimeZone(typed: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: typed });
    return true;
  } catch {
    return false;
  }
}

function seen(state: Seen["state"], reason: Seen["reason"], details: Seen["details"], answer?: string): Seen {
  return { state, reason, duration_ms: 0, details, ...(answer ? { answer: answer.slice(0, 1024) } : {}) };
}

const waiting = {
  code: "no-ping-yet",
  de: "Es hat sich noch nie jemand gemeldet.",
  en: "Nobody has reported yet.",
};

function failedReason({ at, exit }: NonNullable<Pings["failed"]>) {
  const code = exit === null ? "" : ` (${exit})`;
  return {
    code: "ping-failed",
    de: `Der Auftrag meldet einen Fehler${code}, um ${utc(at)}.`,
    en: `The job reports a failure${code}, at ${utc(at)}.`,
  };
}

function unfinished(startedAt: Date, { grace_s }: HeartbeatConfig) {
  return {
    code: "ping-unfinished",
    de: `Der Auftrag begann um ${utc(startedAt)} und hat sich ${grace_s} Sekunden lang nicht fertig gemeldet.`,
    en: `The job began at ${utc(startedAt)} and has not reported its end for ${grace_s} seconds.`,
  };
}

function missed({ grace_s, time_zone }: HeartbeatConfig, due: Date) {
  return {
    code: "ping-missed",
    de: `Erwartet um ${local(due, time_zone, "de-CH")} (${utc(due)}), seither und nach ${grace_s} Sekunden Nachfrist nichts gehört.`,
    en: `Expected at ${local(due, time_zone, "en-GB")} (${utc(due)}); nothing heard since, ${grace_s} seconds of grace included.`,
  };
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function local(at: Date, timeZone: string, locale: string): string {
  return `${new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "short", timeStyle: "short" }).format(at)} ${timeZone}`;
}
