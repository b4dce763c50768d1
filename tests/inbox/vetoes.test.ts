import { describe, expect, test } from "bun:test";
import { replyAddressFor } from "#src/inbox/mail-ids.ts";
import { mergeTickets, moveTicket } from "#src/inbox/merge-actions.ts";
import { moveMessage, moveMessages } from "#src/inbox/move-actions.ts";
import { answered, quote } from "../support/answered.ts";
import { aMailbox, anInbox, days, minutes, rawMail } from "../support/inbox.ts";

describe("vetoes", () => {
  test.each(["Fwd:", "FW:", "WG:", "TR:", "RV:", "I:", "Doorst:", "VS:"])(
    "V1: what is forwarded (%s) is a ticket of its own, linked",
    (prefix) => {
      const { db, receive, id, subject, ticket } = answered();
      const came = receive({ subject: `${prefix} ${subject}`, answers: id, text: `Was meinen Sie?${quote}` });
      expect([came.ticket.id === ticket, came.how.veto]).toEqual([false, { rule: "V1", about: ticket }]);
      expect(db.query("SELECT why FROM ticket_links").all()).toEqual([{ why: "forwarded" }]);
    },
  );

  test("V1: an answer to something forwarded is an answer", () => {
    const { receive, id, ticket } = answered();
    expect(receive({ subject: "Re: WG: Mein Hosting", answers: id, text: `Ja.${quote}` }).ticket.id).toBe(ticket);
  });

  test("V1: a mail that holds nothing but another mail", () => {
    const { receive, id, ticket } = answered();
    const came = receive({
      answers: id,
      subject: "Mein Hosting",
      headers: ["MIME-Version: 1.0", "Content-Type: message/rfc822"],
      text: "From: wer@anderswo.ch\nSubject: Altes\n\nText",
    });
    expect([came.ticket.id === ticket, came.how.veto?.rule]).toEqual([false, "V1"]);
  });

  test("V1: a stranger who reaches nobody of the ticket", () => {
    const { receive } = anInbox();
    const first = receive({ id: "erste@kunde.ch" });
    const came = receive({
      from: "wer@anderswo.ch",
      to: "liste@anderswo.ch",
      answers: "erste@kunde.ch",
      subject: "Re: Mein Hosting",
    });
    expect([came.ticket.id === first.ticket.id, came.how.veto?.rule]).toEqual([false, "V1"]);
  });

  test.each([
    [30, true],
    [31, false],
  ])("V2: closed %i days ago, it joins: %p", (ago, joins) => {
    const { db, receive, id, ticket } = answered();
    db.run("UPDATE tickets SET state = 'closed', closed_at = ?", [minutes(10).toISOString()]);
    const came = receive({
      answers: id,
      subject: "Re: Mein Hosting",
      text: `Geht wieder nicht.${quote}`,
      at: days(ago, minutes(20)),
    });
    expect(came.ticket.id === ticket).toBe(joins);
    if (!joins) expect(came.how.veto).toEqual({ rule: "V2", about: ticket, days: ago });
  });

  test("V3: another subject and nothing quoted is another matter", () => {
    const { db, receive, id, ticket } = answered();
    const came = receive({ answers: id, subject: "Rechnung vom Oktober", text: "Die Rechnung stimmt nicht." });
    expect([came.ticket.id === ticket, came.how.veto?.rule]).toEqual([false, "V3"]);
    expect(db.query("SELECT why FROM ticket_links").all()).toEqual([{ why: "new-subject" }]);
  });

  test.each([
    ["with the quote", "Rechnung vom Oktober", `Und noch etwas.${quote}`],
    [
      "with Outlook's head of what it answers",
      "Rechnung vom Oktober",
      "Ja\n\nVon: Beispiel Hosting <support@example.ch>\nGesendet: Montag, 23. November 2026 10:05\nAn: Anna Muster\nBetreff: Mein Hosting\n\nGern.",
    ],
    ["with a mark of a gateway", "[EXTERN] AW: Mein Hosting", "Ja."],
    ["with the subject cut short", "Re: Mein Host", "Ja."],
    ["without a subject", null, "Ja."],
    ["with the subject of another mail of the ticket", "Re: Zweites Thema", "Ja."],
  ])("V3: %s it joins", (_, subject, text) => {
    const { receive, id, ticket } = answered();
    receive({ answers: id, subject: "Zweites Thema", text: `Oder so.${quote}` });
    expect(receive({ answers: id, subject, text }).ticket.id).toBe(ticket);
  });

  test("V4: what was merged is followed, from one to the next", () => {
    const { db, receive, id, ticket, by } = answered();
    const [second, third] = ["Zweite", "Dritte"].map((subject) => receive({ subject }).ticket.id) as [number, number];
    mergeTickets(db, ticket, second, by);
    mergeTickets(db, second, third, by);
    const stored = receive({ answers: id, subject: "Re: Mein Hosting", text: `Ja.${quote}` });
    expect([stored.ticket.id, stored.message.matched_by]).toEqual([third, "M2"]);
    const token = receive({ subject: `Nachtrag [#K-${ticket}]` });
    expect([token.ticket.id, token.how.merged]).toEqual([third, true]);
  });

  test("V4: what was erased is never joined, and not linked either", () => {
    const { db, receive, id, ticket } = answered();
    db.run("UPDATE tickets SET erased_at = ? WHERE id = ?", [minutes(6).toISOString(), ticket]);
    const came = receive({ answers: id, subject: "Re: Mein Hosting", text: `Ja.${quote}` });
    expect([came.ticket.id === ticket, came.how.veto]).toEqual([false, { rule: "V4" }]);
    expect(db.query("SELECT * FROM ticket_links").all()).toEqual([]);
  });

  test("V5: spam stays spam", () => {
    const { db, receive, id, ticket } = answered();
    db.run("UPDATE tickets SET state = 'spam', waiting_since = NULL");
    const came = receive({ answers: id, subject: "Re: Mein Hosting", text: `Kaufen Sie!${quote}` });
    expect([came.ticket.id, came.ticket.state, came.ticket.waiting_since]).toEqual([ticket, "spam", null]);
  });

  test("V6: answers follow a message that was moved, also to the old ticket's own address", () => {
    const { db, receive, id, ticket, ours, by } = answered({ plus: true });
    const elsewhere = moveMessage(db, ours.id, null, by);
    const address = replyAddressFor(db, { ticket_id: ticket, address: "support@example.ch" });
    for (const to of ["support@example.ch", address]) {
      const came = receive({ to, answers: id, subject: "Re: Mein Hosting", text: `Ja.${quote}` });
      expect([came.ticket.id, came.how.followed]).toEqual([elsewhere, true]);
    }
  });

  test("V6: what was split off a ticket that had come from another mailbox is still found from there", () => {
    const { db, arrive, receive, mailbox, ticket, ours, id, by } = answered();
    const other = aMailbox(db, { address: "datenschutz@example.ch", members: [1] });
    moveTicket(db, ticket, other, by);
    const raw = rawMail({ id: "zweite@kunde.ch", answers: id, subject: "Re: Mein Hosting", text: `Ja.${quote}` });
    const second = arrive(raw);
    const split = moveMessages(db, [ours.id, second.message_id!], null, by);
    const came = receive({ answers: id, subject: "Re: Mein Hosting", text: `Und?${quote}` }, { mailbox });
    expect([second.ticket_id, came.ticket.id]).toEqual([ticket, split]);
    expect(arrive(`Received: again\r\n${raw}`).outcome).toBe("duplicate");
  });
});
