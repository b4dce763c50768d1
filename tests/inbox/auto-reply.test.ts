import type { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { isOfficeOpen } from "#src/inbox/office-clock.ts";
import { markFor } from "#src/inbox/ticket-mark.ts";
import { compose, type OutgoingContent } from "#src/mail/compose.ts";
import { now } from "../support/browser.ts";
import { aMailbox, anInbox, days, type Mail, minutes, rawMail, receiving } from "../support/inbox.ts";

type Sent = {
  to: string;
  subject: string;
  text: string;
  headers: string;
  automatic: string | null;
  envelope_from: string;
};

function answering(settings = "auto_reply = 'always'") {
  const inbox = anInbox();
  inbox.db.run(`UPDATE mailboxes SET auto_reply_text = 'Guten Tag {name}, Ihre Anfrage {number} ist da.', ${settings}`);
  return { ...inbox, sent: () => sentBy(inbox.db) };
}

function sentBy(db: Database): Sent[] {
  const rows = db.query<{ content: string; automatic: string | null; envelope_from: string }, []>(
    "SELECT content, automatic, envelope_from FROM outgoing_mails ORDER BY id",
  );
  return rows.all().map(({ content, automatic, envelope_from }) => {
    const { to, subject, text, inReplyTo } = JSON.parse(content) as OutgoingContent;
    return {
      to: to.map(({ address }) => address).join(),
      subject,
      text,
      headers: inReplyTo ?? "",
      automatic,
      envelope_from,
    };
  });
}

describe("a new request is confirmed", () => {
  test("once, to whoever wrote, in its thread, with its number, and without quoting anything", () => {
    const { db, receive, sent } = answering();
    const { ticket } = receive({ id: "a@kunde.ch", text: "Streng vertraulich" });
    const [mail] = sent();
    expect(mail).toMatchObject({
      to: "anna@kunde.ch",
      subject: `Re: Mein Hosting [#K-${ticket.id}]`,
      headers: "a@kunde.ch",
    });
    expect(mail).toMatchObject({ automatic: "auto-replied", envelope_from: "" });
    expect(mail!.text).toBe(
      `Guten Tag Anna Muster, Ihre Anfrage ${ticket.id} ist da.\n\nAnfrage ${markFor(db, ticket.id)}\n`,
    );
  });

  test("it answers nothing: the ticket is open and its clock runs", () => {
    const { receive, thread } = answering();
    const { ticket } = receive({});
    expect(ticket).toMatchObject({ state: "open", waiting_since: now.toISOString() });
    expect(thread(ticket.id).map(({ kind, automatic }) => [kind, automatic])).toEqual([
      ["in", null],
      ["out", "auto-replied"],
    ]);
    expect(ticket.last_message_id).toBe(thread(ticket.id)[1]!.id);
    expect(ticket.preview).toStartWith("Guten Tag, das ist Mail");
  });

  test("an answer to the confirmation finds the ticket, and is not confirmed again", () => {
    const { receive, thread, sent } = answering();
    const { ticket } = receive({});
    const confirmation = thread(ticket.id)[1]!.mail_id!;
    expect(receive({ answers: confirmation, subject: "Re: Mein Hosting" }).ticket.id).toBe(ticket.id);
    expect(sent().length).toBe(1);
  });

  test("once a day to one address, however many requests (A4)", () => {
    const { receive, sent } = answering();
    for (const subject of ["Eins", "Zwei", "Drei"]) receive({ subject });
    expect(sent().length).toBe(1);
    receive({ subject: "Vier", at: days(1.1) });
    expect(sent().length).toBe(2);
  });

  test.each<[string, Mail | string]>([
    ["a machine", { headers: ["Auto-Submitted: auto-generated"] }],
    ["a newsletter", { headers: ["List-Unsubscribe: <mailto:x@y.ch>"] }],
    ["a list of the house", { headers: ["List-Id: <support.example.ch>"] }],
    ["what asks for no answer (A2)", { headers: ["X-Auto-Response-Suppress: All"] }],
    ["what asks for no answer of absence (A2)", { headers: ["X-Auto-Response-Suppress: OOF, AutoReply"] }],
    ["nobody", { from: "" }],
    ["no-reply", { from: "no-reply@shop.ch" }],
    ["a bounce", { from: "MAILER-DAEMON@mail.ch", headers: ["Return-Path: <>"] }],
    ["ourselves", { from: "support@example.ch" }],
    ["a reply address of ours", { from: "support+t-9-0123456789abcdef@example.ch" }],
  ])("not to %s", (_, mail) => {
    const { receive, sent } = answering();
    receive(mail as Mail);
    expect(sent()).toEqual([]);
  });

  test("not to what lay on the server for a day, nor to what is imported or found again", () => {
    const { receive, arrive, sent } = answering();
    receive({}, { at: now, receivedAt: days(-1.1) });
    arrive(rawMail({}), { quiet: true });
    receive({ subject: "Alt" }, { source: "import", quiet: true });
    expect(sent()).toEqual([]);
  });

  test.each([
    "auto_reply = 'never'",
    "auto_reply = 'always', smtp_host = NULL",
    "auto_reply = 'always', auto_reply_text = ' '",
  ])("not where %s", (settings) => {
    const { receive, sent } = answering(settings);
    receive({});
    expect(sent()).toEqual([]);
  });

  test("braces that a sender writes stay what they are", () => {
    const { receive, sent } = answering();
    receive({ from: "{number}{subject} <x@kunde.ch>" });
    expect(sent()[0]!.text).toContain("Guten Tag {number}{subject}, Ihre");
  });
});

describe("office hours are those of the company's clock", () => {
  const hours = JSON.stringify({
    mon: [
      ["08:00", "12:00"],
      ["13:00", "17:00"],
    ],
    sun: [["00:00", "24:00"]],
  });

  test.each([
    ["a Monday at 8 in winter", "2026-11-23T07:00:00Z", true],
    ["a minute before", "2026-11-23T06:59:00Z", false],
    ["at noon it is over", "2026-11-23T11:00:00Z", false],
    ["a Monday at 8 in summer", "2026-07-06T06:00:00Z", true],
    ["an hour later than that in UTC it would not be 17 yet", "2026-07-06T15:00:00Z", false],
    ["a Tuesday has none", "2026-11-24T09:00:00Z", false],
    ["the hour that is skipped in spring", "2026-03-29T01:30:00Z", true],
    ["the hour that comes twice in autumn", "2026-10-25T00:30:00Z", true],
    ["the last minute of a Sunday", "2026-10-25T22:59:00Z", true],
    ["Monday just after midnight", "2026-10-25T23:00:00Z", false],
  ])("%s", (_, at, open) => {
    expect(isOfficeOpen(hours, new Date(at), "Europe/Zurich")).toBe(open);
  });

  test("outside of them a request is confirmed, inside not", () => {
    const { db, receive, sent } = answering("auto_reply = 'outside-hours'");
    db.run("UPDATE mailboxes SET office_hours = ?", [hours]);
    receive({});
    expect(sent()).toEqual([]);
    receive({ at: minutes(120) }); // noon in Zurich
    expect(sent().length).toBe(1);
  });
});

test("two responders that answer everything, also each other, come to an end", async () => {
  const ours = answering();
  const theirs = anInbox();
  theirs.db.run(
    "UPDATE mailboxes SET address = 'hilfe@anderswo.ch', auto_reply = 'always', auto_reply_text = 'Danke für Ihre Mail.'",
  );
  const other = { ...theirs, sent: () => sentBy(theirs.db) };
  ours.receive({ from: "hilfe@anderswo.ch" });
  const rounds = await pingPong(ours, other, (raw) => raw);
  expect(rounds).toBe(1); // theirs stays silent: ours says that a machine wrote it
});

test("a responder that hides what it is gets one answer a day, whatever it sends", async () => {
  const { db, receive, sent } = answering();
  for (let round = 0; round < 200; round += 1)
    receive({ from: "robo@anderswo.ch", subject: `Automatisch ${round}`, at: minutes(round) });
  expect(sent().length).toBe(1);
  expect(db.query("SELECT count(*) AS n FROM tickets").get()).toEqual({ n: 200 });
});

test("a thousand responders at once are stopped by the breaker, and everything of theirs is kept", () => {
  const { db, receive, sent } = answering();
  for (let n = 0; n < 120; n += 1)
    receive({ from: `robo${n}@anderswo.ch`, subject: `Welle ${n}`, at: minutes(n / 60) });
  expect(sent().length).toBe(50);
  expect(db.query("SELECT count(*) AS n FROM tickets").get()).toEqual({ n: 120 });
  expect(db.query("SELECT count(*) AS n FROM activity WHERE what = 'mailbox.automatic-stopped'").get()).toEqual({
    n: 1,
  });
});

type Side = ReturnType<typeof answering>;

/** Carries each side's new mail to the other, as bytes, until neither has any left. Gives how many went. */
async function pingPong(one: Side, two: Side, strip: (raw: string) => string): Promise<number> {
  let carried = 0;
  for (let from = one, to = two, silent = 0; silent < 2 && carried < 50; [from, to] = [to, from]) {
    const waiting = from.db
      .query<{ id: number; content: string; mail_id: string; automatic: "auto-replied" | null }, []>(
        "UPDATE outgoing_mails SET state = 'accepted' WHERE state = 'queued' RETURNING id, content, mail_id, automatic",
      )
      .all();
    silent = waiting.length === 0 ? silent + 1 : 0;
    for (const { content, mail_id, automatic } of waiting) {
      const mail = { content: JSON.parse(content) as OutgoingContent, mail_id, automatic, install: "test" };
      const raw = await new Response(
        new ReadableStream({
          async start(controller) {
            for await (const chunk of compose({ ...mail, bytesOf: async function* () {} })) controller.enqueue(chunk);
            controller.close();
          },
        }),
      ).text();
      to.arrive(strip(raw));
      carried += 1;
    }
  }
  return carried;
}

test("even when everything that tells a machine is cut off on the way, a pair of them ends", async () => {
  const ours = answering();
  const theirs = anInbox();
  theirs.db.run(
    "UPDATE mailboxes SET address = 'hilfe@anderswo.ch', auto_reply = 'always', auto_reply_text = 'Danke für Ihre Mail.'",
  );
  ours.receive({ from: "hilfe@anderswo.ch" });
  const naked = (raw: string) =>
    raw.replace(
      /^(Auto-Submitted|X-Auto-Response-Suppress|Precedence|X-Loop|In-Reply-To|References|Message-ID):.*\r?\n([ \t].*\r?\n)*/gim,
      "",
    );
  const rounds = await pingPong(ours, { ...theirs, sent: () => sentBy(theirs.db) }, naked);
  expect(rounds).toBe(2);
});

test("two mailboxes of ours that confirm everything do not confirm each other", () => {
  const { db, receive, sent } = answering();
  const other = aMailbox(db, { address: "datenschutz@example.ch", auto_reply: "always", auto_reply_text: "Danke." });
  receive({ from: "datenschutz@example.ch" });
  receiving(db, other).receive({ from: "support@example.ch", to: "datenschutz@example.ch" });
  expect(sent()).toEqual([]);
});
