import { describe, expect, test } from "bun:test";
import { messageIdFor, replyAddressFor } from "#src/inbox/mail-ids.ts";
import { mergeTickets, moveTicket } from "#src/inbox/merge-actions.ts";
import { findMessage } from "#src/inbox/message-store.ts";
import { moveMessage, moveMessages } from "#src/inbox/move-actions.ts";
import { replyToTicket } from "#src/inbox/reply-actions.ts";
import { markFor } from "#src/inbox/ticket-mark.ts";
import { aMailbox, anInbox, days, type Mail, minutes, rawMail } from "../support/inbox.ts";

const anna = { name: "Anna Muster", address: "anna@kunde.ch" };

/** Anna has written and was answered: `id` is that of our mail, `refs` what her program would refer to. */
function answered(settings: { plus?: boolean } = {}) {
  const inbox = anInbox();
  if (settings.plus) inbox.db.run("UPDATE mailboxes SET plus_addressing = 1");
  const first = inbox.receive({ id: "erste@kunde.ch" });
  const reply = { answering: null, to: [anna], cc: [], bcc: [], text: "Guten Tag, gern.", seen: null };
  const { message_id } = replyToTicket(inbox.db, first.ticket.id, reply, { ...inbox.by, at: minutes(5) });
  const ours = findMessage(inbox.db, message_id)!;
  return { ...inbox, ticket: first.ticket.id, id: ours.mail_id!, subject: ours.subject, ours };
}

const quote = "\n\nAm 23.11.2026 um 10:05 schrieb Beispiel Hosting:\n> Guten Tag, gern.\n";

describe("M1: an address that only this ticket's mails bear", () => {
  test.each([
    ["To", (address: string): Mail => ({ to: address })],
    ["Cc", (address: string): Mail => ({ cc: address })],
    ["Delivered-To", (address: string): Mail => ({ headers: [`Delivered-To: ${address}`] })],
    ["X-Original-To", (address: string): Mail => ({ headers: [`X-Original-To: ${address.toUpperCase()}`] })],
  ])("in %s finds it, whoever writes and whatever the headers lost", (_, mail) => {
    const { db, receive, ticket } = answered({ plus: true });
    const address = replyAddressFor(db, { ticket_id: ticket, address: "support@example.ch" });
    const came = receive({ from: "chef@anderswo.ch", subject: "Re: Mein Hosting", ...mail(address) });
    expect([came.ticket.id, came.message.matched_by, came.how.strength]).toEqual([ticket, "M1", "strong"]);
  });

  test("with another ticket's number and this one's seal is no evidence (V7)", () => {
    const { db, receive, ticket } = answered({ plus: true });
    const address = replyAddressFor(db, { ticket_id: ticket, address: "support@example.ch" });
    const came = receive({ to: address.replace(`t-${ticket}-`, `t-${ticket + 1}-`), subject: "Anderes", id: "x@y.ch" });
    expect([came.message.matched_by, came.how.forged?.length]).toEqual(["new", 1]);
  });
});

describe("M2: an id of ours", () => {
  const clients: [string, (id: string, subject: string) => Mail][] = [
    [
      "Outlook",
      (id, s) => ({
        subject: `AW: ${s}`,
        answers: id,
        refs: ["erste@kunde.ch", id],
        headers: ["Thread-Index: AQHaAAAAAAAAAAAAAAAAAAAAAAAAAA=="],
      }),
    ],
    [
      "Apple Mail",
      (id, s) => ({
        subject: `Re: ${s}`,
        answers: id,
        refs: ["erste@kunde.ch", id],
        headers: ["X-Mailer: Apple Mail (2.3774.500)"],
      }),
    ],
    ["Gmail", (id, s) => ({ from: "anna@gmail.com", subject: `Re: ${s}`, answers: id, refs: ["erste@kunde.ch", id] })],
    [
      "Thunderbird",
      (id, s) => ({
        subject: `Re: ${s}`,
        answers: id,
        refs: ["erste@kunde.ch", id],
        headers: ["User-Agent: Mozilla Thunderbird"],
      }),
    ],
    ["iOS, which gives References alone", (id, s) => ({ subject: `Re: ${s}`, refs: [id] })],
    ["a webmail that gives In-Reply-To alone", (id, s) => ({ subject: `Antw: ${s}`, answers: id })],
    [
      "a program that answers a later mail which we never saw",
      (id, s) => ({ subject: `SV: ${s}`, answers: "unbekannt@x.se", refs: ["erste@kunde.ch", id, "unbekannt@x.se"] }),
    ],
    ["a server that writes ids in capitals", (id, s) => ({ subject: `Re: ${s}`, answers: id.toUpperCase() })],
  ];
  test.each(clients)("in an answer of %s", (_, mail) => {
    const { receive, ticket, id, subject } = answered();
    const came = receive({ ...mail(id, subject), text: `Danke!${quote}` });
    expect([came.ticket.id, came.message.matched_by]).toEqual([ticket, "M2"]);
  });

  test("that somebody made up is ignored and noted, also as an id that merely lies here (V7)", () => {
    const { receive, id } = answered();
    const forged = id.replace(/-[0-9a-f]{16}@/, "-0123456789abcdef@");
    const came = receive({ from: "boese@anderswo.ch", answers: forged, subject: "Re: x" });
    expect([came.message.matched_by, came.how.forged]).toEqual(["new", [forged]]);
  });

  test("that somebody made up leads nowhere, also once a mail that bears it lies here (V7)", () => {
    const { receive, id } = answered();
    const forged = id.replace(/-[0-9a-f]{16}@/, "-0123456789abcdef@");
    const theirs = receive({ from: "boese@anderswo.ch", id: forged, subject: "Hallo" });
    const came = receive({ answers: forged, subject: "Re: Hallo", from: "dritte@anderswo.ch" });
    expect(came.ticket.id).not.toBe(theirs.ticket.id);
  });

  test("finds the ticket also when the message itself is gone", () => {
    const { db, receive, ticket } = answered();
    const other = messageIdFor(db, { ticket_id: ticket, domain: "example.ch" });
    expect(receive({ answers: other, subject: "Re: Mein Hosting" }).ticket.id).toBe(ticket);
  });
});

