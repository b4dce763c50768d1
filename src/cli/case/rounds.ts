import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { findPersonByEmail } from "#src/people/store.ts";
import { finishAction } from "#src/round/action-actions.ts";
import { addAddendum, openRound, planRound, setPresent, skipRound } from "#src/round/actions.ts";
import { closeRound } from "#src/round/close-actions.ts";
import type { Health } from "#src/round/round.ts";
import { listItems } from "#src/round/store.ts";
import { sayBefore, sayOfItem } from "#src/round/words-actions.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Day } from "#src/when.ts";

type Told = {
  health?: Health;
  sentence?: string;
  decision?: string;
  task?: { task: string; who: string; due_on: Day };
};

/** A round as it may have been: what is said of the state stands in the reports, the rest is ours. Null: nothing new. */
type Held = { on: Day; said: Record<string, Told | null>; done?: { task: number; on: Day } };

const december: Held = {
  on: "2020-12-07",
  said: {
    "service:team-chat": {
      health: "on-track",
      sentence: "Die Umstellung auf Nextcloud Talk läuft.",
      decision: "Das Konto bei Slack wird gelöscht.",
      task: { task: "Konten bei Slack, Sorry, Pingdom und Mailchimp löschen", who: "Toni Frei", due_on: "2020-12-08" },
    },
    "service:newsletter": { health: "at-risk", sentence: "Die neue Lösung ist noch im Aufbau." },
    "service:status-page": { health: "at-risk", sentence: "Die Suche läuft." },
    "service:monitoring": null,
    "service:workspace": null,
    "service:ticket-system": null,
    "service:help-center": null,
    "service:office": null,
  },
  done: { task: 1, on: "2020-12-08" },
};

const january: Held = {
  on: "2021-01-04",
  said: {
    "system:adminlabs": {
      sentence: "AdminLabs löst Sorry und Pingdom ab. Der Sitz ist in Finnland, nicht bei uns.",
      decision: "Wir nehmen die Abweichung von «Self-Hosted» in Kauf.",
      task: { task: "Ausnahme für AdminLabs begründen: Person und Prüfdatum", who: "Ines Huber", due_on: "2021-02-26" },
    },
    "service:team-chat": { health: "on-track", sentence: "Nextcloud Talk und Deck ersetzen Slack." },
    "service:newsletter": { health: "at-risk", sentence: "Das Ziel «noch 2020» ist verpasst." },
    "service:status-page": { health: "on-track" },
    "service:monitoring": { health: "on-track" },
    "service:workspace": null,
    "service:ticket-system": null,
    "service:help-center": null,
  },
};

const march: Held = {
  on: "2021-03-01",
  said: {
    "service:newsletter": {
      health: "on-track",
      sentence: "Die neue Lösung steht bereit; umgestellt wird in den ersten Monaten 2021.",
    },
    "system:mailchimp": {
      sentence: "Gelöscht am 08.12.2020, also vor dem Ersatz.",
      task: { task: "Belege für die vier Löschungen beschaffen", who: "Toni Frei", due_on: "2021-03-31" },
    },
    "service:team-chat": { health: "on-track" },
    "service:monitoring": null,
    "service:workspace": null,
    "service:status-page": null,
    "service:ticket-system": { sentence: "Was mit den alten Daten geschah, wissen wir nicht." },
  },
};

const ours =
  "Diese Runde ist von uns erfunden, damit die Demo ein Protokoll zeigt. Was über den Stand gesagt wird, steht so in den Berichten; von Wochenrunden erzählen sie nichts.";

/** Three rounds of the past, a skipped week, and one about to begin. The days lie back; the history says when it was written. */
export function writeRounds(db: Database, { at }: Done): void {
  const [ines, toni] = ["owner@example.ch", "member@example.ch"].map((email) => findPersonByEmail(db, email)!.id);
  const by = { by: `person:${ines}`, at };
  const present = [
    { person_id: ines!, name: "" },
    { person_id: toni!, name: "" },
  ];
  db.transaction(() => {
    const first = hold(db, december, present, by);
    planRound(db, "2020-12-28", by);
    skipRound(db, "Festtage", by, "2020-12-28");
    const rounds = [first, hold(db, january, present, by), hold(db, march, present, by)];
    for (const id of rounds) addAddendum(db, id, ours, { by: "aktion", at });
    planRound(db, todayAt(db, at), by);
    const words = {
      health: "at-risk" as const,
      sentence: "Der erste Versand ist noch nicht bestätigt.",
      decision: null,
    };
    sayBefore(db, "service:newsletter", { version: 0, words, nothing_new: false }, { by: `person:${toni}`, at });
  }).immediate();
}

type Present = Parameters<typeof setPresent>[3];

function hold(db: Database, { on, said, done }: Held, present: Present, by: Done): number {
  const id = openRound(db, by, on);
  setPresent(db, id, [], present);
  const items = new Map(listItems(db, id).map((item) => [item.subject, item.id]));
  for (const [subject, told] of Object.entries(said)) {
    const item = items.get(subject);
    if (item === undefined) continue; // a later register may no longer ask for it
    const { health = null, sentence = null, decision = null, task = null } = told ?? {};
    const words = { health, sentence, decision };
    sayOfItem(db, id, item, { version: 0, words, nothing_new: told === null, task }, by);
  }
  if (done) finishAction(db, done.task, by, done.on);
  closeRound(db, id, by);
  return id;
}
