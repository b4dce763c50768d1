import { describe, expect, test } from "bun:test";
import { markFor } from "#src/inbox/ticket-mark.ts";
import { answered } from "../support/answered.ts";
import { anInbox, days, minutes } from "../support/inbox.ts";

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
