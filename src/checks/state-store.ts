import type { Database } from "bun:sqlite";
import { type Kept, parsed } from "./check.ts";
import { beginning, type Runs, type Standing } from "./state.ts";

type Row = Omit<Standing, "runs" | "turned_at"> & {
  check_id: number;
  runs: string;
  turned_at: string;
  seen: string | null;
};

const columns =
  "check_id, observed, confirmed, since, last_at, unknown_since, unstable_since, runs, turned_at, seen" as const;

export type Known = { standing: Standing; seen: Kept | null };

/** What is believed of every check, by its number. */
export function readStates(db: Database): Map<number, Known> {
  const rows = db.query<Row, []>(`SELECT ${columns} FROM check_states`).all();
  return new Map(rows.map((row) => [row.check_id, knownFrom(row)]));
}

export function readState(db: Database, checkId: number): Known {
  const row = db.query<Row, [number]>(`SELECT ${columns} FROM check_states WHERE check_id = ?`).get(checkId);
  return row ? knownFrom(row) : { standing: beginning, seen: null };
}

function knownFrom({ check_id: _, runs, turned_at, seen, ...rest }: Row): Known {
  const read = parsed<Partial<Runs>>(runs, {});
  const standing: Standing = {
    ...rest,
    runs: { ...beginning.runs, ...read },
    turned_at: [parsed<string[]>(turned_at, [])].flat(),
  };
  const kept = parsed<Kept | null>(seen, null);
  return { standing, seen: kept?.at ? kept : null };
}

export function writeState(db: Database, checkId: number, { standing, seen }: Known): void {
  db.query<null, [Row]>(
    `INSERT INTO check_states (${columns})
     VALUES ($check_id, $observed, $confirmed, $since, $last_at, $unknown_since, $unstable_since, $runs, $turned_at, $seen)
     ON CONFLICT (check_id) DO UPDATE SET observed = $observed, confirmed = $confirmed, since = $since, last_at = $last_at,
       unknown_since = $unknown_since, unstable_since = $unstable_since, runs = $runs, turned_at = $turned_at, seen = $seen`,
  ).run({
    ...standing,
    check_id: checkId,
    runs: JSON.stringify(standing.runs),
    turned_at: JSON.stringify(standing.turned_at),
    seen: seen === null ? null : JSON.stringify(seen),
  });
}
