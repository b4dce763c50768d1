import type { Database } from "bun:sqlite";
import type { Verdict } from "./state.ts";
import type { History } from "./uptime.ts";

export type SpellRow = {
  id: number;
  check_id: number;
  state: Verdict | "paused";
  from_at: string;
  until_at: string | null;
};

/** What was believed until a moment ends there, and something else begins. An outage is dated back, so the moment may be past. */
export function turnSpell(db: Database, checkId: number, state: SpellRow["state"], at: string): void {
  closeSpell(db, checkId, at);
  db.query<null, [number, string, string]>("INSERT INTO check_spells (check_id, state, from_at) VALUES (?, ?, ?)").run(
    checkId,
    state,
    at,
  );
}

export function closeSpell(db: Database, checkId: number, at: string): void {
  db.query<null, { checkId: number; at: string }>(
    "UPDATE check_spells SET until_at = max($at, from_at) WHERE check_id = $checkId AND until_at IS NULL",
  ).run({ checkId, at });
}

export function openBlindSpell(db: Database, checkId: number, at: string): void {
  db.query<null, [number, string]>("INSERT INTO check_blind_spells (check_id, from_at) VALUES (?, ?)").run(checkId, at);
}

export function closeBlindSpell(db: Database, checkId: number, at: string): void {
  db.query<null, { checkId: number; at: string }>(
    "UPDATE check_blind_spells SET until_at = max($at, from_at) WHERE check_id = $checkId AND until_at IS NULL",
  ).run({ checkId, at });
}

type Timed = { check_id: number; from_at: string; until_at: string | null };
type Between = { checkId: number | null; from: string; until: string };

/** Everything that touches a span of time, by check. `checkId` null is all of them. What lasts ends with the span. */
export function historiesIn(db: Database, between: Between): Map<number, History> {
  const spells = db
    .query<SpellRow, [Between]>(
      `SELECT id, check_id, state, from_at, until_at FROM check_spells
       WHERE ($checkId IS NULL OR check_id = $checkId) AND from_at < $until AND (until_at IS NULL OR until_at > $from)
       ORDER BY from_at, id`,
    )
    .all(between);
  const blind = timedIn(db, "check_blind_spells", between);
  const maintenance = timedIn(db, "maintenance_spells", between);
  const end = Date.parse(between.until);
  const span = ({ from_at, until_at }: Timed) => ({
    from: Date.parse(from_at),
    until: until_at === null ? end : Date.parse(until_at),
  });
  const blindOf = Map.groupBy(blind, ({ check_id }) => check_id);
  const maintenanceOf = Map.groupBy(maintenance, ({ check_id }) => check_id);
  return new Map(
    [...Map.groupBy(spells, ({ check_id }) => check_id)].map(([id, mine]) => [
      id,
      {
        spells: mine.map((spell) => ({ state: spell.state, ...span(spell) })),
        blind: (blindOf.get(id) ?? []).map(span),
        maintenance: (maintenanceOf.get(id) ?? []).map(span),
      },
    ]),
  );
}

function timedIn(db: Database, table: "check_blind_spells" | "maintenance_spells", between: Between): Timed[] {
  return db
    .query<Timed, [Between]>(
      `SELECT check_id, from_at, until_at FROM ${table}
       WHERE ($checkId IS NULL OR check_id = $checkId) AND from_at < $until AND (until_at IS NULL OR until_at > $from)
       ORDER BY from_at`,
    )
    .all(between);
}

/** When anything was watched for the first time. */
export function firstSpell(db: Database): string | null {
  return db.query<{ at: string | null }, []>("SELECT min(from_at) AS at FROM check_spells").get()!.at;
}
