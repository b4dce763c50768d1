import { describe, expect, test } from "bun:test";
import { blockCustomer, unblockCustomer } from "#src/inbox/customer-actions.ts";
import { mergeTickets, moveTicket } from "#src/inbox/merge-actions.ts";
import { findMessage } from "#src/inbox/message-store.ts";
import { replyToTicket } from "#src/inbox/reply-actions.ts";
import {
  addNote,
  assignTicket,
  closeTicket,
  markSpam,
  notSpam,
  reopenTicket,
  setSubject,
  setTicketState,
  settleTrouble,
  snoozeTicket,
  wakeDue,
  wakeTicket,
} from "#src/inbox/ticket-actions.ts";
import { findTicket } from "#src/inbox/ticket-store.ts";
import { now } from "../support/browser.ts";
import { aMailbox, anInbox, aPerson, days, minutes } from "../support/inbox.ts";
import { problemOf } from "../support/problem.ts";

type Inbox = ReturnType<typeof anInbox>;
type Act = (inbox: Inbox, ticket: number, by: Inbox["by"]) => unknown;

/** Every action on a ticket, once. */
const actions: [string, Act, after?: Act][] = [
  ["assign", ({ db }, id, by) => assignTicket(db, id, 1, by)],
  ["close", ({ db }, id, by) => closeTicket(db, id, by)],
  ["reopen", ({ db }, id, by) => reopenTicket(db, id, by), ({ db }, id, by) => closeTicket(db, id, by)],
  ["wait for the customer", ({ db }, id, by) => setTicketState(db, id, "waiting-customer", by)],
  ["wait for somebody else", ({ db }, id, by) => setTicketState(db, id, "waiting-third", by)],
  ["mark as spam", ({ db }, id, by) => markSpam(db, id, by)],
  ["not spam", ({ db }, id, by) => notSpam(db, id, by), ({ db }, id, by) => markSpam(db, id, by)],
  ["snooze", ({ db }, id, by) => snoozeTicket(db, id, days(1), by)],
  ["wake", ({ db }, id, by) => wakeTicket(db, id, by), ({ db }, id, by) => snoozeTicket(db, id, days(1), by)],
  ["subject", ({ db }, id, by) => setSubject(db, id, "Neuer Betreff", by)],
  [
    "settle trouble",
    ({ db }, id, by) => settleTrouble(db, id, by),
    ({ db }, id) => db.run("UPDATE tickets SET has_trouble = 1 WHERE id = ?", [id]),
  ],
  ["move", ({ db }, id, by) => moveTicket(db, id, aMailbox(db, { address: "zwei@example.ch" }), by)],
  ["merge", ({ db, receive }, id, by) => mergeTickets(db, id, receive({ subject: "Ziel" }).ticket.id, by)],
];

describe.each(actions)("%s", (name, act, before) => {
  const given = () => {
    const inbox = anInbox();
    const ticket = inbox.receive({}).ticket.id;
    before?.(inbox, ticket, inbox.by);
    return { inbox, ticket };
  };

  test("is told among the ticket's events, by whom", () => {
    const { inbox, ticket } = given();
    const count = () =>
      inbox.db
        .query<{ n: number }, []>("SELECT count(*) AS n FROM activity WHERE by = 'person:1' AND about LIKE 'ticket:%'")
        .get()!.n;
    const told = count();
    act(inbox, ticket, inbox.by);
    expect(count()).toBe(told + 1);
  });

  test("done twice is said", () => {
    const { inbox, ticket } = given();
    act(inbox, ticket, inbox.by);
    const again =
      name === "move"
        ? () => moveTicket(inbox.db, ticket, 2, { by: "aktion", at: now })
        : () => act(inbox, ticket, inbox.by);
    expect(problemOf(again)).toBe("conflict");
  });

  test.each(["person:2", "token:1", "nobody"])("not yours is not there (%s)", (by) => {
    const { inbox, ticket } = given();
    aPerson(inbox.db, "jan@example.ch", "Jan");
    const row = findTicket(inbox.db, ticket);
    expect(problemOf(() => act(inbox, ticket, { by, at: now }))).toBe("not-found");
    expect(findTicket(inbox.db, ticket)).toEqual(row);
  });

  test("gone is said", () => {
    const { inbox } = given();
    expect(problemOf(() => act(inbox, 999, inbox.by))).toBe("not-found");
  });
});

