import { describe, expect, test } from "bun:test";
import { mergeTickets } from "#src/inbox/merge-actions.ts";
import { findMessage } from "#src/inbox/message-store.ts";
import { openTicket } from "#src/inbox/open-actions.ts";
import { recipientsOf } from "#src/inbox/recipients.ts";
import { type Reply, replyToTicket, strangersAmong, undoReply } from "#src/inbox/reply-actions.ts";
import { addNote, closeTicket, snoozeTicket } from "#src/inbox/ticket-actions.ts";
import { markFor } from "#src/inbox/ticket-mark.ts";
import { findTicket, participantsOf } from "#src/inbox/ticket-store.ts";
import type { OutgoingContent } from "#src/mail/compose.ts";
import type { Problem } from "#src/problem.ts";
import { aMailbox, anInbox, aPerson, days, minutes } from "../support/inbox.ts";
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

describe("a reply", () => {
  test("stays in the customer's thread, bears the ticket's number, and quotes what it answers below itself", () => {
    const { db, ticket, sent, at5 } = asked();
    db.run("UPDATE mailboxes SET signature = 'Mara, Beispiel Hosting'");
    replyToTicket(db, ticket, reply, at5);
    const [mail] = sent();
    expect(mail).toMatchObject({
      from: { name: "Beispiel Hosting", address: "support@example.ch" },
      subject: `Re: Mein Hosting [#K-${ticket}]`,
      inReplyTo: "erste@kunde.ch",
      references: ["vor@kunde.ch", "erste@kunde.ch"],
      threadIndex: "AdxJ0Q==",
    });
    expect(mail!.text).toBe(
      [
        "Guten Tag\n\nGern.",
        "Mara, Beispiel Hosting",
        `Anfrage ${markFor(db, ticket)}`,
        "Am 23.11.2026, 10:00 schrieb Anna Muster <anna@kunde.ch>:\n> Geht nicht.\n>> alt\n",
      ].join("\n\n"),
    );
  });

  test("is kept as it was written, found by search, and leaves after the undo window", () => {
    const { db, ticket, at5 } = asked();
    const { message_id, outgoing_id, undo_until } = replyToTicket(db, ticket, reply, at5);
    expect(findMessage(db, message_id)).toMatchObject({
      kind: "out",
      by: "person:1",
      person_id: 1,
      from_address: "support@example.ch",
    });
    expect(undo_until).toBe("2026-11-23T09:05:15.000Z");
    expect(db.query("SELECT not_before FROM outgoing_mails WHERE id = ?").get(outgoing_id)).toEqual({
      not_before: undo_until,
    });
    expect(db.query("SELECT rowid FROM message_index WHERE message_index MATCH 'gern'").all()).toEqual([
      { rowid: message_id },
    ]);
    expect(db.query("SELECT due_at FROM outbox_deliveries WHERE subject_key = ?").get(`mail:${outgoing_id}`)).toEqual({
      due_at: undo_until,
    });
  });

  test.each([
    [undefined, "waiting-customer"],
    ["waiting-third", "waiting-third"],
    ["closed", "closed"],
    ["open", "open"],
  ] as const)("stops the clock and leaves the ticket as chosen: %s", (becomes, state) => {
    const { db, ticket, by } = asked();
    snoozeTicket(db, ticket, days(2), by);
    replyToTicket(db, ticket, { ...reply, ...(becomes ? { becomes } : {}) }, { ...by, at: minutes(5) });
    const closed_at = state === "closed" ? minutes(5).toISOString() : null;
    expect(findTicket(db, ticket)).toMatchObject({
      state,
      waiting_since: null,
      snoozed_until: null,
      closed_at,
      preview: "Guten Tag",
    });
  });

  test("makes its recipients take part, but not those in BCC", () => {
    const { db, ticket, at5 } = asked();
    const [chef, secret] = [
      { name: "", address: "chef@kunde.ch" },
      { name: "", address: "geheim@kunde.ch" },
    ];
    replyToTicket(db, ticket, { ...reply, cc: [chef], bcc: [secret] }, at5);
    expect(participantsOf(db, ticket)).toEqual(["anna@kunde.ch", "chef@kunde.ch"]);
  });

  test("names the ticket's own address for answers where the mailbox takes them", () => {
    const { db, ticket, sent, at5 } = asked();
    db.run("UPDATE mailboxes SET plus_addressing = 1");
    replyToTicket(db, ticket, reply, at5);
    expect(sent()[0]!.replyTo[0]!.address).toMatch(new RegExp(`^support\\+t-${ticket}-[0-9a-f]{16}@example\\.ch$`));
  });

  test("refers to few ancestors in a long thread: the first and the newest", () => {
    const { db, receive, ticket, sent, by } = asked();
    const refs = Array.from({ length: 300 }, (_, n) => `ahne${n}.${"x".repeat(30)}@kunde.ch`);
    receive({
      id: "spaet@kunde.ch",
      answers: "erste@kunde.ch",
      refs: ["erste@kunde.ch", ...refs],
      subject: "Re: Mein Hosting",
      at: minutes(3),
    });
    replyToTicket(db, ticket, reply, { ...by, at: minutes(5) });
    const { references } = sent()[0]!;
    expect([references.length, references[0], references.at(-1)]).toEqual([12, "erste@kunde.ch", "spaet@kunde.ch"]);
  });

  test("has its files listed and sent", () => {
    const { db, ticket, sent, at5 } = asked();
    const blob_id = db
      .query<{ id: number }, []>("INSERT INTO blobs (sha256, size, created_at) VALUES ('ab', 3, '2026') RETURNING id")
      .get()!.id;
    const file = { filename: "Offerte.pdf", content_type: "application/pdf", size: 3, sha256: "ab", blob_id };
    const { message_id } = replyToTicket(db, ticket, { ...reply, files: [file] }, at5);
    expect(sent()[0]!.attachments).toEqual([{ filename: "Offerte.pdf", contentType: "application/pdf", blob_id }]);
    expect(db.query("SELECT filename, blob_id FROM message_attachments WHERE message_id = ?").all(message_id)).toEqual([
      { filename: "Offerte.pdf", blob_id },
    ]);
    expect(db.query("SELECT rowid FROM message_index WHERE message_index MATCH 'files : offerte'").all()).toEqual([
      { rowid: message_id },
    ]);
    expect(undoReply(db, message_id, at5).files).toEqual([file]);
  });
});

