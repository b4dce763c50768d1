import type { Database } from "bun:sqlite";
import { mailboxTroubles } from "#src/inbox/health-actions.ts";
import { mailboxesOf } from "#src/inbox/mailbox-store.ts";
import type { Reader } from "#src/reader.ts";
import { listOpenActions } from "#src/round/action-store.ts";
import { agendaAhead } from "#src/round/read.ts";
import { streakOf } from "#src/round/round.ts";
import { listRounds, roundIn } from "#src/round/store.ts";
import type { ServiceOn } from "#src/services/register.ts";
import { actionNeeds } from "./action-needs.ts";
import { checkNeeds } from "./check-needs.ts";
import { mailboxNeeds } from "./mailbox-needs.ts";
import { type Need, needsOf } from "./needs.ts";
import { teamSentence } from "./team.ts";
import { weekOf } from "./week.ts";
import { type WeekLine, weekLines } from "./week-lines.ts";

// What the overview says, on its page and in the weekly mail.

/** What is to be done about the register and the actions, the most pressing first. */
export function needsFor(db: Database, rows: readonly ServiceOn[], reader: Reader): Need[] {
  return [...actionNeeds(listOpenActions(db), reader), ...needsOf(rows, reader.language)];
}

/** What cannot wait, and changes without the history. */
export function urgentNeeds(db: Database, reader: Reader): Need[] {
  const mine = reader.person ? mailboxesOf(db, reader.person.id).map(({ id }) => id) : [];
  return [...checkNeeds(db, reader), ...mailboxNeeds(mailboxTroubles(db, reader.now), mine, reader)];
}

/** What the next round is about to speak of. */
export function teamNow(db: Database, reader: Reader): string {
  const { round: next, items } = agendaAhead(db, reader.today);
  const streak = streakOf(listRounds(db), reader.today);
  return teamSentence({ running: roundIn(db, "open"), next, ready: items.length, streak }, reader);
}

/** The last seven days, a line each. Of tickets only those in the reader's own mailboxes count. */
export function weekNow(db: Database, { person, now, today, company, language }: Reader): WeekLine[] {
  const mailboxes = person ? mailboxesOf(db, person.id).map(({ id }) => id) : [];
  const from = new Date(now.getTime() - 7 * 86_400_000);
  return weekLines(weekOf(db, { mailboxes, from, until: now, today, time_zone: company.time_zone }), language);
}
