import type { Database } from "bun:sqlite";
import type { Day } from "#src/when.ts";
import type { AgendaItem } from "./agenda.ts";
import type { Addendum, Item, Point, Present, Round } from "./round.ts";

const columns = `id, state, held_on, opened_at, opened_by, closed_at, closed_by, item_id, version, reason`;

/** The newest first. */
export function listRounds(db: Database): Round[] {
  return db.query<Round, []>(`SELECT ${columns} FROM rounds ORDER BY held_on DESC, id DESC`).all();
}

export function findRound(db: Database, id: number): Round | null {
  return db.query<Round, [number]>(`SELECT ${columns} FROM rounds WHERE id = ?`).get(id);
}

/** The one that is running, or the one that is planned: there is at most one of each. */
export function roundIn(db: Database, state: "open" | "planned"): Round | null {
  return db.query<Round, [string]>(`SELECT ${columns} FROM rounds WHERE state = ?`).get(state);
}

export function lastClosed(db: Database): Round | null {
  return db
    .query<Round, []>(`SELECT ${columns} FROM rounds WHERE state = 'closed' ORDER BY held_on DESC, id DESC LIMIT 1`)
    .get();
}

/** The one closed before a round, whose minutes hold the numbers of then. */
export function closedBefore(db: Database, round: Pick<Round, "id">): Round | null {
  return db
    .query<Round, [number]>(
      `SELECT ${columns} FROM rounds WHERE state = 'closed' AND id < ? ORDER BY held_on DESC, id DESC LIMIT 1`,
    )
    .get(round.id);
}

export function minutesText(db: Database, id: number): string {
  return db.query<{ minutes: string }, [number]>("SELECT minutes FROM rounds WHERE id = ?").get(id)?.minutes ?? "";
}

export function insertPlanned(db: Database, heldOn: Day): number {
  return db
    .query<{ id: number }, [Day]>("INSERT INTO rounds (state, held_on) VALUES ('planned', ?) RETURNING id")
    .get(heldOn)!.id;
}

export function movePlanned(db: Database, heldOn: Day): boolean {
  const sql = "UPDATE rounds SET held_on = ?, version = version + 1 WHERE state = 'planned' AND held_on <> ?";
  return db.query<null, [Day, Day]>(sql).run(heldOn, heldOn).changes === 1;
}

type Opening = { id: number; on: Day; by: string; at: string };

/** False when somebody was faster. */
export function markOpen(db: Database, opening: Opening): boolean {
  const { changes } = db
    .query<null, [Opening]>(
      `UPDATE rounds SET state = 'open', held_on = $on, opened_by = $by, opened_at = $at, version = version + 1
       WHERE id = $id AND state = 'planned'`,
    )
    .run(opening);
  return changes === 1;
}

type Closing = { id: number; by: string; at: string; minutes: string };

/** False when somebody was faster. */
export function markClosed(db: Database, closing: Closing): boolean {
  const { changes } = db
    .query<null, [Closing]>(
      `UPDATE rounds SET state = 'closed', closed_by = $by, closed_at = $at, minutes = $minutes, version = version + 1
       WHERE id = $id AND state = 'open'`,
    )
    .run(closing);
  return changes === 1;
}

export function markSkipped(db: Database, id: number, reason: string): boolean {
  const { changes } = db
    .query<null, [string, number]>("UPDATE rounds SET state = 'skipped', reason = ? WHERE id = ? AND state = 'planned'")
    .run(reason, id);
  return changes === 1;
}

/** Everybody goes on to another item; false when somebody else moved on first. `null` is the end. */
export function moveOn(db: Database, id: number, from: number | null, to: number | null): boolean {
  const { changes } = db
    .query<null, { id: number; from: number | null; to: number | null }>(
      `UPDATE rounds SET item_id = $to, version = version + 1
       WHERE id = $id AND state = 'open' AND item_id IS $from AND item_id IS NOT $to`,
    )
    .run({ id, from, to });
  return changes === 1;
}

/** Something about it changed: pages that show it are out of date. */
export function touchRound(db: Database, id: number): void {
  db.query<null, [number]>("UPDATE rounds SET version = version + 1 WHERE id = ?").run(id);
}

