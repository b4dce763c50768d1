import { expect, test } from "bun:test";
import { moveWords } from "#src/inbox/index-moves.ts";
import { checkIndex } from "#src/inbox/index-store.ts";
import { mergeTickets, moveTicket, undoMerge } from "#src/inbox/merge-actions.ts";
import { moveMessage } from "#src/inbox/move-actions.ts";
import { searchMessages } from "#src/inbox/search.ts";
import { openDatabase } from "#src/storage/database.ts";
import { newFolder } from "../support/folder.ts";
import { aMailbox, anInbox, aPerson } from "../support/inbox.ts";

type Inbox = ReturnType<typeof anInbox>;

/** Three mailboxes, so that nobody here sees all of them: Mara (1) uses the first, Nils (2) the second. */
function threeMailboxes(path?: string) {
  const inbox = anInbox(path);
  const nils = aPerson(inbox.db, "nils@example.ch", "Nils");
  const second = aMailbox(inbox.db, { address: "zwei@example.ch", members: [nils] });
  aMailbox(inbox.db, { address: "drei@example.ch", members: [] });
  return { ...inbox, second };
}

const finds = (db: Inbox["db"], mailbox: number, word: string) =>
  searchMessages(db, word, { mailboxes: [mailbox], person_id: 1, time_zone: "Europe/Zurich", from: null }).hits.length;
const left = (db: Inbox["db"]) => db.query<{ n: number }, []>("SELECT count(*) AS n FROM index_moves").get()!.n;

/** A ticket of so many messages; gives its number. */
function longTicket({ db, receive }: Inbox, messages: number): number {
  const first = receive({ id: "lang0@x.example", text: "Der Einhornpreis ist offen" });
  for (let n = 1; n < messages; n += 1)
    receive({
      id: `lang${n}@x.example`,
      answers: `lang${n - 1}@x.example`,
      subject: "Re: Mein Hosting",
      text: `Einhornpreis ${n}`,
    });
  expect(db.query("SELECT count(*) AS n FROM messages WHERE ticket_id = ?").get(first.ticket.id)).toEqual({
    n: messages,
  });
  return first.ticket.id;
}

test("from the moment of the move its new members find a ticket and its old ones do not, whatever the index has done so far", () => {
  const inbox = threeMailboxes();
  const { db, mailbox, second, by } = inbox;
  const ticket = longTicket(inbox, 30);
  moveTicket(db, ticket, second, by);
  expect(left(db)).toBe(30);
  do expect([finds(db, mailbox, "einhornpreis"), finds(db, second, "einhornpreis")]).toEqual([0, 1]);
  while (moveWords(db));
  expect(left(db)).toBe(0);
  checkIndex(db);
  expect([finds(db, mailbox, "einhornpreis"), finds(db, second, "einhornpreis")]).toEqual([0, 1]);
  const inIndex = db.query<{ n: number }, [string]>(
    "SELECT count(*) AS n FROM message_index WHERE message_index MATCH ?",
  );
  expect([inIndex.get(`mailbox : "${mailbox}"`), inIndex.get(`mailbox : "${second}" AND einhornpreis`)]).toEqual([
    { n: 0 },
    { n: 30 },
  ]);
});

test("a step that fails leaves the message where the index had it, and a program that dies goes on after its start", () => {
  const path = `${newFolder()}/inbox.db`;
  const inbox = threeMailboxes(path);
  const { mailbox, second, by } = inbox;
  moveTicket(inbox.db, longTicket(inbox, 12), second, by);
  for (let n = 0; n < 5; n += 1) moveWords(inbox.db);
  inbox.db.run("CREATE TEMP TRIGGER fault BEFORE DELETE ON index_moves BEGIN SELECT raise(ABORT, 'power cut'); END");
  expect(() => moveWords(inbox.db)).toThrow("power cut");
  expect(left(inbox.db)).toBe(7);
  expect([finds(inbox.db, mailbox, "einhornpreis"), finds(inbox.db, second, "einhornpreis")]).toEqual([0, 1]);
  inbox.db.close();
  const db = openDatabase(path);
  expect([finds(db, mailbox, "einhornpreis"), finds(db, second, "einhornpreis")]).toEqual([0, 1]);
  while (moveWords(db));
  checkIndex(db);
  expect(db.query("SELECT count(*) AS n FROM message_index WHERE message_index MATCH 'einhornpreis'").get()).toEqual({
    n: 12,
  });
  db.close();
});

test("what is moved back before the index followed needs nothing more; what comes and goes meanwhile is right", () => {
  const inbox = threeMailboxes();
  const { db, mailbox, second, by, receive } = inbox;
  const ticket = longTicket(inbox, 3);
  db.run("INSERT INTO mailbox_members VALUES (?, 1)", [second]);
  moveTicket(db, ticket, second, by);
  moveTicket(db, ticket, mailbox, by);
  expect(left(db)).toBe(0);
  moveTicket(db, ticket, second, by);
  const other = receive({ text: "Nashornpreis", id: "n@x.example" });
  mergeTickets(db, other.ticket.id, ticket, by);
  expect([finds(db, mailbox, "nashornpreis"), finds(db, second, "nashornpreis")]).toEqual([0, 1]);
  undoMerge(db, other.ticket.id, by);
  const [split] = db.query<{ id: number }, [number]>("SELECT id FROM messages WHERE ticket_id = ?").all(ticket);
  moveMessage(db, split!.id, other.ticket.id, by);
  expect([
    finds(db, mailbox, "nashornpreis"),
    finds(db, mailbox, "einhornpreis"),
    finds(db, second, "einhornpreis"),
  ]).toEqual([1, 1, 1]);
  while (moveWords(db));
  checkIndex(db);
  expect([
    finds(db, mailbox, "nashornpreis"),
    finds(db, mailbox, "einhornpreis"),
    finds(db, second, "einhornpreis"),
  ]).toEqual([1, 1, 1]);
});
