import type { Database } from "bun:sqlite";
import { sha256 } from "#src/history/canonical.ts";
import type { Fields } from "#src/http/form.ts";
import { namesOfPeople } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { MinutesPage } from "#views/round/minutes-page.tsx";
import type { Minutes } from "./minutes.ts";
import { readMinutes } from "./read.ts";
import type { Round } from "./round.ts";
import { listAddenda, listItems, minutesText, roundIn } from "./store.ts";

type Typed = { values: Fields; errors: Fields };

/** The frozen minutes with what was added since. */
export function minutesPage(
  db: Database,
  reader: Reader,
  round: Round,
  typed: Typed = { values: {}, errors: {} },
  sent = 0,
): JSX.Element {
  const next = roundIn(db, "planned");
  const carried = next ? listItems(db, next.id).filter((one) => one.carried === 1) : [];
  return (
    <MinutesPage
      reader={reader}
      minutes={frozen(db, round.id)}
      sha256={sha256(minutesText(db, round.id))}
      addenda={listAddenda(db, round.id)}
      names={namesOfPeople(db)}
      carried={new Set(carried.map(({ subject }) => subject))}
      {...typed}
      sent={sent}
    />
  );
}

/** The minutes of a closed round. */
export function frozen(db: Database, roundId: number): Minutes {
  const minutes = readMinutes(db, roundId);
  if (minutes) return minutes;
  throw new Problem("not-found", {
    de: "Zu dieser Runde gibt es kein Protokoll.",
    en: "There are no minutes of this round.",
  });
}
