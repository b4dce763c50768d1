import type { Database } from "bun:sqlite";
import { end, sayPlanned } from "./maintenance-actions.ts";
import type { Told } from "./notice.ts";
import { openNotices } from "./notice-store.ts";

/** Who speaks when the program does. */
const aktion = "aktion";

/** Reminds of planned work, and says when it begins and is over. Each is said once, whenever it is asked. */
export function keepPlans(db: Database, at: Date): void {
  const now = at.toISOString();
  for (const notice of openNotices(db).filter(({ kind }) => kind === "maintenance")) {
    if (notice.ends_at !== null && notice.ends_at <= now) finish(db, notice, at);
    else if (notice.begins_at <= now) begin(db, notice, at);
    else remind(db, notice, at);
  }
}

function begin(db: Database, notice: Told, at: Date): void {
  const key = `begun ${notice.id} ${notice.begins_at}`;
  if (said(notice, "begun")) return;
  const words = { text: "Die Wartung hat begonnen.", text_en: "The maintenance has begun." };
  db.transaction(() =>
    sayPlanned(db, notice, { ...words, state: "begun", tells: notice.tells, key }, { by: aktion, at }),
  ).immediate();
}

function finish(db: Database, notice: Told, at: Date): void {
  const key = `done ${notice.id} ${notice.ends_at}`;
  const words = { text: "Die Wartung ist abgeschlossen.", text_en: "The maintenance is completed." };
  end(db, notice.id, { ...words, state: "done", tells: notice.tells, key }, { by: aktion, at });
}

/** The nearest reminder that is due; those that passed while the program slept are not made up for. */
function remind(db: Database, notice: Told, at: Date): void {
  const left_min = (Date.parse(notice.begins_at) - at.getTime()) / 60_000;
  const due = notice.reminder_min
    .split(" ")
    .filter((part) => part !== "")
    .map(Number)
    .filter((minutes) => left_min <= minutes)
    .sort((a, b) => a - b)[0];
  if (due === undefined || knownSoon(notice, due)) return;
  const words = { text: "Wir erinnern an die geplante Wartung.", text_en: "A reminder of the planned maintenance." };
  const key = `reminder ${notice.id} ${due} ${notice.begins_at}`;
  db.transaction(() =>
    sayPlanned(db, notice, { ...words, state: "reminder", tells: 1, key }, { by: aktion, at }),
  ).immediate();
}

/** True when this was said already, or the plan itself was told so late that reminding of it would be noise. */
function knownSoon(notice: Told, minutes: number): boolean {
  const from = new Date(Date.parse(notice.begins_at) - minutes * 60_000).toISOString();
  return notice.updates.some(({ at }) => at >= from);
}

/** Since it was last moved. */
function said({ updates }: Told, state: "begun"): boolean {
  return updates.some((update) => update.state === state);
}
