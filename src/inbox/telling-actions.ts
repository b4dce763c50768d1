import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { listTalkRooms } from "#src/outbox/talk-store.ts";
import { todayAt } from "#src/settings/today.ts";
import { usable } from "./mailbox-actions.ts";
import {
  mailWordsOf,
  setMailWords,
  setTalkTellings,
  type TalkTelling,
  talkTellingsOf,
} from "./mailbox-telling-store.ts";
import type { MailWords } from "./telling.ts";

export type Telling = { mail_words: MailWords; talk: TalkTelling[] };

/** What may be said of a mailbox outside of it: in mail to its members, and in Talk. Conversations that nobody knows are left out. */
export function setTelling(db: Database, slug: string, { mail_words, talk }: Telling, done: Done): void {
  db.transaction(() => {
    const { id } = usable(db, slug);
    const known = new Set(listTalkRooms(db).flatMap((room) => (room.archived_at === null ? [room.id] : [])));
    const wanted = talk.filter(({ room_id }) => known.has(room_id)).sort((a, b) => a.room_id - b.room_id);
    const before = { mail_words: mailWordsOf(db, id), talk: talkTellingsOf(db, id) };
    if (Bun.deepEquals(before, { mail_words, talk: wanted })) return;
    setMailWords(db, id, mail_words);
    setTalkTellings(db, id, wanted);
    record(db, {
      ...done,
      what: "mailbox.telling-changed",
      about: `mailbox:${slug}`,
      facts: { mail_words, talk: wanted.map(({ room_id, kinds }) => `talk:${room_id} ${kinds}`) },
      reported_on: todayAt(db, done.at),
    });
  }).immediate();
}