describe("M3: an id that lies here", () => {
  test.each([
    ["by In-Reply-To", { answers: "erste@kunde.ch" }],
    ["by the newest of its References", { refs: ["nie@gesehen.ch", "erste@kunde.ch"] }],
    ["by an older one of them, when the newest is unknown", { refs: ["erste@kunde.ch", "nie@gesehen.ch"] }],
  ])("%s", (_, mail) => {
    const { receive } = anInbox();
    const first = receive({ id: "erste@kunde.ch" });
    const came = receive({ ...mail, subject: "Re: Mein Hosting" });
    expect([came.ticket.id, came.message.matched_by, came.how.strength]).toEqual([first.ticket.id, "M3", "strong"]);
  });

  test.each([
    ["a participant", "anna@kunde.ch", "participant", "strong"],
    ["a colleague of one", "chef@kunde.ch", "same-domain", "strong"],
    ["somebody of the house", "mara@example.ch", "agent", "strong"],
    ["a stranger", "wer@anderswo.ch", "stranger", "medium"],
  ])("from %s is so strong, and says it", (_, from, relation, strength) => {
    const { receive } = anInbox();
    const first = receive({ id: "erste@kunde.ch" });
    const came = receive({ from, answers: "erste@kunde.ch", subject: "Re: Mein Hosting" });
    expect(`${came.how.relation} ${came.how.strength}`).toBe(`${relation} ${strength}`);
    expect(came.ticket.id).toBe(first.ticket.id);
  });

  test("addresses at the same public provider are no colleagues", () => {
    const { receive } = anInbox();
    receive({ from: "anna@bluewin.ch", id: "erste@bluewin.ch" });
    expect(
      receive({ from: "beat@bluewin.ch", answers: "erste@bluewin.ch", subject: "Re: Mein Hosting" }).how.relation,
    ).toBe("stranger");
  });

  test("in another mailbox is another matter: a ticket of its own, linked", () => {
    const { db, receive } = anInbox();
    const other = aMailbox(db, { address: "datenschutz@example.ch" });
    const first = receive({ id: "erste@kunde.ch" });
    const came = receive(
      { answers: "erste@kunde.ch", to: "datenschutz@example.ch", subject: "Re: Mein Hosting" },
      { mailbox: other },
    );
    expect(came.ticket.mailbox_id).toBe(other);
    expect(came.how.veto).toEqual({ rule: "other-mailbox", about: first.ticket.id });
    expect(db.query("SELECT why FROM ticket_links").all()).toEqual([{ why: "other-mailbox" }]);
  });

  test("an empty id matches nothing, however many mails have none (R5)", () => {
    const { receive } = anInbox();
    const bare = { id: null, headers: ["In-Reply-To:", "References:  "] };
    const tickets = ["eins", "zwei", "drei"].map((text) => receive({ ...bare, text }).ticket.id);
    expect(new Set(tickets).size).toBe(3);
  });
});

