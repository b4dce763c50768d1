import type { Sentence } from "#src/problem.ts";
import type { HealthRow } from "./health-store.ts";
import type { MailboxRow } from "./mailbox.ts";
import { troubleSentence } from "./trouble.ts";

/** How a mailbox is: `first` waits for its first poll, `late` had none for too long, `waiting` was never started. */
export type Condition = "archived" | "waiting" | "paused" | "sends-only" | "trouble" | "late" | "first" | "well";

const minute_ms = 60_000;

export function conditionOf(mailbox: MailboxRow, health: HealthRow | null, at: Date): Condition {
  if (mailbox.archived_at !== null) return "archived";
  if (mailbox.paused_at !== null) return mailbox.paused_at === mailbox.created_at ? "waiting" : "paused";
  if (mailbox.imap_host === null) return "sends-only";
  if (health?.trouble) return "trouble";
  if (!health?.polled_at) return "first";
  return isLate(mailbox, health.polled_at, at) ? "late" : "well";
}

function isLate({ late_after_min }: MailboxRow, polled_at: string, at: Date): boolean {
  return Date.parse(polled_at) < at.getTime() - late_after_min * minute_ms;
}

/** Somebody must look: mail may be lying on the server. */
export function isAlarm(condition: Condition): boolean {
  return condition === "trouble" || condition === "late";
}

export type Told = { mailbox: MailboxRow; health: HealthRow | null; moment: (at: string) => string };

/** The health of a mailbox in a sentence; `moment` writes a time as the reader's pages do. */
export function healthSentence(condition: Condition, { mailbox, health, moment }: Told): Sentence {
  const polled = health?.polled_at ? moment(health.polled_at) : null;
  switch (condition) {
    case "archived":
      return { de: "Archiviert.", en: "Archived." };
    case "waiting":
      return { de: "Noch nicht in Betrieb.", en: "Not in use yet." };
    case "paused": {
      const since = moment(mailbox.paused_at!);
      return { de: `Angehalten seit ${since}.`, en: `Paused since ${since}.` };
    }
    case "sends-only":
      return { de: "Sendet nur.", en: "Sends only." };
    case "trouble":
      return troubled(health!, moment);
    case "first":
      return { de: "Wartet auf den ersten Abruf.", en: "Waits for its first poll." };
    case "late":
      return { de: `Seit ${polled} nichts abgeholt.`, en: `Nothing fetched since ${polled}.` };
    case "well":
      return { de: `Läuft. Zuletzt abgeholt: ${polled}.`, en: `Well. Last fetched: ${polled}.` };
  }
}

function troubled({ trouble, trouble_detail, trouble_since }: HealthRow, moment: Told["moment"]): Sentence {
  const { de, en } = troubleSentence(trouble!, trouble_detail);
  if (!trouble_since) return { de, en };
  return { de: `Seit ${moment(trouble_since)}: ${de}`, en: `Since ${moment(trouble_since)}: ${en}` };
}
