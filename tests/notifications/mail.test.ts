import { describe, expect, test } from "bun:test";
import "#src/areas.ts";
import { setMailWords } from "#src/inbox/mailbox-telling-store.ts";
import { outgoingJobs } from "#src/inbox/outgoing-jobs.ts";
import { addNote, assignTicket } from "#src/inbox/ticket-actions.ts";
import { parseMail } from "#src/mail/message.ts";
import { allowedFrom, type Habits, usualHabits } from "#src/notifications/habits.ts";
import { mailDueNotifications } from "#src/notifications/mail-actions.ts";
import { readNotification } from "#src/notifications/read-actions.ts";
import { tellNews } from "#src/notifications/tell-actions.ts";
import { setHabits } from "#src/notifications/wish-store.ts";
import { logIn, now } from "../support/browser.ts";
import { minutes } from "../support/inbox.ts";
import { aMailbox, sendingFrom } from "../support/outgoing.ts";
import { headerOf, smtpServer } from "../support/smtp.ts";
import { arrives } from "../support/thread.ts";

const olga = { by: "person:1", at: now };

/** Olga and Mara use support@, which also sends Aktion's mail; Petra has written, and everybody knows that. `pass` lets time go by. */
async function house(habits: Partial<Habits> = {}, script: Parameters<typeof smtpServer>[0] = {}) {
  const server = await smtpServer(script);
  const sending = sendingFrom();
  const { db } = sending;
  logIn(db, "owner");
  logIn(db, "member");
  aMailbox(db, { port: server.port, address: "support@example.ch", sends_notices: 1 });
  for (const person of [1, 2]) db.run("INSERT INTO mailbox_members VALUES (1, ?)", [person]);
  setHabits(db, 2, { ...usualHabits, ...habits });
  arrives(db, { id: "first@brunner.example", subject: "Webmail", text: "Es geht nicht mehr." });
  arrives(db, { id: "second@brunner.example", subject: "Rechnung" });
  tellNews(db, now);
  db.run("DELETE FROM notifications");
  let at = now;
  const pass = async (passing: number) => {
    at = minutes(passing, at);
    tellNews(db, at);
    mailDueNotifications(db, at, "https://aktion.example.ch");
    await sending.deliver(passing);
  };
  const mails = () => server.arrived.map(({ raw }) => ({ raw, ...parseMail(Buffer.from(raw)) }));
  return { ...sending, pass, mails, lines: server.lines };
}

