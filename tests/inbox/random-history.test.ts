import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { moveWords } from "#src/inbox/index-moves.ts";
import { checkIndex, indexMessage } from "#src/inbox/index-store.ts";
import { mergeTickets, moveTicket, undoMerge } from "#src/inbox/merge-actions.ts";
import { attachmentsOf, derivedOf, findMessage } from "#src/inbox/message-store.ts";
import { textOf } from "#src/inbox/message-text-store.ts";
import { moveMessages } from "#src/inbox/move-actions.ts";
import { indexedOf } from "#src/inbox/people-words.ts";
import { replyToTicket, undoReply } from "#src/inbox/reply-actions.ts";
import { ticketStates } from "#src/inbox/ticket.ts";
import { addNote, assignTicket, setTicketState, snoozeTicket, wakeDue } from "#src/inbox/ticket-actions.ts";
import { findTicket } from "#src/inbox/ticket-store.ts";
import { Problem } from "#src/problem.ts";
import { type Chance, chanceFrom } from "../support/chance.ts";
import { aMailbox, anInbox, aPerson, days, minutes } from "../support/inbox.ts";

const steps = 150;

/** Mails and actions in any order, by two people in two mailboxes. What is refused is refused; what goes through must leave all in agreement. */
function live(chance: Chance) {
  const inbox = anInbox();
  const { db, mailbox, receive } = inbox;
  aPerson(db, "jan@example.ch", "Jan");
  const other = aMailbox(db, {
    address: "zwei@example.ch",
    members: [1, 2],
    auto_reply: "always",
    auto_reply_text: "Danke",
  });
  db.run("INSERT INTO mailbox_members VALUES (?, 2)", [mailbox]);
  let minute = 0;
  const ids = (table: string) =>
    db
      .query<{ id: number }, []>(`SELECT id FROM ${table}`)
      .all()
      .map(({ id }) => id);
  const ticket = () => chance.one([...ids("tickets"), 999]);
  const message = () => chance.one([...ids("messages"), 999]);
  const known = () => db.query<{ mail_id: string }, []>("SELECT mail_id FROM messages WHERE mail_id IS NOT NULL").all();
  const to = [{ name: "", address: "anna@kunde.ch" }];
  const acts: (() => unknown)[] = [
    () =>
      receive(
        {
          subject: chance.one(["Eins", "Zwei", "Re: Eins", "WG: Zwei", `Re: Drei [#K-${chance.count(9)}]`]),
          from: chance.one(["anna@kunde.ch", "beat@firma.ch", "mara@example.ch", "mailer-daemon@x.ch"]),
          text: chance.one(["Rechnung falsch", "Server steht still", "Danke\n> Gern", "Umlaute: Grüsse aus Zürich"]),
          at: minutes(minute),
          ...(known().length > 0 && chance.of(0.6) ? { answers: chance.one(known()).mail_id } : {}),
          ...(chance.of(0.1) ? { headers: ["Auto-Submitted: auto-replied"] } : {}),
        },
        { mailbox: chance.one([mailbox, other]), quiet: chance.of(0.2) },
      ),
    () =>
      replyToTicket(
        db,
        ticket(),
        {
          answering: null,
          to,
          cc: [],
          bcc: [],
          text: "Gern geschehen",
          seen: null,
          becomes: chance.one(["closed", "waiting-customer"]),
        },
        done(),
      ),
    () => undoReply(db, message(), done()),
    () => addNote(db, ticket(), chance.one(["Notiz", "Wichtig!"]), done()),
    () => assignTicket(db, ticket(), chance.one([null, 1, 2]), done()),
    () => setTicketState(db, ticket(), chance.one(ticketStates), done()),
    () => snoozeTicket(db, ticket(), days(chance.count(3), minutes(minute + 1)), done()),
    () => wakeDue(db, minutes(minute)),
    () => mergeTickets(db, ticket(), ticket(), done()),
    () => undoMerge(db, ticket(), done()),
    () => moveTicket(db, ticket(), chance.one([mailbox, other]), done()),
    () => moveMessages(db, [message()], chance.of(0.5) ? null : ticket(), done()),
  ];
  const done = () => ({ by: `person:${chance.one([1, 2])}`, at: minutes(minute) });
  for (let step = 0; step < steps; step += 1) {
    minute += chance.count(600);
    try {
      (step < 5 || chance.of(0.4) ? acts[0] : chance.one(acts))!();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return inbox;
}

test.each([1, 2, 3, 4, 5, 6])(
  "after a random life (%i) counters, index, clocks and last messages agree with what is there",
  (seed) => {
    const { db } = live(chanceFrom(seed));
    expect(counted(db)).toEqual(actual(db));
    while (moveWords(db));
    checkIndex(db);
    expect(wordsIn(db, "message_index")).toEqual(wordsOfTexts(db));
    for (const { id } of db.query<{ id: number }, []>("SELECT id FROM tickets WHERE merged_into IS NULL").all()) {
      const [ticket, derived] = [findTicket(db, id)!, derivedOf(db, id)!];
      expect([ticket.last_message_id, ticket.last_at]).toEqual([derived.last_message_id, derived.last_at]);
      if (ticket.state !== "open") expect(ticket.waiting_since).toBeNull();
    }
    expect(
      db.query("SELECT 1 FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE t.merged_into IS NOT NULL").all(),
    ).toEqual([]);
  },
);

test("words that are taken out of the index in a wrong way are noticed by the comparison", () => {
  const { db } = live(chanceFrom(7));
  db.run(
    "INSERT INTO message_index (rowid, subject, people, body, files, mailbox) VALUES (5000, '', '', 'fremd', '', '1')",
  );
  expect(wordsIn(db, "message_index")).not.toEqual(wordsOfTexts(db));
});

function counted(db: Database) {
  return db
    .query("SELECT mailbox_id, state, assignee_id, snoozed, n FROM ticket_counts WHERE n <> 0 ORDER BY 1, 2, 3, 4")
    .all();
}

function actual(db: Database) {
  return db
    .query(
      `SELECT mailbox_id, state, coalesce(assignee_id, 0) AS assignee_id, snoozed_until IS NOT NULL AS snoozed, count(*) AS n
       FROM tickets WHERE merged_into IS NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    )
    .all();
}

/** Every word of the index with its message, its column and its place. */
function wordsIn(db: Database, index: string) {
  db.run(`CREATE VIRTUAL TABLE temp.words_${index} USING fts5vocab(main, ${index}, instance)`);
  const words = db.query(`SELECT term, doc, col, "offset" FROM temp.words_${index} ORDER BY 1, 2, 3, 4`).all();
  db.run(`DROP TABLE temp.words_${index}`);
  return words;
}

/** What the index would hold if it were made anew from messages, texts and files. */
function wordsOfTexts(db: Database) {
  const fresh = anInbox().db;
  const messages = db.query<{ id: number; mailbox_id: number }, []>(
    "SELECT m.id, t.mailbox_id FROM messages m JOIN tickets t ON t.id = m.ticket_id",
  );
  for (const { id, mailbox_id } of messages.all()) {
    const files = attachmentsOf(db, id).map(({ filename }) => filename);
    indexMessage(fresh, indexedOf(findMessage(db, id)!, { body: textOf(db, id).text, files, mailbox: mailbox_id }));
  }
  return wordsIn(fresh, "message_index");
}