describe("M5: our mark in what is quoted", () => {
  test("finds the ticket when a tracker has rewritten every id and the subject", () => {
    const { db, receive, ticket } = answered();
    const came = receive({
      from: "ServiceDesk <it@grossfirma.ch>",
      subject: "INC0012345 wurde kommentiert",
      id: "1187.1763@grossfirma.service-now.com",
      text: `Kommentar von A. Muster:\n\nGuten Tag, gern.\n\nAnfrage ${markFor(db, ticket)}\n`,
    });
    expect([came.ticket.id, came.message.matched_by]).toEqual([ticket, "M5"]);
  });

  test("counts where it stands topmost: older quotes are about other tickets", () => {
    const { db, receive, ticket } = answered();
    const older = receive({ subject: "Früheres", from: "wer@anderswo.ch" }).ticket.id;
    const text = `Ja.\n\n> Gern.\n> Anfrage ${markFor(db, ticket)}\n>\n>> Anfrage ${markFor(db, older)}\n`;
    expect(receive({ from: "neu@anderswo.ch", subject: "Re: x", text }).ticket.id).toBe(ticket);
  });

  test("made up, it is ignored and noted (V7)", () => {
    const { receive, ticket } = answered();
    const came = receive({ from: "boese@anderswo.ch", subject: "Hallo", text: `> Anfrage K-${ticket}.0123456789ab` });
    expect([came.message.matched_by, came.how.forged]).toEqual(["new", [`K-${ticket}.0123456789ab`]]);
  });

  test("in HTML alone", () => {
    const { db, receive, ticket } = answered();
    const came = receive({
      from: "neu@anderswo.ch",
      subject: "Re: x",
      headers: ["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8"],
      text: `<p>Ja</p><blockquote><p>Anfrage ${markFor(db, ticket)}</p></blockquote>`,
    });
    expect(came.message.matched_by).toBe("M5");
  });
});

describe("M6: the same ancestor", () => {
  test("two answers to a mail that we never saw come together", () => {
    const { receive } = anInbox();
    const one = receive({ answers: "nie@gesehen.ch", subject: "Re: Projekt" });
    const other = receive({ from: "beat@partner.ch", answers: "nie@gesehen.ch", subject: "Re: Projekt" });
    expect([other.ticket.id, other.message.matched_by, other.how.strength]).toEqual([one.ticket.id, "M6", "medium"]);
  });

  test("a mail that comes after the answers to it joins them", () => {
    const { receive } = anInbox();
    const answer = receive({ answers: "spaet@kunde.ch", subject: "Re: Projekt" });
    const late = receive({ id: "spaet@kunde.ch", subject: "Projekt" });
    expect([late.ticket.id, late.message.matched_by]).toEqual([answer.ticket.id, "M6"]);
  });
});

describe("M7: the ticket's number in the subject", () => {
  test.each([
    ["of a participant", "anna@kunde.ch"],
    ["of somebody of the house", "mara@example.ch"],
  ])("counts in a mail %s", (_, from) => {
    const { receive, ticket } = answered();
    const came = receive({ from, subject: `Noch etwas zu Mein Hosting [#K-${ticket}]` });
    expect([came.ticket.id, came.message.matched_by, came.how.strength]).toEqual([ticket, "M7", "medium"]);
  });

  test("of a stranger only links a new ticket to it", () => {
    const { db, receive, ticket } = answered();
    const came = receive({ from: "wer@anderswo.ch", subject: `Re: Mein Hosting [#K-${ticket}]` });
    expect(came.how.veto).toEqual({ rule: "token-without-participant", about: ticket });
    expect(db.query("SELECT why FROM ticket_links").all()).toEqual([{ why: "token-without-participant" }]);
  });

  test.each(["[#K-999999]", "#K-1", "[K1]", "K-1", "[#X-1]"])("%s names none", (token) => {
    const { receive } = answered();
    expect(receive({ subject: `Frage ${token}`, id: `${token.replace(/\W/g, "")}@kunde.ch` }).message.matched_by).toBe(
      "new",
    );
  });
});

describe("M8: a tracker's own number", () => {
  const incident = (n: number) => ({
    from: "it@grossfirma.ch",
    subject: `INC00${n} wurde geändert`,
    headers: ["Auto-Submitted: auto-generated"],
  });

  test("brings its mails together where a mailbox says so, and only then", () => {
    const { db, receive } = anInbox();
    expect(receive(incident(11111)).ticket.id).not.toBe(receive(incident(11111)).ticket.id);
    db.run(`UPDATE mailboxes SET tracker_senders = '["grossfirma.ch"]'`);
    const first = receive(incident(22222));
    const second = receive(incident(22222));
    expect([second.ticket.id, second.message.matched_by]).toEqual([first.ticket.id, "M8"]);
    expect(receive(incident(33333)).message.matched_by).toBe("new");
    expect(receive({ ...incident(22222), from: "it@anderswo.ch" }).message.matched_by).toBe("new");
  });
});

describe("M9: the same sender and subject within hours", () => {
  const again = { subject: "Rechnung", text: "Haben Sie es gesehen?" };

  test("is off", () => {
    const { receive } = anInbox();
    receive({ subject: "Rechnung" });
    expect(receive(again).message.matched_by).toBe("new");
  });

  test("joins where it is on, as long as it is not too late and the same person", () => {
    const { db, receive } = anInbox();
    db.run("UPDATE mailboxes SET same_subject_hours = 24");
    const first = receive({ subject: "Rechnung" });
    expect(receive({ ...again, at: minutes(60) }).ticket.id).toBe(first.ticket.id);
    expect(receive({ ...again, at: days(3) }).message.matched_by).toBe("new");
    expect(receive({ ...again, from: "beat@anderswo.ch", at: minutes(61) }).message.matched_by).toBe("new");
  });
});

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
