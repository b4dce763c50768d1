import type { Database } from "bun:sqlite";

export type MergeRow = {
  id: number;
  from_id: number;
  into_id: number;
  /** JSON: ids of messages. */
  moved: string;
  /** JSON, as `MergedBefore`. */
  before: string;
  by: string;
  at: string;
  undone_at: string | null;
};

export function insertMerge(db: Database, merge: Omit<MergeRow, "id" | "undone_at">): number {
  return db
    .query<{ id: number }, [Omit<MergeRow, "id" | "undone_at">]>(
      `INSERT INTO ticket_merges (from_id, into_id, moved, before, by, at) VALUES ($from_id, $into_id, $moved, $before, $by, $at)
       RETURNING id`,
    )
    .get(merge)!.id;
}

/** The merge by which a ticket went into another, as long as it stands. */
export function standingMerge(db: Database, fromId: number): MergeRow | null {
  return db
    .query<MergeRow, [number]>(
      `SELECT id, from_id, into_id, moved, before, by, at, undone_at FROM ticket_merges
       WHERE from_id = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1`,
    )
    .get(fromId);
}

export function markUndone(db: Database, id: number, at: string): boolean {
  return (
    db
      .query<null, [string, number]>("UPDATE ticket_merges SET undone_at = ? WHERE id = ? AND undone_at IS NULL")
      .run(at, id).changes === 1
  );
}

/** What was merged into a ticket and can be taken out again: the newest first. */
export function mergesInto(db: Database, intoId: number): { from_id: number }[] {
  return db
    .query<{ from_id: number }, [number]>(
      "SELECT from_id FROM ticket_merges WHERE into_id = ? AND undone_at IS NULL ORDER BY id DESC",
    )
    .all(intoId);
}