describe("mail of notifications", () => {
  test("a mention comes at once, and says where it is; it is marked as automatic and stands with its ticket", async () => {
    const { db, pass, mails } = await house();
    const note = addNote(db, 1, "@Mara bitte", olga);
    await pass(0);
    const [mail] = mails();
    expect(mail).toMatchObject({ to: [{ address: "mara@example.ch" }], subject: "Anfrage 1: Webmail" });
    expect(mail!.text).toContain("Olga hat Sie erwähnt");
    expect(mail!.text).toContain(`https://aktion.example.ch/inbox/1#m-${note}`);
    expect(mail!.text).toContain("https://aktion.example.ch/notifications/settings");
    expect(headerOf(mail!.raw, "Auto-Submitted")).toBe("auto-generated");
    expect(headerOf(mail!.raw, "List-Unsubscribe")).toBe("<https://aktion.example.ch/notifications/settings>");
    addNote(db, 1, "@Mara nochmals", { ...olga, at: minutes(1) });
    await pass(1);
    const threads = mails().map(({ references, inReplyTo }) => [references, inReplyTo]);
    expect(threads[0]).toEqual(threads[1]!);
    expect(threads[0]![0]).toHaveLength(1);
    expect(new Set(mails().map(({ messageId }) => messageId)).size).toBe(2);
  });

  test("what happens within a quarter of an hour is one mail, ticket by ticket", async () => {
    const { db, pass, mails } = await house();
    assignTicket(db, 1, 2, olga);
    await pass(0);
    await pass(10);
    assignTicket(db, 2, 2, { ...olga, at: minutes(10) });
    await pass(4);
    expect(mails()).toEqual([]);
    await pass(1);
    expect(mails().map(({ subject }) => subject)).toEqual(["2 Mitteilungen"]);
    expect(mails()[0]!.text).toMatch(/Anfrage 1: Webmail \(support\)[\s\S]+Anfrage 2: Rechnung \(support\)/);
    expect(mails()[0]!.references).toEqual([]);
    await pass(60);
    expect(mails()).toHaveLength(1);
  });

  test("mail that may not come at night comes in the morning; the page has it at once", async () => {
    const { db, pass, mails } = await house({ days: "1 2 3 4 5", from_time: "08:00", until_time: "10:00" });
    addNote(db, 1, "@Mara bitte", olga); // 10:00 in Zurich: too late for today
    await pass(60);
    expect(mails()).toEqual([]);
    expect(db.query("SELECT count(*) AS n FROM notifications WHERE person_id = 2").get()).toEqual({ n: 1 });
    await pass(20 * 60);
    expect(mails()).toEqual([]);
    await pass(60); // 08:00 on Tuesday
    expect(mails()).toHaveLength(1);
  });

  test("what was read on the page meanwhile does not come", async () => {
    const { db, pass, mails } = await house();
    assignTicket(db, 1, 2, olga);
    await pass(5);
    readNotification(db, 2, db.query<{ id: number }, []>("SELECT max(id) AS id FROM notifications").get()!.id, now);
    await pass(60);
    expect(mails()).toEqual([]);
  });

  test.each([
    ["left the mailbox", "DELETE FROM mailbox_members WHERE person_id = 2"],
    ["cannot log in any more", "UPDATE people SET disabled_at = '2026-11-23' WHERE id = 2"],
    ["lost the ticket to another mailbox", "UPDATE tickets SET mailbox_id = 2"],
  ])("whoever %s gets nothing, although the mail waited already and was tried once", async (_, sql) => {
    let refuses = true;
    const { db, pass, mails, lines } = await house({}, { rcpt: () => (refuses ? "451 4.3.0 later" : null) });
    aMailbox(db, { port: 1, address: "other@example.ch" });
    addNote(db, 1, "@Mara bitte", olga);
    await pass(0);
    expect(lines.filter((line) => line.startsWith("RCPT"))).toHaveLength(1);
    refuses = false;
    db.run(sql);
    await pass(5);
    expect(mails()).toEqual([]);
    const left = db.query<{ state: string; last_error: string }, []>("SELECT state, last_error FROM outbox_deliveries");
    expect(left.all()).toEqual([{ state: "failed", last_error: "not-wanted" }]);
    expect(db.query("SELECT count(*) AS n FROM outgoing_mails").get()).toEqual({ n: 0 });
  });

  test("what a mail said is forgotten once it has left; its id stays, so that it never leaves twice", async () => {
    const { db, pass, mails } = await house();
    addNote(db, 1, "@Mara bitte", olga);
    await pass(0);
    const kept = () => JSON.stringify(db.query("SELECT content FROM outgoing_mails").all());
    expect(kept()).toContain("Webmail");
    const blobs = () => db.query<{ n: number }, []>("SELECT count(*) AS n FROM blobs").get()!.n;
    const before = blobs();
    for (const job of outgoingJobs(db)) await job.run(now, new AbortController().signal);
    expect([kept(), blobs()]).toEqual(['[{"content":"{}"}]', before - 1]);
    db.run("UPDATE outbox_deliveries SET state = 'waiting', finished_at = NULL");
    await pass(5);
    expect(mails()).toHaveLength(1);
  });

  test("what is tried again leaves, once", async () => {
    let refuses = true;
    const { db, pass, mails } = await house({}, { rcpt: () => (refuses ? "451 4.3.0 later" : null) });
    addNote(db, 1, "@Mara bitte", olga);
    await pass(0);
    refuses = false;
    await pass(5);
    await pass(60);
    expect(mails()).toHaveLength(1);
  });

  test.each([
    ["none", 1, false, false],
    ["subject", 1, true, false],
    ["line", 1, true, true],
    ["line", 0, false, false],
  ] as const)("the mailbox allows %s and the person wants words: %p", async (allows, shows_words, subject, line) => {
    const { db, pass, mails } = await house({ shows_words });
    setMailWords(db, 1, allows);
    assignTicket(db, 1, 2, olga);
    arrives(db, { inReplyTo: "first@brunner.example", subject: "Re: Webmail", text: "Noch immer kaputt." });
    await pass(0);
    await pass(15);
    const { raw, text } = mails()[0]!;
    await pass(15);
    expect([raw.includes("Webmail"), text.includes("Noch immer kaputt.")]).toEqual([subject, line]);
    expect(text).toContain("Anfrage 1");
    const waiting = db.query<{ payload: string }, []>("SELECT payload FROM outbox_deliveries").all();
    expect(JSON.stringify(waiting)).not.toMatch(/Webmail|kaputt/);
  });
});

const at = (wall: string) =>
  new Date(Temporal.PlainDateTime.from(wall).toZonedDateTime("Europe/Zurich").epochMilliseconds);
const office = { days: "1 2 3 4 5", from_time: "08:00", until_time: "18:00" };
const night = { days: "5", from_time: "22:00", until_time: "06:00" };

test.each([
  ["within the hours: at once", office, "2026-11-23T09:00", "2026-11-23T09:00"],
  ["before: when they begin", office, "2026-11-23T07:59", "2026-11-23T08:00"],
  ["at their end: the next day", office, "2026-11-23T18:00", "2026-11-24T08:00"],
  ["on Friday evening: on Monday", office, "2026-11-27T19:00", "2026-11-30T08:00"],
  ["over the change of the clock", office, "2026-10-24T12:00", "2026-10-26T08:00"],
  ["a night goes on after midnight", night, "2026-11-28T03:00", "2026-11-28T03:00"],
  ["and belongs to the day it began", night, "2026-11-27T03:00", "2026-11-27T22:00"],
  ["hours that never are: at once", { ...office, until_time: "08:00" }, "2026-11-23T09:00", "2026-11-23T09:00"],
  ["no hours: at once", { days: null, from_time: null, until_time: null }, "2026-11-28T03:00", "2026-11-28T03:00"],
])("mail may come %s", (_, hours, when, then) => {
  expect(allowedFrom(at(when), hours, "Europe/Zurich").toISOString()).toBe(at(then).toISOString());
});
