import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { enqueue, findDelivery } from "#src/outbox/store.ts";
import { talkPurpose } from "#src/outbox/talk-channel.ts";
import { archiveTalkRoom, findTalkRoom, insertTalkRoom, setTalkSecret, type TalkRoom } from "#src/outbox/talk-store.ts";
import { Problem } from "#src/problem.ts";
import { type SecretsKey, sealSecret } from "#src/storage/sealed.ts";
import { todayAt } from "./today.ts";

export type TalkWords = Pick<TalkRoom, "name" | "server" | "token" | "secret">;

/** The secret is sealed before it is stored, and never shown again. */
export function addTalkRoom(db: Database, words: TalkWords, key: SecretsKey | undefined, done: Done): number {
  if (!key) throw noKey;
  return db
    .transaction(() => {
      const id = insertTalkRoom(db, { ...words, secret: "", created_by: done.by, created_at: done.at.toISOString() });
      setTalkSecret(db, id, sealSecret(key, words.secret, talkPurpose(id)));
      recordRoom(db, "talk.added", id, { ...done, words: { name: words.name, server: words.server } });
      return id;
    })
    .immediate();
}

/** Nothing more is written there; what waits is given up. */
export function removeTalkRoom(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (archiveTalkRoom(db, id, done.at.toISOString())) recordRoom(db, "talk.removed", id, done);
    else if (!findTalkRoom(db, id)) throw gone;
  }).immediate();
}

/** Puts a trial message into the outbox; gives its number there. */
export function tryTalkRoom(db: Database, id: number, { at }: Done): number {
  return db
    .transaction(() => {
      if (findTalkRoom(db, id)?.archived_at !== null) throw gone;
      const subject_key = `test ${crypto.randomUUID()} -> talk:${id}`;
      const now = at.toISOString();
      const payload = JSON.stringify({ kind: "test", text: "Probe von Aktion. / A trial from Aktion." });
      enqueue(db, {
        channel: "talk",
        lane: `talk:${id}`,
        subject_key,
        recipient: `talk:${id}`,
        payload,
        due_at: now,
        created_at: now,
      });
      return findDelivery(db, subject_key)!.id;
    })
    .immediate();
}

function recordRoom(
  db: Database,
  what: string,
  id: number,
  { words = {}, ...done }: Done & { words?: Record<string, string> },
): void {
  record(db, { ...done, what, about: `talk:${id}`, facts: {}, words, reported_on: todayAt(db, done.at) });
}

const gone = new Problem("not-found", {
  de: "Diese Unterhaltung gibt es nicht.",
  en: "There is no such conversation.",
});
const noKey = new Problem("unavailable", {
  de: "Ohne aktion.key lässt sich das Geheimnis nicht versiegeln. Starten Sie Aktion mit ihrer Schlüsseldatei.",
  en: "Without aktion.key the secret cannot be sealed. Start Aktion with its key file.",
});
