import type { Database } from "bun:sqlite";
import type { Sentence } from "#src/problem.ts";
import { actWords, type BulkAct, type BulkRow, type BulkTicketState } from "./bulk.ts";
import { type BulkReason, bulkCounts, bulkReasons } from "./bulk-store.ts";

/** What was done with many tickets, as a page or a line tells it. */
export type BulkShown = {
  id: number;
  list: string;
  words: Sentence;
  counts: Record<BulkTicketState, number>;
  total: number;
  isGoing: boolean;
  isUndone: boolean;
  /** It can be taken back. */
  undoable: boolean;
  reasons: readonly BulkReason[];
};

export function bulkShown(db: Database, { id, act, state, list }: BulkRow): BulkShown {
  const counts = bulkCounts(db, id);
  return {
    id,
    list,
    words: actWords(JSON.parse(act) as BulkAct),
    counts,
    total: Object.values(counts).reduce((sum, n) => sum + n, 0),
    isGoing: state === "doing" || state === "undoing",
    isUndone: state === "undoing" || state === "undone",
    undoable: state === "done" && counts.done > 0,
    reasons: bulkReasons(db, id),
  };
}

/** "12 von 14 Anfragen: Status erledigt." */
export function bulkSentence({ words, counts, total, isUndone, isGoing }: BulkShown): Sentence {
  if (isUndone) {
    const of = counts.undone + counts.left + counts.done;
    return {
      de: `${ofMany(counts.undone, of, "de")} wieder wie zuvor${isGoing ? ", läuft noch" : ""}.`,
      en: `${ofMany(counts.undone, of, "en")} as before again${isGoing ? ", still going on" : ""}.`,
    };
  }
  return {
    de: `${ofMany(counts.done, total, "de")}: ${words.de}${isGoing ? ", läuft noch" : ""}.`,
    en: `${ofMany(counts.done, total, "en")}: ${words.en}${isGoing ? ", still going on" : ""}.`,
  };
}

function ofMany(n: number, total: number, language: "de" | "en"): string {
  const tickets = { de: total === 1 ? "Anfrage" : "Anfragen", en: total === 1 ? "ticket" : "tickets" }[language];
  if (n === total) return `${n} ${tickets}`;
  return language === "de" ? `${n} von ${total} ${tickets}` : `${n} of ${total} ${tickets}`;
}
