import type { Database } from "bun:sqlite";
import type { ImpactOn, Notice, Told, Update } from "./notice.ts";

const columns = `id, kind, title, title_en, source, begins_at, ends_at, published_at, closed_at, dropped_at, window_id,
  reminder_min, tells, created_by, created_at`;

export type NewNotice = Pick<
  Notice,
  "kind" | "title" | "title_en" | "source" | "begins_at" | "ends_at" | "created_by"
> &
  Pick<Notice, "created_at" | "reminder_min" | "tells">;

export function insertNotice(db: Database, notice: NewNotice): number {
  return db
    .query<{ id: number }, [NewNotice]>(
      `INSERT INTO notices (kind, title, title_en, source, begins_at, ends_at, reminder_min, tells, created_by, created_at)
       VALUES ($kind, $title, $title_en, $source, $begins_at, $ends_at, $reminder_min, $tells, $created_by, $created_at)
       RETURNING id`,
    )
    .get(notice)!.id;
}

export function findNotice(db: Database, id: number): Told | null {
  const notice = db.query<Notice, [number]>(`SELECT ${columns} FROM notices WHERE id = ?`).get(id);
  return notice ? told(db, [notice])[0]! : null;
}

/** Published and not over, the newest first. */
export function openNotices(db: Database): Told[] {
  return told(
    db,
    all(db, "published_at IS NOT NULL AND closed_at IS NULL AND dropped_at IS NULL ORDER BY begins_at DESC, id DESC"),
  );
}

export function drafts(db: Database): Told[] {
  return told(db, all(db, "published_at IS NULL AND dropped_at IS NULL ORDER BY created_at DESC"));
}

/** Published ones that touch a time, the newest first. */
export function noticesBetween(db: Database, from: string, until: string): Told[] {
  const rows = db
    .query<Notice, { from: string; until: string }>(
      `SELECT ${columns} FROM notices
       WHERE published_at IS NOT NULL AND begins_at < $until
         AND (closed_at IS NULL OR coalesce(ends_at, closed_at) >= $from)
       ORDER BY begins_at DESC, id DESC`,
    )
    .all({ from, until });
  return told(db, rows);
}

/** The newest published ones, over or not. */
export function latestNotices(db: Database, limit: number): Told[] {
  return told(db, all(db, `published_at IS NOT NULL ORDER BY begins_at DESC, id DESC LIMIT ${Number(limit)}`));
}

export function firstNoticeBegan(db: Database): string | null {
  return db
    .query<{ at: string | null }, []>("SELECT min(begins_at) AS at FROM notices WHERE published_at IS NOT NULL")
    .get()!.at;
}

function all(db: Database, condition: string): Notice[] {
  return db.query<Notice, []>(`SELECT ${columns} FROM notices WHERE ${condition}`).all();
}

type UpdateRow = Omit<Told["updates"][number], "impacts">;
type ImpactRow = ImpactOn & { update_id: number };