describe("a reply is refused", () => {
  test("when something came in since its writer looked, unless they say so", () => {
    const { db, receive, ticket, message, at5 } = asked();
    receive({ answers: "erste@kunde.ch", subject: "Re: Mein Hosting", at: minutes(2) });
    expect(problemOf(() => replyToTicket(db, ticket, { ...reply, seen: message.id }, at5))).toBe("conflict");
    expect(db.query("SELECT count(*) AS n FROM outgoing_mails").get()).toEqual({ n: 0 });
    replyToTicket(db, ticket, { ...reply, seen: message.id, anyway: true }, at5);
  });

  test("when a colleague's reply crossed it", () => {
    const { db, ticket, message, at5 } = asked();
    replyToTicket(db, ticket, { ...reply, seen: message.id }, at5);
    expect(problemOf(() => replyToTicket(db, ticket, { ...reply, seen: message.id }, at5))).toBe("conflict");
  });

  test.each([
    ["to nobody", { to: [] }, "invalid"],
    ["without words", { text: " \n" }, "invalid"],
    ["to a message of another ticket", { answering: 999 }, "not-found"],
  ])("%s", (_, change, code) => {
    const { db, ticket, at5 } = asked();
    expect(problemOf(() => replyToTicket(db, ticket, { ...reply, ...change }, at5))).toBe(code as Problem["code"]);
    expect(db.query("SELECT count(*) AS n FROM messages").get()).toEqual({ n: 1 });
  });

  test("to a note", () => {
    const { db, ticket, by, at5 } = asked();
    const note = addNote(db, ticket, "Intern", by);
    expect(problemOf(() => replyToTicket(db, ticket, { ...reply, answering: note }, at5))).toBe("not-found");
  });

  test("where the mailbox sends nothing yet, is not theirs, or the ticket is gone or merged", () => {
    const { db, receive, ticket, at5 } = asked();
    aPerson(db, "jan@example.ch", "Jan");
    expect(problemOf(() => replyToTicket(db, ticket, reply, { ...at5, by: "person:2" }))).toBe("not-found");
    expect(problemOf(() => replyToTicket(db, ticket, reply, { ...at5, by: "token:1" }))).toBe("not-found");
    expect(problemOf(() => replyToTicket(db, 999, reply, at5))).toBe("not-found");
    mergeTickets(db, ticket, receive({ subject: "Andere" }).ticket.id, at5);
    expect(problemOf(() => replyToTicket(db, ticket, reply, at5))).toBe("conflict");
    db.run("UPDATE mailboxes SET smtp_host = NULL");
    expect(problemOf(() => replyToTicket(db, 2, reply, at5))).toBe("conflict");
  });
});

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

test("a copy of our reply that comes back to us is no second message", () => {
  const { db, arrive, ticket, at5 } = asked();
  const { message_id } = replyToTicket(db, ticket, reply, at5);
  closeTicket(db, ticket, { ...at5, at: minutes(6) });
  const { content, mail_id } = db
    .query<{ content: string; mail_id: string }, []>("SELECT content, mail_id FROM outgoing_mails")
    .get()!;
  const { subject, text, date } = JSON.parse(content) as OutgoingContent;
  const raw = `From: Beispiel Hosting <support@example.ch>\r\nTo: anna@kunde.ch\r\nSubject: ${subject}\r\nMessage-ID: <${mail_id}>\r\nDate: ${new Date(date).toUTCString()}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text.replaceAll("\n", "\r\n")}`;
  expect(arrive(raw)).toEqual({ outcome: "duplicate", message_id, ticket_id: ticket });
});
