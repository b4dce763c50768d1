import { describe, expect, test } from "bun:test";
import { mergeTickets } from "#src/inbox/merge-actions.ts";
import { findMessage } from "#src/inbox/message-store.ts";
import { replyToTicket, undoReply } from "#src/inbox/reply-actions.ts";
import { addNote, snoozeTicket } from "#src/inbox/ticket-actions.ts";
import { markFor } from "#src/inbox/ticket-mark.ts";
import { findTicket, participantsOf } from "#src/inbox/ticket-store.ts";
import type { Problem } from "#src/problem.ts";
import { asked, reply } from "../support/asked.ts";
import { aPerson, days, minutes } from "../support/inbox.ts";
import { problemOf } from "../support/problem.ts";

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
      preview: "Gern.",
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
