import { describe, expect, test } from "bun:test";
import { findCustomerAt } from "#src/inbox/customer-store.ts";
import { findMessage } from "#src/inbox/message-store.ts";
import { openTicket } from "#src/inbox/open-actions.ts";
import { undoReply } from "#src/inbox/reply-actions.ts";
import { findTicket } from "#src/inbox/ticket-store.ts";
import type { Problem } from "#src/problem.ts";
import { anna } from "../support/answered.ts";
import { aMailbox, anInbox, minutes } from "../support/inbox.ts";
import { problemOf } from "../support/problem.ts";

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

  test("to somebody known by address only, who has a name as soon as they answer", () => {
    const { db, receive, mailbox, by } = anInbox();
    const to = [{ name: "", address: anna.address }];
    const { message_id } = openTicket(db, { mailbox_id: mailbox, subject: "Löschung", first: { ...first, to } }, by);
    expect(findCustomerAt(db, anna.address)!.name).toBe("");
    receive({ answers: findMessage(db, message_id)!.mail_id!, subject: "Re: Löschung", at: minutes(9) });
    expect(findCustomerAt(db, anna.address)!.name).toBe(anna.name);
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