describe("assigning", () => {
  test("gives it to a member and back to all", () => {
    const { db, receive, by } = anInbox();
    const { ticket } = receive({});
    assignTicket(db, ticket.id, 1, by);
    expect(findTicket(db, ticket.id)!.assignee_id).toBe(1);
    assignTicket(db, ticket.id, null, by);
    expect(findTicket(db, ticket.id)!.assignee_id).toBeNull();
  });

  test("not to somebody who cannot read it, or no longer logs in", () => {
    const { db, receive, mailbox, by } = anInbox();
    const { ticket } = receive({});
    const jan = aPerson(db, "jan@example.ch", "Jan");
    expect(problemOf(() => assignTicket(db, ticket.id, jan, by))).toBe("not-found");
    db.run("INSERT INTO mailbox_members VALUES (?, ?)", [mailbox, jan]);
    db.run("UPDATE people SET disabled_at = '2026-11-01' WHERE id = ?", [jan]);
    expect(problemOf(() => assignTicket(db, ticket.id, jan, by))).toBe("not-found");
  });
});

describe("states", () => {
  test("closing stops the clock; opened again, it runs from where it would be", () => {
    const { db, receive, by } = anInbox();
    const { ticket } = receive({});
    closeTicket(db, ticket.id, { ...by, at: minutes(5) });
    expect(findTicket(db, ticket.id)).toMatchObject({
      state: "closed",
      waiting_since: null,
      closed_at: minutes(5).toISOString(),
    });
    reopenTicket(db, ticket.id, by);
    expect(findTicket(db, ticket.id)).toMatchObject({
      state: "open",
      waiting_since: now.toISOString(),
      closed_at: null,
    });
  });

  test("what is put off comes back on its day, open", () => {
    const { db, receive, by } = anInbox();
    const { ticket } = receive({});
    setTicketState(db, ticket.id, "waiting-third", by);
    snoozeTicket(db, ticket.id, days(2), by);
    expect(wakeDue(db, days(1.9))).toEqual([]);
    expect(wakeDue(db, days(2))).toEqual([ticket.id]);
    expect(wakeDue(db, days(2))).toEqual([]);
    expect(findTicket(db, ticket.id)).toMatchObject({ state: "open", snoozed_until: null });
  });

  test("not into the past", () => {
    const { db, receive, by } = anInbox();
    expect(problemOf(() => snoozeTicket(db, receive({}).ticket.id, now, by))).toBe("invalid");
  });

  test("an empty subject or note is refused", () => {
    const { db, receive, by } = anInbox();
    const { ticket } = receive({});
    expect(problemOf(() => setSubject(db, ticket.id, "  ", by))).toBe("invalid");
    expect(problemOf(() => addNote(db, ticket.id, "\n", by))).toBe("invalid");
  });

  test("a note is found, belongs to its writer, and moves the mark that replies are checked against", () => {
    const { db, receive, by } = anInbox();
    const { ticket, message } = receive({});
    const note = addNote(db, ticket.id, "Kundin ist verärgert", by);
    expect(findMessage(db, note)).toMatchObject({ kind: "note", person_id: 1 });
    expect(findTicket(db, ticket.id)!.last_message_id).toBe(note);
    expect(db.query("SELECT rowid FROM message_index WHERE message_index MATCH 'verargert'").all()).toEqual([
      { rowid: note },
    ]);
    const reply = {
      answering: message.id,
      to: [{ name: "", address: "anna@kunde.ch" }],
      cc: [],
      bcc: [],
      text: "x",
      seen: message.id,
    };
    expect(problemOf(() => replyToTicket(db, ticket.id, reply, by))).toBe("conflict");
  });

  test("blocking twice, and nobody, is said", () => {
    const { db, receive, by } = anInbox();
    const customer = receive({}).ticket.customer_id!;
    blockCustomer(db, customer, by);
    expect(problemOf(() => blockCustomer(db, customer, by))).toBe("conflict");
    unblockCustomer(db, customer, by);
    expect(problemOf(() => unblockCustomer(db, customer, by))).toBe("conflict");
    expect(problemOf(() => blockCustomer(db, 99, by))).toBe("not-found");
  });
});
