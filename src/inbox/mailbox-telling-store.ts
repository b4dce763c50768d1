import type { Database } from "bun:sqlite";
import type { MailWords } from "./telling.ts";

export function mailWordsOf(db: Database, mailboxId: number): MailWords {
  return (
    db
      .query<{ mail_words: MailWords }, [number]>("SELECT mail_words FROM mailbox_telling WHERE mailbox_id = ?")
      .get(mailboxId)?.mail_words ?? "subject"
  );
}

export function setMailWords(db: Database, mailboxId: number, words: MailWords): void {
  db.query<null, [number, string]>(
    `INSERT INTO mailbox_telling (mailbox_id, mail_words) VALUES (?, ?)
     ON CONFLICT (mailbox_id) DO UPDATE SET mail_words = excluded.mail_words`,
  ).run(mailboxId, words);
}

/** Which conversations in Talk hear of a mailbox, and of what. */
export type TalkTelling = { room_id: number; kinds: string };

export function talkTellingsOf(db: Database, mailboxId: number): TalkTelling[] {
  return db
    .query<TalkTelling, [number]>(
      `SELECT m.room_id, m.kinds FROM mailbox_talk_rooms m JOIN talk_rooms r ON r.id = m.room_id
       WHERE m.mailbox_id = ? AND r.archived_at IS NULL ORDER BY m.room_id`,
    )
    .all(mailboxId);
}

export function setTalkTellings(db: Database, mailboxId: number, tellings: readonly TalkTelling[]): void {
  db.query<null, [number]>("DELETE FROM mailbox_talk_rooms WHERE mailbox_id = ?").run(mailboxId);
  const insert = db.query<null, [number, number, string]>(
    "INSERT INTO mailbox_talk_rooms (mailbox_id, room_id, kinds) VALUES (?, ?, ?)",
  );
  for (const { room_id, kinds } of tellings) insert.run(mailboxId, room_id, kinds);
}
