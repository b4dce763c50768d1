import type { Database } from "bun:sqlite";
import { recordDeletion, type Telling } from "#src/deletions/actions.ts";
import { lineNames, whenNames } from "#src/deletions/record.ts";
import type { Done } from "#src/history/record.ts";
import { periodEnd } from "#src/when.ts";
import published from "./aktion-privacy.json" with { type: "json" };
import { deletedOn } from "./own-words.ts";

/** The four deletions as the report of 02.2021 tells them: a day, and nothing else. No person, no way, no evidence. */
export function writeDeletionRecords(db: Database, done: Done): void {
  for (const { system, date } of published.deletions) {
    const recorded = recordDeletion(db, told(deletedOn[system]!, date), done);
    if (!recorded.ok) throw new Error(`${system}: ${JSON.stringify(recorded.errors)}`);
  }
}

function told(system: string, date: string): Telling {
  return {
    ...nothingElse,
    system,
    executed: { on: date, text: null },
    executed_by: "in den Berichten nicht genannt",
    method: "other",
    places: [],
    note: "Der Bericht nennt nur den Tag.",
    reported_on: periodEnd("2021-02"),
  };
}

const nothing = { on: null, text: null };
const nothingElse = {
  ...Object.fromEntries(whenNames.map((name) => [name, nothing])),
  ...Object.fromEntries(lineNames.map((name) => [name, null])),
} as Omit<Telling, "system" | "executed" | "executed_by" | "method" | "places" | "note" | "reported_on">;
