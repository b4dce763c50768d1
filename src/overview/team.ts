import { numberWord } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import type { Round } from "#src/round/round.ts";
import { formatOn } from "#src/when.ts";

type Team = { running: Round | null; next: Round | null; ready: number; streak: number };

/** "Nächste Wochenrunde am 30.11.2026, neun Punkte bereit, drei Runden in Folge." */
export function teamSentence({ running, next, ready, streak }: Team, { language, today }: Reader): string {
  const items =
    ready === 0
      ? { de: "nichts steht an", en: "nothing is pending" }[language]
      : ready === 1
        ? { de: "ein Punkt bereit", en: "one item ready" }[language]
        : `${numberWord(ready, language)} ${{ de: "Punkte bereit", en: "items ready" }[language]}`;
  const row = `, ${numberWord(streak, language)} ${{ de: "Runden in Folge", en: "rounds in a row" }[language]}`;
  return `${running ? now[language] : whenIs(next, { language, today })}${running ? "" : `, ${items}`}${streak > 1 ? row : ""}.`;
}

const now = { de: "Die Wochenrunde läuft gerade", en: "The weekly round is running" };

function whenIs(next: Round | null, { language, today }: Pick<Reader, "language" | "today">): string {
  if (next === null) return { de: "Noch keine Wochenrunde geplant", en: "No weekly round planned yet" }[language];
  if (next.held_on === today) return { de: "Heute ist Wochenrunde", en: "The weekly round is today" }[language];
  const day = formatOn(next.held_on, "de");
  if (next.held_on < today)
    return { de: `Die Wochenrunde vom ${day} steht aus`, en: `The weekly round of ${day} is overdue` }[language];
  return { de: `Nächste Wochenrunde am ${day}`, en: `Next weekly round on ${day}` }[language];
}
