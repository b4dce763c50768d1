import { describe, expect, test } from "bun:test";
import { findMessage } from "#src/inbox/message-store.ts";
import { openTicket } from "#src/inbox/open-actions.ts";
import { recipientsOf } from "#src/inbox/recipients.ts";
import { type Reply, replyToTicket, strangersAmong, undoReply } from "#src/inbox/reply-actions.ts";
import { findTicket, participantsOf } from "#src/inbox/ticket-store.ts";
import type { OutgoingContent } from "#src/mail/compose.ts";
import type { Problem } from "#src/problem.ts";
import { aMailbox, anInbox, minutes } from "../support/inbox.ts";
import { problemOf } from "../support/problem.ts";

const anna = { name: "Anna Muster", address: "anna@kunde.ch" };
const reply: Reply = { answering: null, to: [anna], cc: [], bcc: [], text: "Guten Tag\n\nGern.", seen: null };

function asked() {
  const inbox = anInbox();
  const { ticket, message } = inbox.receive({
    id: "erste@kunde.ch",
    refs: ["vor@kunde.ch"],
    subject: "AW: Mein Hosting",
    headers: ["Thread-Index: AdxJ0Q=="],
    text: "Geht nicht.\n> alt",
  });
  const sent = () =>
    inbox.db
      .query<{ content: string }, []>("SELECT content FROM outgoing_mails ORDER BY id")
      .all()
      .map(({ content }) => JSON.parse(content) as OutgoingContent);
  return { ...inbox, ticket: ticket.id, message, sent, at5: { ...inbox.by, at: minutes(5) } };
}

describe("undo", () => {
  test("gives back what was written, and the ticket is as it was", () => {
    const { db, ticket, at5 } = asked();
    const before = findTicket(db, ticket);
    const { message_id } = replyToTicket(
      db,
      ticket,
      { ...reply, cc: [{ name: "", address: "chef@kunde.ch" }], becomes: "closed" },
      at5,
    );
    const draft = undoReply(db, message_id, { ...at5, at: minutes(5.1) });
    expect(draft).toMatchObject({ ticket_id: ticket, text: reply.text, to: [anna], answering: "erste@kunde.ch" });
    expect(findTicket(db, ticket)).toEqual(before);
    expect(participantsOf(db, ticket)).toEqual(["anna@kunde.ch"]);
    expect(db.query("SELECT rowid FROM message_index WHERE message_index MATCH 'gern'").all()).toEqual([]);
    expect(db.query("SELECT state FROM outgoing_mails").all()).toEqual([{ state: "undone" }]);
    expect(db.query("SELECT count(*) AS n FROM outbox_deliveries WHERE state = 'waiting'").get()).toEqual({ n: 0 });
  });

  test("leaves what came in since, and its clock", () => {
    const { db, receive, ticket, at5 } = asked();
    const { message_id } = replyToTicket(db, ticket, reply, at5);
    const late = receive({ answers: "erste@kunde.ch", subject: "Re: Mein Hosting", at: minutes(5.1) });
    undoReply(db, message_id, { ...at5, at: minutes(5.2) });
    expect(findTicket(db, ticket)).toMatchObject({
      state: "open",
      waiting_since: minutes(0).toISOString(),
      last_message_id: late.message.id,
    });
  });

  test("is refused once the mail is on its way, twice, for what is no reply, and to others", () => {
    const { db, ticket, message, at5 } = asked();
    const first = replyToTicket(db, ticket, reply, at5);
    expect(problemOf(() => undoReply(db, first.message_id, { ...at5, by: "person:9" }))).toBe("not-found");
    expect(problemOf(() => undoReply(db, message.id, at5))).toBe("conflict");
    undoReply(db, first.message_id, at5);
    expect(problemOf(() => undoReply(db, first.message_id, at5))).toBe("not-found");
    const second = replyToTicket(db, ticket, reply, at5);
    db.run("UPDATE outbox_deliveries SET state = 'claimed'");
    expect(problemOf(() => undoReply(db, second.message_id, at5))).toBe("conflict");
    expect(findMessage(db, second.message_id)).not.toBeNull();
  });
});

