import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { checkIndex, mergeIndex } from "#src/inbox/index-store.ts";
import { deleteMessage } from "#src/inbox/message-store.ts";
import { forgetWords } from "#src/inbox/message-words.ts";
import { newFolder } from "../support/folder.ts";
import { anInbox } from "../support/inbox.ts";

test("the words of a message that is taken away are not in the file any more, whatever was merged around them", () => {
  const path = `${newFolder()}/inbox.db`;
  const { db, receive, mailbox } = anInbox(path);
  const inFile = () => {
    db.run("PRAGMA wal_checkpoint(TRUNCATE)");
    return readFileSync(path).includes("geheimwortxyz");
  };
  for (let n = 0; n < 40; n += 1) receive({ subject: `Fall ${n}`, text: `Allerlei ${n} aus dem Alltag` });
  const { message } = receive({
    subject: "Geheimwortxyz",
    text: "Das Geheimwortxyz steht hier, und Geheimwortxyzzy auch.",
  });
  for (let n = 0; n < 40; n += 1) receive({ subject: `Spaet ${n}`, text: `Noch mehr ${n}` });
  while (mergeIndex(db, 8));
  expect(inFile()).toBe(true);
  db.transaction(() => {
    forgetWords(db, message.id, mailbox);
    deleteMessage(db, message.id);
  })();
  checkIndex(db);
  expect(inFile()).toBe(false);
  expect(db.query("SELECT count(*) AS n FROM message_index WHERE message_index MATCH 'alltag'").get()).toEqual({
    n: 40,
  });
  db.close();
});
