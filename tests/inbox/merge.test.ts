import { describe, expect, test } from "bun:test";
import { moveWords } from "#src/inbox/index-moves.ts";
import { mergeTickets, moveTicket, undoMerge } from "#src/inbox/merge-actions.ts";
import { findMessage } from "#src/inbox/message-store.ts";
import { moveMessage, moveMessages } from "#src/inbox/move-actions.ts";
import { addNote, assignTicket, closeTicket } from "#src/inbox/ticket-actions.ts";
import { findTicket, participantsOf } from "#src/inbox/ticket-store.ts";
import { now } from "../support/browser.ts";
import { aMailbox, anInbox, minutes } from "../support/inbox.ts";
import { problemOf } from "../support/problem.ts";

describe("merging", () => {
  test("puts all messages into one, with everybody and the older clock; undone, both are as they were", () => {
    const { db, receive, thread, by } = anInbox();
    const one = receive({ subject: "Eins" }).ticket.id;
    const two = receive({ from: "beat@firma.ch", subject: "Zwei", at: minutes(10) }).ticket.id;
    closeTicket(db, two, { ...by, at: minutes(20) });
    const [oneBefore, twoBefore] = [findTicket(db, one), findTicket(db, two)];
    mergeTickets(db, one, two, { ...by, at: minutes(30) });
    expect(thread(two).length).toBe(2);
    expect(participantsOf(db, two).sort()).toEqual(["anna@kunde.ch", "beat@firma.ch"]);
    expect(findTicket(db, two)).toMatchObject({ state: "open", waiting_since: now.toISOString(), subject: "Zwei" });
    undoMerge(db, one, by);
    expect([findTicket(db, one), findTicket(db, two)]).toEqual([oneBefore, twoBefore]);
    expect(participantsOf(db, two)).toEqual(["beat@firma.ch"]);
  });

  test("what came in since stays where it came", () => {
    const { db, receive, thread, by } = anInbox();
    const one = receive({ id: "a@kunde.ch", subject: "Eins" }).ticket.id;
    const two = receive({ subject: "Zwei" }).ticket.id;
    mergeTickets(db, one, two, by);
    const late = receive({ answers: "a@kunde.ch", subject: "Re: Eins", at: minutes(5) });
    undoMerge(db, one, by);
    expect([thread(one).length, thread(two).length, late.ticket.id]).toEqual([1, 2, two]);
  });

  test("a chain of merges is undone from either end", () => {
    const { db, receive, thread, by } = anInbox();
    const [a, b, c] = ["A", "B", "C"].map((subject) => receive({ subject }).ticket.id) as [number, number, number];
    mergeTickets(db, a, b, by);
    mergeTickets(db, b, c, by);
    undoMerge(db, a, by);
    expect([thread(a).length, thread(b).length, thread(c).length]).toEqual([1, 0, 2]);
    undoMerge(db, b, by);
    expect([thread(a).length, thread(b).length, thread(c).length]).toEqual([1, 1, 1]);
    expect(problemOf(() => undoMerge(db, b, by))).toBe("conflict");
  });

  test("not with itself, not across what one may not read", () => {
    const { db, receive, by } = anInbox();
    const { ticket } = receive({});
    expect(problemOf(() => mergeTickets(db, ticket.id, ticket.id, by))).toBe("invalid");
    const other = aMailbox(db, { address: "zwei@example.ch" });
    const theirs = receive({ subject: "Fremd" }, { mailbox: other }).ticket.id;
    expect(problemOf(() => mergeTickets(db, ticket.id, theirs, by))).toBe("not-found");
  });
});

