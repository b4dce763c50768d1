import { describe, expect, test } from "bun:test";
import { findMessage } from "#src/inbox/message-store.ts";
import { replyToTicket } from "#src/inbox/reply-actions.ts";
import { blockCustomer, markSpam } from "#src/inbox/ticket-actions.ts";
import { findTicket } from "#src/inbox/ticket-store.ts";
import { now } from "../support/browser.ts";
import { aMailbox, anInbox, aPerson, days, type Mail, minutes } from "../support/inbox.ts";

const anna = { name: "Anna Muster", address: "anna@kunde.ch" };
const written = { answering: null, to: [anna], cc: [], bcc: [], text: "Gern.", seen: null };

function answered() {
  const inbox = anInbox();
  const { ticket } = inbox.receive({ id: "erste@kunde.ch" });
  const { message_id } = replyToTicket(inbox.db, ticket.id, written, { ...inbox.by, at: minutes(5) });
  return { ...inbox, ticket: ticket.id, message_id, id: findMessage(inbox.db, message_id)!.mail_id! };
}

const again = (id: string, at: Date): Mail => ({ answers: id, subject: "Re: Mein Hosting", text: "Noch etwas", at });

describe("S4: somebody of the house by mail", () => {
  const vouched =
    "Authentication-Results: mx.example.ch; dkim=pass header.d=example.ch; dmarc=pass header.from=example.ch";
  const agentMail = (id: string, more: Mail = {}): Mail => ({
    from: "Mara <mara@example.ch>",
    to: "support@example.ch",
    ...again(id, minutes(60)),
    headers: [vouched],
    ...more,
  });

  function believing() {
    const inbox = answered();
    inbox.db.run("UPDATE mailboxes SET authserv_id = 'mx.example.ch'");
    inbox.receive(again(inbox.id, minutes(30)));
    return inbox;
  }

  test("is a note when only we got it", () => {
    const { receive, id } = believing();
    const came = receive(agentMail(id));
    expect(came.message).toMatchObject({ kind: "note", person_id: 1, by: "person:1" });
    expect(came.ticket).toMatchObject({ state: "open", waiting_since: minutes(30).toISOString() });
  });

  test("is our answer when the customer got it too: nothing is sent, the clock stops", () => {
    const { db, receive, id } = believing();
    const came = receive(agentMail(id, { to: "anna@kunde.ch", cc: "support@example.ch" }));
    expect(came.message).toMatchObject({ kind: "out", person_id: 1 });
    expect(came.ticket).toMatchObject({ state: "waiting-customer", waiting_since: null });
    expect(db.query("SELECT count(*) AS n FROM outgoing_mails").get()).toEqual({ n: 1 });
  });

  test.each([
    ["no server vouches for it", { headers: [] }],
    ["another server vouches for it", { headers: [vouched.replace("mx.example.ch", "mx.boese.ch")] }],
    ["ours says fail", { headers: [vouched.replaceAll("pass", "fail")] }],
    ["a claim stands below ours", { headers: ["Authentication-Results: mx.example.ch; dmarc=fail", vouched] }],
    ["another domain signed it", { headers: ["Authentication-Results: mx.example.ch; dkim=pass header.d=boese.ch"] }],
  ])("is like anybody's when %s, and is never bounced", (_, more) => {
    const { db, receive, id } = believing();
    const came = receive(agentMail(id, more));
    expect(came.message).toMatchObject({ kind: "in", person_id: null, by: "outside" });
    expect(came.how.agent).toEqual({ person: 1, verified: false });
    expect(db.query("SELECT count(*) AS n FROM outgoing_mails").get()).toEqual({ n: 1 });
  });

  test("is like anybody's when it hangs on an id that anybody could know", () => {
    const { receive } = believing();
    expect(receive(agentMail("erste@kunde.ch")).message.kind).toBe("in");
  });

  test("is like anybody's for a mailbox that names no server", () => {
    const { db, receive, id } = believing();
    db.run("UPDATE mailboxes SET authserv_id = NULL");
    expect(receive(agentMail(id)).message.kind).toBe("in");
  });

  test("a new ticket of a colleague is a ticket like others", () => {
    const { db, receive } = anInbox();
    aPerson(db, "jan@example.ch", "Jan");
    expect(receive({ from: "Jan <jan@example.ch>", subject: "Drucker" }).ticket.state).toBe("open");
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
