import type { Sentence } from "#src/problem.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { type Day, daysBetween, formatOn } from "#src/when.ts";
import type { Due } from "./dates.ts";

/** `head` stands in every digest, so that the history's head also lies where nobody can change it afterwards. */
type Digest = { dates: readonly Due[]; today: Day; language: Language; address: string | null; head: Head };

type Head = { count: number; hash: string };

/** "Zwei Fristen: eine überfällig" in the subject of the morning's message. */
export function digestSubject({ dates, today, language }: Pick<Digest, "dates" | "today" | "language">): string {
  const tell = tellIn(language);
  const overdue = dates.filter(({ on }) => on < today).length;
  const count =
    dates.length === 1
      ? tell({ de: "1 Frist", en: "1 date" })
      : tell({ de: `${dates.length} Fristen`, en: `${dates.length} dates` });
  return overdue === 0 ? count : tell({ de: `${count}, ${overdue} überfällig`, en: `${count}, ${overdue} overdue` });
}

/** The message as plain text: what is overdue, then what comes, each with where to go. */
export function digestText(digest: Digest): string {
  const { dates, today, language, address, head } = digest;
  const say = sayIn(language);
  const part = (title: string, some: readonly Due[]) =>
    some.length === 0 ? [] : [[title, ...some.map((due) => lineOf(due, digest))].join("\n")];
  return [
    ...part(
      say({ de: "Überfällig", en: "Overdue" }),
      dates.filter(({ on }) => on < today),
    ),
    ...part(
      say({ de: "In den nächsten Tagen", en: "In the next days" }),
      dates.filter(({ on }) => on >= today),
    ),
    `${say({ de: "Alle Fristen", en: "All dates" })}: ${address ?? ""}/deletions/dates`,
    `${say({ de: "Verlauf: Einträge", en: "History: entries" })} ${head.count}, ${say({ de: "Kopf", en: "head" })} ${head.hash}`,
  ].join("\n\n");
}

function lineOf({ on, title, what, href }: Due, { today, language, address }: Digest): string {
  const near = nearWords(daysBetween(today, on), language);
  return `- ${formatOn(on, language)} (${near}) ${title[language]} · ${what[language]}\n  ${address ?? ""}${href}`;
}

/** "heute", "in 3 Tagen", "seit 4 Monaten" */
export function nearWords(days: number, language: Language): string {
  const tell = tellIn(language);
  if (days === 0) return tell({ de: "heute", en: "today" });
  if (days === 1) return tell({ de: "morgen", en: "tomorrow" });
  if (days === -1) return tell({ de: "seit gestern", en: "since yesterday" });
  const span = spanWords(Math.abs(days));
  return days > 0
    ? tell({ de: `in ${span.de}`, en: `in ${span.en}` })
    : tell({ de: `seit ${span.de}`, en: `for ${span.en}` });
}

/** Days up to two months, then months, from two years on years. */
function spanWords(days: number): Sentence {
  if (days <= 60) return { de: `${days} Tagen`, en: `${days} days` };
  const months = Math.floor(days / 30.44);
  if (months < 24) return { de: `${months} Monaten`, en: `${months} months` };
  return { de: `${Math.floor(months / 12)} Jahren`, en: `${Math.floor(months / 12)} years` };
}
