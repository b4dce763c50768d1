import { describe, expect, test } from "bun:test";
import { messageIdFor, replyAddressFor } from "#src/inbox/mail-ids.ts";
import { answered, quote } from "../support/answered.ts";
import { aMailbox, anInbox, type Mail } from "../support/inbox.ts";

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