export function listPresent(db: Database, roundId: number): Present[] {
  return db
    .query<Present, [number]>(
      `SELECT person_id, coalesce(people.name, round_present.name) AS name
       FROM round_present LEFT JOIN people ON people.id = person_id WHERE round_id = ? ORDER BY round_present.id`,
    )
    .all(roundId);
}

export function insertPresent(db: Database, roundId: number, { person_id, name }: Present): boolean {
  const { changes } = db
    .query<null, [number, number | null, string]>(
      "INSERT INTO round_present (round_id, person_id, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .run(roundId, person_id, name);
  return changes === 1;
}

export function deletePresent(db: Database, roundId: number, { person_id, name }: Present): boolean {
  const { changes } = db
    .query<null, { round: number; person: number | null; name: string }>(
      `DELETE FROM round_present WHERE round_id = $round
       AND ((person_id IS NOT NULL AND person_id = $person) OR (person_id IS NULL AND $person IS NULL AND name = $name))`,
    )
    .run({ round: roundId, person: person_id, name });
  return changes > 0;
}

const itemColumns = "id, round_id, subject, position, title, title_en, href, owner, carried";

export function listItems(db: Database, roundId: number): Item[] {
  return db
    .query<Item, [number]>(`SELECT ${itemColumns} FROM round_items WHERE round_id = ? ORDER BY position, id`)
    .all(roundId);
}

export function findItem(db: Database, roundId: number, itemId: number): Item | null {
  return db
    .query<Item, [number, number]>(`SELECT ${itemColumns} FROM round_items WHERE round_id = ? AND id = ?`)
    .get(roundId, itemId);
}

export function findItemAbout(db: Database, roundId: number, subject: string): Item | null {
  return db
    .query<Item, [number, string]>(`SELECT ${itemColumns} FROM round_items WHERE round_id = ? AND subject = ?`)
    .get(roundId, subject);
}

/** Adds an item, or brings the one of that subject up to date. Gives its id. */
export function putItem(db: Database, roundId: number, item: Omit<AgendaItem, "points">): number {
  const row = {
    round: roundId,
    subject: item.subject,
    de: item.title.de,
    en: item.title.en,
    href: item.href,
    owner: item.owner,
  };
  return db
    .query<{ id: number }, [typeof row]>(
      `INSERT INTO round_items (round_id, subject, title, title_en, href, owner) VALUES ($round, $subject, $de, $en, $href, $owner)
       ON CONFLICT (round_id, subject) DO UPDATE SET title = $de, title_en = $en, href = $href, owner = $owner RETURNING id`,
    )
    .get(row)!.id;
}

export function placeItem(db: Database, itemId: number, position: number): void {
  db.query<null, [number, number]>("UPDATE round_items SET position = ? WHERE id = ?").run(position, itemId);
}

/** False when it was carried over before. */
export function markCarried(db: Database, itemId: number): boolean {
  const sql = "UPDATE round_items SET carried = 1 WHERE id = ? AND carried = 0";
  return db.query<null, [number]>(sql).run(itemId).changes === 1;
}

export function putPoint(db: Database, itemId: number, point: AgendaItem["points"][number]): void {
  const { section, text, on, red } = point;
  db.query<null, [number, string, string, string, string | null, number]>(
    "INSERT INTO round_points (item_id, section, text, text_en, on_day, red) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(itemId, section, text.de, text.en, on, red ? 1 : 0);
}

export function pointsOf(db: Database, itemId: number): Point[] {
  return db
    .query<Point, [number]>(
      "SELECT section, text, text_en, on_day, red FROM round_points WHERE item_id = ? ORDER BY id",
    )
    .all(itemId);
}

export function insertAddendum(db: Database, roundId: number, addendum: Omit<Addendum, "id">): number {
  return db
    .query<{ id: number }, [number, string, string, string]>(
      "INSERT INTO round_addenda (round_id, text, by, at) VALUES (?, ?, ?, ?) RETURNING id",
    )
    .get(roundId, addendum.text, addendum.by, addendum.at)!.id;
}

export function listAddenda(db: Database, roundId: number): Addendum[] {
  return db
    .query<Addendum, [number]>("SELECT id, text, by, at FROM round_addenda WHERE round_id = ? ORDER BY id")
    .all(roundId);
}
