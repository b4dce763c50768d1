import type { Database } from "bun:sqlite";
import type { Fields } from "#src/http/form.ts";
import { listAssignable, namesOfPeople } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import { readRegister } from "#src/services/read.ts";
import { EndPage } from "#views/round/end-page.tsx";
import { MeetingPage } from "#views/round/meeting-page.tsx";
import { OverPage } from "#views/round/over-page.tsx";
import { actionsOfRound } from "./action-store.ts";
import { noItem } from "./actions.ts";
import { itemsSaid } from "./read.ts";
import type { Entry, Round } from "./round.ts";
import { listPresent } from "./store.ts";
import { standingOf } from "./subject.ts";

/** A form that came back: what was typed, what is wrong, and what somebody else wrote meanwhile. */
export type Returned = { values: Fields; errors: Fields; theirs: Entry | null };

/** How a running round is shown: `follows` without any form, for a screen on the wall; `nobody` could not be closed. */
type Showing = { returned?: Returned; follows?: boolean; nobody?: boolean };

/** An item of the running round, or its end. */
export function meetingPage(
  db: Database,
  reader: Reader,
  round: Round,
  itemId: number | null,
  showing: Showing = {},
): JSX.Element {
  const items = itemsSaid(db, round.id);
  const present = listPresent(db, round.id);
  const people = listAssignable(db);
  const names = namesOfPeople(db);
  const actions = actionsOfRound(db, round.id);
  const shared = { reader, round, items, present, people, names, actions };
  if (itemId === null) return <EndPage {...shared} nobody={showing.nobody ?? false} />;
  const index = items.findIndex(({ item }) => item.id === itemId);
  const current = items[index];
  if (!current) throw noItem;
  const register = readRegister(db, { asOf: reader.today, knownAt: reader.today });
  const standing = standingOf(current.item.subject, register);
  const follows = showing.follows ?? false;
  return <MeetingPage {...shared} {...{ index, current, standing, follows }} returned={showing.returned ?? null} />;
}

/** The round was closed before somebody sent this: what they wrote is kept for an addition. */
export function overPage(db: Database, reader: Reader, round: Round, typed: Fields): JSX.Element {
  const { sentence, decision, task, who } = typed;
  const text = [sentence, decision, task, who].filter(Boolean).join("\n");
  return <OverPage reader={reader} round={round} closedBy={nameIn(db, round.closed_by)} text={text} />;
}

function nameIn(db: Database, by: string | null): string {
  return namesOfPeople(db).get(Number(by?.split(":")[1])) ?? by ?? "";
}
