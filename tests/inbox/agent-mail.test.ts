import { describe, expect, test } from "bun:test";
import { again, answered } from "../support/answered.ts";
import { anInbox, aPerson, type Mail, minutes } from "../support/inbox.ts";

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