describe("moving a ticket to another mailbox", () => {
  test("takes its answers along, hides it from search here, and leaves whoever is no member there", () => {
    const { db, receive, mailbox, by } = anInbox();
    const other = aMailbox(db, { address: "datenschutz@example.ch" });
    const { ticket, message } = receive({ id: "a@kunde.ch", text: "Auskunftsbegehren" });
    assignTicket(db, ticket.id, 1, by);
    moveTicket(db, ticket.id, other, by);
    while (moveWords(db));
    const hits = (box: number) =>
      db
        .query(`SELECT rowid FROM message_index WHERE message_index MATCH 'auskunftsbegehren AND mailbox : "${box}"'`)
        .all();
    expect([hits(mailbox), hits(other)]).toEqual([[], [{ rowid: message.id }]]);
    expect(findTicket(db, ticket.id)!.assignee_id).toBeNull();
    expect(receive({ answers: "a@kunde.ch", subject: "Re: Mein Hosting" }).ticket.id).toBe(ticket.id);
    expect(problemOf(() => closeTicket(db, ticket.id, by))).toBe("not-found");
  });

  test("not into one that is archived or not there", () => {
    const { db, receive, by } = anInbox();
    const gone = aMailbox(db, { address: "alt@example.ch", archived_at: "2026-01-01" });
    const { ticket } = receive({});
    for (const id of [gone, 99]) expect(problemOf(() => moveTicket(db, ticket.id, id, by))).toBe("not-found");
  });
});

describe("moving messages", () => {
  test("one click puts a message where it belongs, and says who did it", () => {
    const { db, receive, thread, by } = anInbox();
    const one = receive({ id: "a@kunde.ch", subject: "Eins" }).ticket.id;
    const two = receive({ from: "beat@firma.ch", subject: "Zwei" }).ticket.id;
    const wrong = receive({ answers: "a@kunde.ch", subject: "Re: Eins", from: "beat@firma.ch", at: minutes(5) });
    moveMessage(db, wrong.message.id, two, by);
    expect([thread(one).length, thread(two).length]).toEqual([1, 2]);
    expect(findMessage(db, wrong.message.id)!.matched_by).toBe("moved");
    expect(JSON.parse(findMessage(db, wrong.message.id)!.matched_how!).moved).toEqual({ from: one, by: "person:1" });
    expect(findTicket(db, one)!.last_message_id).toBe(thread(one)[0]!.id);
  });

  test("split off, messages are a ticket of their own: whose, about what, and open where it was", () => {
    const { db, receive, thread, by } = anInbox();
    const { ticket } = receive({ id: "a@kunde.ch" });
    const second = receive({
      answers: "a@kunde.ch",
      subject: "Re: Mein Hosting",
      from: "Beat <beat@firma.ch>",
      at: minutes(5),
    });
    const note = addNote(db, ticket.id, "Das ist etwas anderes", by);
    const split = moveMessages(db, [second.message.id, note], null, by);
    expect(findTicket(db, split)).toMatchObject({
      state: "open",
      subject: "Re: Mein Hosting",
      waiting_since: minutes(5).toISOString(),
    });
    expect([thread(ticket.id).length, thread(split).length]).toEqual([1, 2]);
    expect(db.query("SELECT why FROM ticket_links").all()).toEqual([{ why: "split" }]);
  });

  test("the last message taken away, the ticket leads to where it went", () => {
    const { db, receive, by } = anInbox();
    const one = receive({ subject: "Eins" });
    const two = receive({ subject: "Zwei" }).ticket.id;
    moveMessage(db, one.message.id, two, by);
    expect(findTicket(db, one.ticket.id)!.merged_into).toBe(two);
  });

  test("not to where they are, not from two tickets at once, not what is gone, not into what one may not read", () => {
    const { db, receive, by } = anInbox();
    const [one, two] = [receive({ subject: "Eins" }), receive({ subject: "Zwei" })];
    const other = aMailbox(db, { address: "zwei@example.ch" });
    const theirs = receive({ subject: "Fremd" }, { mailbox: other });
    expect(problemOf(() => moveMessage(db, one.message.id, one.ticket.id, by))).toBe("conflict");
    expect(problemOf(() => moveMessages(db, [one.message.id, two.message.id], null, by))).toBe("invalid");
    expect(problemOf(() => moveMessage(db, 999, null, by))).toBe("not-found");
    expect(problemOf(() => moveMessage(db, one.message.id, theirs.ticket.id, by))).toBe("not-found");
    expect(problemOf(() => moveMessage(db, theirs.message.id, one.ticket.id, by))).toBe("not-found");
  });
});
