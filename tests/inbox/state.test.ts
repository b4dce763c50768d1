import { describe, expect, test } from "bun:test";
import { noteBounce } from "#src/inbox/bounce.ts";
import { blockCustomer } from "#src/inbox/customer-actions.ts";
import { outgoingOf } from "#src/inbox/outgoing-store.ts";
import { addNote, closeTicket, markSpam, snoozeTicket } from "#src/inbox/ticket-actions.ts";
import { findTicket, participantsOf } from "#src/inbox/ticket-store.ts";
import { again, answered } from "../support/answered.ts";
import { now } from "../support/browser.ts";
import { aMailbox, anInbox, days, type Mail, minutes } from "../support/inbox.ts";

describe("S1: somebody outside waits", () => {
  test("since the first mail that nobody has answered, not since the last", () => {
    const { db, receive, ticket, id } = answered();
    expect(findTicket(db, ticket)).toMatchObject({ state: "waiting-customer", waiting_since: null });
    receive(again(id, minutes(60)));
    receive(again(id, minutes(120)));
    expect(findTicket(db, ticket)).toMatchObject({ state: "open", waiting_since: minutes(60).toISOString() });
  });

  test("a mail opens what is closed or put off", () => {
    const { db, receive, ticket, id, by } = answered();
    closeTicket(db, ticket, { ...by, at: minutes(6) });
    snoozeTicket(db, ticket, days(3), { ...by, at: minutes(7) });
    expect(receive(again(id, minutes(60))).ticket).toMatchObject({
      state: "open",
      snoozed_until: null,
      closed_at: null,
    });
  });

  test("a note is not an answer", () => {
    const { db, receive, by } = anInbox();
    const { ticket } = receive({});
    addNote(db, ticket.id, "Ich rufe sie an.", by);
    expect(findTicket(db, ticket.id)!.waiting_since).toBe(now.toISOString());
  });

  test("a server whose clock runs ahead does not bring mail from the future", () => {
    const { receive } = anInbox();
    expect(receive({}, { receivedAt: days(400) }).ticket.last_at).toBe(now.toISOString());
    expect(receive({ text: "Früher" }, { receivedAt: days(-2) }).ticket.last_at).toBe(days(-2).toISOString());
  });
});

const machines: [string, readonly string[]][] = [
  [
    "Exchange's notice of absence",
    [
      "Auto-Submitted: auto-generated",
      "X-Auto-Response-Suppress: All",
      "X-MS-Exchange-Inbox-Rules-Loop: anna@kunde.ch",
    ],
  ],
  ["a vacation script", ["Auto-Submitted: auto-replied (vacation)"]],
  ["an old responder", ["X-Autoreply: yes", "Precedence: auto_reply"]],
  ["mail from the null sender", ["Return-Path: <>"]],
  ["junk precedence of a responder", ["Precedence: bulk", "X-Autorespond: Re"]],
];

describe("S2: machines", () => {
  test.each(machines)("%s opens nothing and starts no clock", (_, headers) => {
    const { db, receive, ticket, id, by } = answered();
    closeTicket(db, ticket, { ...by, at: minutes(6) });
    const came = receive({ ...again(id, minutes(60)), subject: "Abwesenheitsnotiz", headers });
    expect([came.ticket.id, came.ticket.state, came.ticket.waiting_since]).toEqual([ticket, "closed", null]);
    expect(came.message.automatic).not.toBeNull();
  });

  test("a bounce marks what did not arrive, says why, and makes the ticket ours again without a clock", () => {
    const { db, receive, ticket, message_id, id } = answered();
    const came = receive(bounceOf(id, "failed", "5.1.1"));
    expect([came.ticket.id, came.message.matched_by]).toEqual([ticket, "M4"]);
    expect(came.ticket).toMatchObject({ state: "open", waiting_since: null, has_trouble: 1 });
    expect(db.query("SELECT state, status FROM outgoing_recipients").all()).toEqual([
      { state: "bounced", status: "5.1.1" },
    ]);
    expect(outgoingOf(db, message_id)!.message_id).toBe(message_id);
  });

  test("a delay is noted, and the ticket goes on waiting", () => {
    const { receive, id } = answered();
    expect(receive(bounceOf(id, "delayed", "4.4.1")).ticket.state).toBe("waiting-customer");
  });

  test("a bounce to what is closed leaves it closed, with the mark for trouble", () => {
    const { db, receive, ticket, id, by } = answered();
    closeTicket(db, ticket, { ...by, at: minutes(6) });
    expect(receive(bounceOf(id, "failed", "5.1.1")).ticket).toMatchObject({ state: "closed", has_trouble: 1 });
  });

  test("a bounce of a mail that is none of ours is a ticket to look at, and makes nobody a customer", () => {
    const { db, receive } = anInbox();
    const came = receive(bounceOf("fremd@anderswo.ch", "failed", "5.1.1"));
    expect([came.ticket.state, came.ticket.waiting_since, came.ticket.customer_id]).toEqual(["open", null, null]);
    expect(db.query("SELECT count(*) AS n FROM customers").get()).toEqual({ n: 0 });
  });

  test("nothing that a machine sent is dropped (A6)", () => {
    const { db, receive } = anInbox();
    for (const [, headers] of machines) receive({ headers });
    expect(db.query("SELECT count(*) AS n FROM tickets WHERE state = 'open' AND waiting_since IS NULL").get()).toEqual({
      n: machines.length,
    });
  });
});