describe("to whom an answer goes", () => {
  const isOurs = (address: string) => address.endsWith("@example.ch");
  const people = (...addresses: string[]) => JSON.stringify(addresses.map((address) => ({ name: "", address })));
  const message = {
    kind: "in",
    from_address: "anna@kunde.ch",
    from_name: "Anna",
    to_addresses: people("support@example.ch", "chef@kunde.ch"),
    cc_addresses: people("anwalt@kanzlei.ch", "info@example.ch"),
    reply_to: "[]",
  } as const;
  const told = (one: Parameters<typeof recipientsOf>[0], mode: "reply" | "all") => {
    const { to, cc } = recipientsOf(one, mode, isOurs);
    return [to.map(({ address }) => address), cc.map(({ address }) => address)];
  };

  test("the writer, or everybody but us", () => {
    expect(told(message, "reply")).toEqual([["anna@kunde.ch"], []]);
    expect(told(message, "all")).toEqual([["anna@kunde.ch"], ["chef@kunde.ch", "anwalt@kanzlei.ch"]]);
  });

  test("Reply-To before From, unless it is ours", () => {
    expect(told({ ...message, reply_to: people("projekt@kunde.ch") }, "reply")).toEqual([["projekt@kunde.ch"], []]);
    expect(told({ ...message, reply_to: people("support@example.ch") }, "reply")).toEqual([["anna@kunde.ch"], []]);
  });

  test("what we sent goes on to the same people; nobody who got it unseen is named", () => {
    const ours = {
      ...message,
      kind: "out",
      from_address: "support@example.ch",
      to_addresses: people("anna@kunde.ch"),
    } as const;
    expect(told({ ...ours, bcc_addresses: people("geheim@x.ch") } as never, "all")).toEqual([
      ["anna@kunde.ch"],
      ["anwalt@kanzlei.ch"],
    ]);
  });

  test("nobody twice", () => {
    const twice = {
      ...message,
      to_addresses: people("anna@kunde.ch"),
      cc_addresses: people("anna@kunde.ch", "x@y.ch", "x@y.ch"),
    };
    expect(told(twice, "all")).toEqual([["anna@kunde.ch"], ["x@y.ch"]]);
  });

  test("who has had no part so far is told", () => {
    const { db, ticket } = asked();
    expect(strangersAmong(db, ticket, ["anna@kunde.ch", "neu@x.ch", "support@example.ch", "neu@x.ch"])).toEqual([
      "neu@x.ch",
    ]);
  });
});

describe("a ticket opened by hand", () => {
  const first = { kind: "out", to: [anna], cc: [], bcc: [], text: "Bitte löschen Sie unsere Daten." } as const;

  test("begins with a mail of ours, which its answers find", () => {
    const { db, receive, mailbox, by } = anInbox();
    const { ticket_id, message_id } = openTicket(
      db,
      { mailbox_id: mailbox, subject: "Löschung", kind: "deletion", first },
      by,
    );
    expect(findTicket(db, ticket_id)).toMatchObject({
      state: "waiting-customer",
      kind: "deletion",
      waiting_since: null,
    });
    const came = receive({ answers: findMessage(db, message_id)!.mail_id!, subject: "Re: Löschung", at: minutes(9) });
    expect([came.ticket.id, came.message.matched_by]).toEqual([ticket_id, "M2"]);
  });

  test("or with what somebody said on the telephone", () => {
    const { db, mailbox, by } = anInbox();
    const { ticket_id } = openTicket(
      db,
      { mailbox_id: mailbox, subject: "Anruf", first: { kind: "in", from: anna, text: "Ruft zurück." } },
      by,
    );
    expect(findTicket(db, ticket_id)).toMatchObject({
      state: "open",
      waiting_since: by.at.toISOString(),
      customer_id: 1,
    });
  });

  test.each([
    ["no subject", { subject: " " }, "invalid"],
    ["no text", { first: { ...first, text: "" } }, "invalid"],
    ["nobody to send to", { first: { ...first, to: [] } }, "invalid"],
    ["somebody who is no member", { assignee_id: 9 }, "not-found"],
    ["another mailbox", { mailbox_id: 9 }, "not-found"],
  ])("is refused with %s", (_, change, code) => {
    const { db, mailbox, by } = anInbox();
    expect(problemOf(() => openTicket(db, { mailbox_id: mailbox, subject: "x", first, ...change }, by))).toBe(
      code as Problem["code"],
    );
    expect(db.query("SELECT count(*) AS n FROM tickets").get()).toEqual({ n: 0 });
  });

  test("taken back, it is gone, and its number does not come again", () => {
    const { db, receive, mailbox, by } = anInbox();
    const opened = openTicket(db, { mailbox_id: mailbox, subject: "Löschung", first }, by);
    undoReply(db, opened.message_id, by);
    expect(findTicket(db, opened.ticket_id)).toBeNull();
    expect(receive({}).ticket.id).toBe(opened.ticket_id + 1);
  });

  test("not for somebody who does not read the mailbox", () => {
    const { db, by } = anInbox();
    const other = aMailbox(db, { address: "datenschutz@example.ch" });
    expect(problemOf(() => openTicket(db, { mailbox_id: other, subject: "x", first }, by))).toBe("not-found");
  });
});
