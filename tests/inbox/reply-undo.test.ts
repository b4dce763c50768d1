import { describe, expect, test } from "bun:test";
import { findMessage } from "#src/inbox/message-store.ts";
import { replyToTicket, undoReply } from "#src/inbox/reply-actions.ts";
import { closeTicket } from "#src/inbox/ticket-actions.ts";
import { findTicket, participantsOf } from "#src/inbox/ticket-store.ts";
import type { OutgoingContent } from "#src/mail/compose.ts";
import { anna } from "../support/answered.ts";
import { asked, reply } from "../support/asked.ts";
import { minutes } from "../support/inbox.ts";
import { problemOf } from "../support/problem.ts";

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