function told(db: Database, notices: Notice[]): Told[] {
  const ids = JSON.stringify(notices.map(({ id }) => id));
  const updates = db
    .query<UpdateRow, [string]>(
      `SELECT id, notice_id, state, text, text_en, at, by, tells FROM notice_updates
       WHERE notice_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(ids);
  const impacts = db
    .query<ImpactRow, [string]>(
      `SELECT i.update_id, i.component_id, i.impact FROM notice_impacts i JOIN notice_updates u ON u.id = i.update_id
       WHERE u.notice_id IN (SELECT value FROM json_each(?)) ORDER BY i.update_id, i.component_id`,
    )
    .all(ids);
  const impactsOf = Map.groupBy(impacts, ({ update_id }) => update_id);
  const updatesOf = Map.groupBy(updates, ({ notice_id }) => notice_id);
  return notices.map((notice) => ({
    ...notice,
    updates: (updatesOf.get(notice.id) ?? []).map((update) => ({
      ...update,
      impacts: (impactsOf.get(update.id) ?? []).map(({ component_id, impact }) => ({ component_id, impact })),
    })),
  }));
}

export type NewUpdate = Omit<Update, "id"> & { key?: string | undefined };

/** Gives its number; null when the program has said the same already. */
export function insertUpdate(db: Database, { key, ...update }: NewUpdate, impacts: readonly ImpactOn[]): number | null {
  const row = db
    .query<{ id: number }, [Omit<Update, "id"> & { key: string | null }]>(
      `INSERT INTO notice_updates (notice_id, state, text, text_en, at, by, tells, key)
       VALUES ($notice_id, $state, $text, $text_en, $at, $by, $tells, $key) ON CONFLICT (key) DO NOTHING RETURNING id`,
    )
    .get({ ...update, key: key ?? null });
  if (!row) return null;
  const add = db.query<null, [number, number, string]>(
    "INSERT INTO notice_impacts (update_id, component_id, impact) VALUES (?, ?, ?)",
  );
  for (const { component_id, impact } of impacts) add.run(row.id, component_id, impact);
  return row.id;
}

/** What a draft says may still be written anew; what was published never. */
export function replaceDraftUpdates(db: Database, noticeId: number): void {
  db.query<null, [number]>(
    `DELETE FROM notice_updates WHERE notice_id = ?
       AND notice_id IN (SELECT id FROM notices WHERE published_at IS NULL)`,
  ).run(noticeId);
}

/** The first update of a notice takes the time at which it was published. */
export function stampDraftUpdates(db: Database, noticeId: number, at: string, by: string): void {
  db.query<null, { noticeId: number; at: string; by: string }>(
    "UPDATE notice_updates SET at = $at, by = $by WHERE notice_id = $noticeId",
  ).run({ noticeId, at, by });
}

export type NoticeWords = Pick<Notice, "title" | "title_en" | "begins_at">;

export function updateNoticeWords(db: Database, id: number, words: NoticeWords): void {
  db.query<null, [NoticeWords & { id: number }]>(
    "UPDATE notices SET title = $title, title_en = $title_en, begins_at = $begins_at WHERE id = $id",
  ).run({ ...words, id });
}

export type Plan = Pick<Notice, "begins_at" | "ends_at" | "reminder_min" | "tells">;

export function updatePlan(db: Database, id: number, plan: Plan): void {
  db.query<null, [Plan & { id: number }]>(
    `UPDATE notices SET begins_at = $begins_at, ends_at = $ends_at, reminder_min = $reminder_min, tells = $tells
     WHERE id = $id`,
  ).run({ ...plan, id });
}

export function setWindow(db: Database, id: number, windowId: number | null): void {
  db.query<null, [number | null, number]>("UPDATE notices SET window_id = ? WHERE id = ?").run(windowId, id);
}

/** False when it was published or dropped before. */
export function markPublished(db: Database, id: number, at: string): boolean {
  return changed(
    db,
    "UPDATE notices SET published_at = ?1 WHERE id = ?2 AND published_at IS NULL AND dropped_at IS NULL",
    at,
    id,
  );
}

/** False when it was over before. */
export function markClosed(db: Database, id: number, at: string): boolean {
  return changed(
    db,
    `UPDATE notices SET closed_at = ?1, ends_at = CASE kind WHEN 'incident' THEN ?1 ELSE ends_at END
     WHERE id = ?2 AND closed_at IS NULL AND published_at IS NOT NULL`,
    at,
    id,
  );
}

/** A resolved incident that was not over after all; false when it is open. */
export function reopen(db: Database, id: number): boolean {
  return (
    db
      .query<null, [number]>(
        "UPDATE notices SET closed_at = NULL, ends_at = NULL WHERE id = ? AND kind = 'incident' AND closed_at IS NOT NULL",
      )
      .run(id).changes === 1
  );
}

export function markDropped(db: Database, id: number, at: string): boolean {
  return changed(
    db,
    "UPDATE notices SET dropped_at = ?1 WHERE id = ?2 AND published_at IS NULL AND dropped_at IS NULL",
    at,
    id,
  );
}

function changed(db: Database, sql: string, at: string, id: number): boolean {
  return db.query<null, [string, number]>(sql).run(at, id).changes === 1;
}

/** What checks opened by themselves and is not over, drafts too. */
export function openFromChecks(db: Database): Told[] {
  return told(db, all(db, "source = 'checks' AND closed_at IS NULL AND dropped_at IS NULL ORDER BY id DESC"));
}

export function setEnd(db: Database, id: number, at: string | null): void {
  db.query<null, [string | null, number]>("UPDATE notices SET ends_at = ? WHERE id = ?").run(at, id);
}
