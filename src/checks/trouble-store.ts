import type { Database } from "bun:sqlite";
import { type Kept, parsed, type Trouble, type TroubleKind } from "./check.ts";

type Row = Omit<Trouble, "seen"> & { seen: string | null };
const columns = "id, check_id, kind, subject, from_at, noticed_at, until_at, over_at, seen";

export type NewTrouble = Pick<Trouble, "check_id" | "kind" | "subject" | "from_at" | "noticed_at"> & {
  seen: Kept | null;
  until_at?: string;
  over_at?: string;
};

/** False when this trouble is there already. */
export function insertTrouble(db: Database, trouble: NewTrouble): boolean {
  const { seen, until_at = null, over_at = null, ...rest } = trouble;
  const row = { ...rest, until_at, over_at, seen: seen ? JSON.stringify(seen) : null };
  return (
    db
      .query<null, [typeof row]>(
        `INSERT INTO check_troubles (check_id, kind, subject, from_at, noticed_at, until_at, over_at, seen)
         VALUES ($check_id, $kind, $subject, $from_at, $noticed_at, $until_at, $over_at, $seen)
         ON CONFLICT (check_id, kind, subject) DO NOTHING`,
      )
      .run(row).changes === 1
  );
}

/** What lasts of a kind is over since `until_at`; that was certain at `over_at`. */
export function endTroubles(
  db: Database,
  end: { check_id: number; kinds: readonly TroubleKind[]; until_at: string; over_at: string },
): void {
  db.query<null, [{ check_id: number; kinds: string; until_at: string; over_at: string }]>(
    `UPDATE check_troubles SET until_at = max($until_at, from_at), over_at = $over_at
     WHERE check_id = $check_id AND over_at IS NULL AND kind IN (SELECT value FROM json_each($kinds))`,
  ).run({ ...end, kinds: JSON.stringify(end.kinds) });
}

/** Expiries that no longer hold: other certificates, other thresholds. */
export function endOtherExpiries(db: Database, checkId: number, subjects: readonly string[], at: string): void {
  db.query<null, { checkId: number; subjects: string; at: string }>(
    `UPDATE check_troubles SET until_at = $at, over_at = $at
     WHERE check_id = $checkId AND kind = 'expiry' AND over_at IS NULL
       AND subject NOT IN (SELECT value FROM json_each($subjects))`,
  ).run({ checkId, subjects: JSON.stringify(subjects), at });
}

/** The newest first. */
export function troublesOf(db: Database, checkId: number, limit: number): Trouble[] {
  return db
    .query<Row, [number, number]>(
      `SELECT ${columns} FROM check_troubles WHERE check_id = ? ORDER BY from_at DESC, id DESC LIMIT ?`,
    )
    .all(checkId, limit)
    .map(troubleFrom);
}

/** Those that last, the oldest first. */
export function openTroubles(db: Database): Trouble[] {
  return db
    .query<Row, []>(`SELECT ${columns} FROM check_troubles WHERE over_at IS NULL ORDER BY from_at, id`)
    .all()
    .map(troubleFrom);
}

/** Those that last or ended since a moment, and these others whatever became of them; the oldest first. */
export function troublesOver(db: Database, since: string, others: readonly number[] = []): Trouble[] {
  return db
    .query<Row, [string, string]>(
      `SELECT ${columns} FROM check_troubles
       WHERE over_at IS NULL OR over_at >= ? OR id IN (SELECT value FROM json_each(?)) ORDER BY from_at, id`,
    )
    .all(since, JSON.stringify(others))
    .map(troubleFrom);
}

export function deleteTroublesBefore(db: Database, before: string): void {
  db.query<null, [string]>(
    "DELETE FROM check_alerts WHERE trouble_id IN (SELECT id FROM check_troubles WHERE over_at < ?)",
  ).run(before);
  db.query<null, [string]>("DELETE FROM check_troubles WHERE over_at < ?").run(before);
}

function troubleFrom({ seen, ...row }: Row): Trouble {
  const kept = parsed<Kept | null>(seen, null);
  return { ...row, seen: kept?.at ? kept : null };
}
