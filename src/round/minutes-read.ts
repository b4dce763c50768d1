import type { Database } from "bun:sqlite";
import { namesOfPeople } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import { tellIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import { minutesMarkdown } from "./minutes-markdown.ts";
import { readMinutes } from "./read.ts";
import { listAddenda } from "./store.ts";

/** The minutes of a closed round, with what was added since, as a text for people; null while it is not closed. */
export function minutesAsText(db: Database, roundId: number, reader: Reader): string | null {
  const minutes = readMinutes(db, roundId);
  const names = namesOfPeople(db);
  const added = listAddenda(db, roundId).map(({ by, ...rest }) => ({
    ...rest,
    by: names.get(Number(by.split(":")[1])) ?? by,
  }));
  return minutes && minutesMarkdown(minutes, added, reader);
}

/** The same as a mail, with where they are. */
export function namedMinutes(db: Database, roundId: number, reader: Reader, address: string | null) {
  const text = minutesAsText(db, roundId, reader);
  if (text === null) return null;
  const tell = tellIn(reader.language);
  const day = formatOn(readMinutes(db, roundId)!.held_on, "de");
  const subject = tell({ de: `Protokoll der Wochenrunde vom ${day}`, en: `Minutes of the weekly round of ${day}` });
  return { subject, text: address === null ? text : `${text}\n${address}/round/${roundId}\n` };
}