describe("lists", () => {
  const list = ["List-Id: Kundenliste <kunden.firma.ch>", "List-Unsubscribe: <mailto:x@firma.ch>", "Precedence: list"];

  test("a newsletter starts no clock", () => {
    const { receive } = anInbox();
    expect(receive({ headers: list }).ticket).toMatchObject({ state: "open", waiting_since: null });
  });

  test("an answer that came through a list is a person's", () => {
    const { db, receive, ticket, id, by } = answered();
    closeTicket(db, ticket, { ...by, at: minutes(6) });
    const came = receive({ ...again(id, minutes(60)), headers: list });
    expect([came.ticket.state, came.how.throughList, came.message.automatic]).toEqual(["open", true, null]);
  });

  test("what comes through a list of the house is as if it came by itself", () => {
    const { receive } = anInbox();
    const came = receive({ headers: ["List-Id: <support.example.ch>", "Precedence: list"] });
    expect(came.ticket.waiting_since).toBe(now.toISOString());
  });
});

describe("S3: somebody new", () => {
  test("takes part from now on, is told, and does not become the customer", () => {
    const { db, receive, ticket, id } = answered();
    const before = findTicket(db, ticket)!.customer_id;
    const came = receive({ ...again(id, minutes(60)), from: "Chef <chef@anderswo.ch>", cc: "buchhaltung@kunde.ch" });
    expect([came.how.newcomer, came.ticket.customer_id]).toEqual([true, before]);
    expect(participantsOf(db, ticket).sort()).toEqual(["anna@kunde.ch", "buchhaltung@kunde.ch", "chef@anderswo.ch"]);
    expect(receive({ ...again(id, minutes(61)), from: "chef@anderswo.ch" }).how.newcomer).toBeUndefined();
  });
});

describe("blocked", () => {
  test("what they write is filed as spam, never dropped, and raises nothing", () => {
    const { db, receive, by } = anInbox();
    const { ticket } = receive({});
    blockCustomer(db, ticket.customer_id!, by);
    const came = receive({ text: "Doch!" });
    expect(came.ticket).toMatchObject({ state: "spam", waiting_since: null });
    expect(came.ticket.id).not.toBe(ticket.id);
  });

  test("their answer to a ticket does not open it, and is linked to it", () => {
    const { db, receive, ticket, id, by } = answered();
    blockCustomer(db, findTicket(db, ticket)!.customer_id!, by);
    const came = receive(again(id, minutes(60)));
    expect([came.ticket.state, came.ticket.id === ticket, findTicket(db, ticket)!.state]).toEqual([
      "spam",
      false,
      "waiting-customer",
    ]);
    expect(db.query("SELECT other_id, why FROM ticket_links").all()).toEqual([{ other_id: ticket, why: "blocked" }]);
  });

  test("to what is spam it goes", () => {
    const { db, receive, by } = anInbox();
    const { ticket } = receive({ id: "a@kunde.ch" });
    markSpam(db, ticket.id, by);
    expect(receive({ answers: "a@kunde.ch", subject: "Re: Mein Hosting" }).ticket).toMatchObject({
      id: ticket.id,
      state: "spam",
    });
  });
});

describe("import", () => {
  test("what was read is closed, what was not is open; what we sent is ours", () => {
    const { receive } = anInbox();
    const history = { source: "import", quiet: true } as const;
    const read = receive({ id: "a@kunde.ch", at: days(-400) }, { ...history, wasRead: true });
    expect(read.ticket).toMatchObject({ state: "closed", waiting_since: null, created_at: days(-400).toISOString() });
    const ours = receive(
      {
        from: "support@example.ch",
        to: "anna@kunde.ch",
        answers: "a@kunde.ch",
        subject: "Re: Mein Hosting",
        at: days(-399),
      },
      { ...history, wasRead: true },
    );
    expect([ours.ticket.id, ours.message.kind, ours.ticket.state]).toEqual([read.ticket.id, "out", "closed"]);
    expect(receive({ subject: "Neu", at: days(-1) }, history).ticket).toMatchObject({ state: "open" });
  });

  test("two mailboxes of the house write to each other like anybody", () => {
    const { db, receive } = anInbox();
    const other = aMailbox(db, { address: "datenschutz@example.ch" });
    const came = receive({ from: "datenschutz@example.ch", subject: "Bitte ansehen" });
    expect(came.ticket).toMatchObject({ state: "open", waiting_since: now.toISOString() });
    const back = receive(
      { from: "support@example.ch", answers: came.message.mail_id!, subject: "Re: Bitte ansehen" },
      { mailbox: other },
    );
    expect(back.ticket.mailbox_id).toBe(other);
  });
});

function bounceOf(id: string, action: string, status: string): Mail {
  return {
    from: "Mail Delivery System <mailer-daemon@mail.example.ch>",
    subject: "Undelivered Mail Returned to Sender",
    at: minutes(10),
    headers: [
      "Return-Path: <>",
      "MIME-Version: 1.0",
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    ],
    text: `--b\n\nIhre Mail kam nicht an.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.ch\n\nFinal-Recipient: rfc822; anna@kunde.ch\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 550 5.1.1 unbekannt\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <${id}>\nFrom: support@example.ch\nTo: anna@kunde.ch\nSubject: Re: Mein Hosting\n\nGern.\n--b--`,
  };
}

test("a report that comes twice changes nothing the second time", () => {
  const { db, receive, id } = answered();
  receive(bounceOf(id, "failed", "5.1.1"));
  const report = { kind: "delivery-status", recipients: [], originalMessageId: id, envid: null } as const;
  expect(noteBounce(db, { ...report, recipients: [] }, minutes(11))!.changed).toBe(false);
});
