import type { Database } from "bun:sqlite";

/** A conversation in Nextcloud Talk to which a bot of ours may write. `secret` is sealed. */
export type TalkRoom = {
  id: number;
  name: string;
  /** `https://cloud.example.ch`, without a slash at the end. */
  server: string;
  token: string;
  secret: string;
  created_by: string;
  created_at: string;
  archived_at: string | null;
};

const columns = "id, name, server, token, secret, created_by, created_at, archived_at";

export function listTalkRooms(db: Database): TalkRoom[] {
  return db.query<TalkRoom, []>(`SELECT ${columns} FROM talk_rooms ORDER BY archived_at IS NOT NULL, id DESC`).all();
}

export function findTalkRoom(db: Database, id: number): TalkRoom | null {
  return db.query<TalkRoom, [number]>(`SELECT ${columns} FROM talk_rooms WHERE id = ?`).get(id);
}

export function insertTalkRoom(db: Database, room: Omit<TalkRoom, "id" | "archived_at">): number {
  return db
    .query<{ id: number }, [Omit<TalkRoom, "id" | "archived_at">]>(
      `INSERT INTO talk_rooms (name, server, token, secret, created_by, created_at)
       VALUES ($name, $server, $token, $secret, $created_by, $created_at) RETURNING id`,
    )
    .get(room)!.id;
}

export function setTalkSecret(db: Database, id: number, secret: string): void {
  db.query<null, [string, number]>("UPDATE talk_rooms SET secret = ? WHERE id = ?").run(secret, id);
}

export function archiveTalkRoom(db: Database, id: number, at: string): boolean {
  return (
    db
      .query<null, [string, number]>("UPDATE talk_rooms SET archived_at = ? WHERE id = ? AND archived_at IS NULL")
      .run(at, id).changes === 1
  );
}
