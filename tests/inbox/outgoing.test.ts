import { expect, test } from "bun:test";
import { replyAddressFor } from "#src/inbox/mail-ids.ts";
import { undoMail } from "#src/inbox/outgoing.ts";
import { findSendingTrouble } from "#src/inbox/sending-store.ts";
import { partsOf } from "#src/storage/blobs.ts";
import { now } from "../support/browser.ts";
import { aMailbox, aReply, sendingFrom } from "../support/outgoing.ts";
import { type Break, headerOf, smtpServer } from "../support/smtp.ts";

const raw = (parts: Iterable<Uint8Array>) => Buffer.concat([...parts]).toString();

test("a reply leaves once its undo window is over, with the id and the bytes that were fixed", async () => {
  const { arrived, port } = await smtpServer();
  const house = sendingFrom();
  const box = aMailbox(house.db, { port });
  const { message_id } = aReply(house.db, box);
  const id = house.queue(box, {}, { undo_s: 15, message_id });
  await house.deliver();
  expect([arrived.length, house.mail(id).state]).toEqual([0, "queued"]);
  await house.deliver(0.25);
  const mail = house.mail(id);
  expect(mail).toMatchObject({
    state: "accepted",
    answer: "250 2.0.0 queued as 1",
    accepted_at: "2026-11-23T09:00:15.000Z",
  });
  expect(house.recipients(id)).toEqual([{ address: "anna@kunde.test", state: "accepted", status: "2.0.0" }]);
  expect(arrived[0]!.raw).toBe(raw(partsOf(house.db, mail.blob_id!)));
  expect(headerOf(arrived[0]!.raw, "Message-ID")).toBe(`<${mail.mail_id}>`);
  expect(arrived[0]).toMatchObject({ from: "support@beispiel.ch", to: ["anna@kunde.test"] });
  expect(house.db.query("SELECT raw_blob_id, size FROM messages WHERE id = ?").get(message_id)).toEqual({
    raw_blob_id: mail.blob_id,
    size: arrived[0]!.raw.length,
  });
  await house.deliver(60);
  expect(arrived).toHaveLength(1);
});

test("what is taken back in time never leaves, and what has left is not taken back", async () => {
  const { arrived, port } = await smtpServer();
  const house = sendingFrom();
  const box = aMailbox(house.db, { port });
  const [early, late] = [house.queue(box, {}, { undo_s: 15 }), house.queue(box)];
  expect(undoMail(house.db, early, now)).toBe(true);
  expect(undoMail(house.db, early, now)).toBe(false);
  await house.deliver(1);
  expect(arrived).toHaveLength(1);
  expect(undoMail(house.db, late, now)).toBe(false);
  expect([house.mail(early).state, house.mail(late).state]).toEqual(["undone", "accepted"]);
});

test("a recipient that is refused for now is tried again alone, one that is refused for good is told, and the rest have their mail", async () => {
  let busy = true;
  const rcpt = (address: string) =>
    address.startsWith("weg")
      ? "550 5.1.1 no such user"
      : address.startsWith("voll") && busy
        ? "452 4.2.2 mailbox full"
        : null;
  const { arrived, port } = await smtpServer({ rcpt });
  const house = sendingFrom();
  const box = aMailbox(house.db, { port });
  const { ticket_id, message_id } = aReply(house.db, box);
  const to = ["anna@kunde.test", "voll@kunde.test", "weg@kunde.test"].map((address) => ({ name: "", address }));
  const id = house.queue(box, { to, html: "<p>Danke.</p>" }, { message_id });
  await house.deliver();
  expect(house.recipients(id)).toEqual([
    { address: "anna@kunde.test", state: "accepted", status: "2.0.0" },
    { address: "voll@kunde.test", state: "queued", status: "4.2.2" },
    { address: "weg@kunde.test", state: "refused", status: "5.1.1" },
  ]);
  expect([house.trouble(), house.activity()]).toEqual([1, [`mail.refused ticket:${ticket_id}`]]);
  busy = false;
  await house.deliver(1);
  expect(arrived.map(({ to: recipients }) => recipients)).toEqual([["anna@kunde.test"], ["voll@kunde.test"]]);
  expect(arrived[0]!.raw).toBe(arrived[1]!.raw);
  expect(house.mail(id).state).toBe("accepted");
  expect(house.activity()).toHaveLength(1);
});

test("what is refused by everybody fails at once and says so on its ticket", async () => {
  const { port } = await smtpServer({ dot: () => "554 5.7.1 looks like spam" });
  const house = sendingFrom();
  const box = aMailbox(house.db, { port });
  const { ticket_id, message_id } = aReply(house.db, box);
  const id = house.queue(box, {}, { message_id });
  await house.deliver();
  expect(house.mail(id)).toMatchObject({ state: "failed", answer: "554 5.7.1 looks like spam" });
  expect([house.trouble(), house.activity()]).toEqual([1, [`mail.refused ticket:${ticket_id}`]]);
});

test("a server that is away is tried after 1, 5, 15, 60 minutes and so on for three days, then it is told", async () => {
  let answers = 0;
  const { port, arrived } = await smtpServer({ mail: () => (++answers ? "451 4.3.0 try later" : null) });
  const house = sendingFrom();
  const box = aMailbox(house.db, { port });
  const { ticket_id, message_id } = aReply(house.db, box);
  const id = house.queue(box, {}, { message_id });
  await house.deliver();
  for (const minutes of [1, 5, 15, 60, 120, 240]) {
    const before = answers;
    await house.deliver(minutes - 0.1);
    expect(answers).toBe(before);
    await house.deliver(0.1);
    expect(answers).toBe(before + 1);
  }
  expect(house.trouble()).toBe(0);
  for (let hours = 0; hours < 72; hours += 8) await house.deliver(480);
  expect(house.mail(id)).toMatchObject({ state: "failed", answer: "451 4.3.0 try later" });
  expect(house.recipients(id)).toMatchObject([{ state: "refused" }]);
  expect([house.trouble(), house.activity()]).toEqual([1, [`mail.given-up ticket:${ticket_id}`]]);
  expect(arrived).toEqual([]);
});

const points: [Break, { looked: number; arrived: number }][] = [
  ["before MAIL", { looked: 0, arrived: 1 }],
  ["after RCPT", { looked: 0, arrived: 1 }],
  ["in DATA", { looked: 1, arrived: 1 }],
  ["after the dot", { looked: 1, arrived: 1 }],
  ["after 250", { looked: 0, arrived: 1 }],
  ["in QUIT", { looked: 0, arrived: 1 }],
];

test.each(points)("K13: broken off %s, the mail arrives once", async (at, { looked, arrived: count }) => {
  const server = await smtpServer({ breaks: { at, times: 1 } });
  const sent = (mailId: string) => server.arrived.some(({ raw: bytes }) => bytes.includes(`<${mailId}>`));
  let looks = 0;
  const house = sendingFrom({ wasAccepted: async ({ mail_id }) => (++looks && sent(mail_id) ? "yes" : "no") });
  const box = aMailbox(house.db, { port: server.port });
  const id = house.queue(box);
  await house.deliver();
  await house.deliver(1);
  expect([looks, server.arrived.length, house.mail(id).state]).toEqual([looked, count, "accepted"]);
  expect(house.mail(id).resent_at !== null).toBe(at === "in DATA");
});

test("where nobody can tell whether it arrived, it is sent once more with the same id, and that is shown", async () => {
  const server = await smtpServer({ breaks: { at: "after the dot", times: 9 } });
  const house = sendingFrom();
  const box = aMailbox(house.db, { port: server.port });
  const { ticket_id, message_id } = aReply(house.db, box);
  const id = house.queue(box, {}, { message_id });
  await house.deliver();
  expect(house.mail(id).state).toBe("unknown");
  await house.deliver(1);
  expect(house.mail(id)).toMatchObject({ state: "unknown", resent_at: "2026-11-23T09:01:00.000Z" });
  for (let hours = 0; hours < 80; hours += 8) await house.deliver(480);
  const ids = server.arrived.map(({ raw: bytes }) => headerOf(bytes, "Message-ID"));
  expect(ids).toEqual([`<${house.mail(id).mail_id}>`, `<${house.mail(id).mail_id}>`]);
  expect(house.mail(id).state).toBe("unknown");
  expect(house.trouble()).toBe(1);
  expect(house.activity()).toEqual(
    ["mail.unknown", "mail.sent-again", "mail.unknown", "mail.given-up"].map((what) => `${what} ticket:${ticket_id}`),
  );
});

test("while it cannot be looked at, it is not sent again, for an hour at least", async () => {
  const server = await smtpServer({ breaks: { at: "after the dot", times: 1 } });
  const house = sendingFrom({ wasAccepted: async () => "cannot-tell" });
  const id = house.queue(aMailbox(house.db, { port: server.port }));
  await house.deliver();
  for (const minutes of [1, 5, 15]) await house.deliver(minutes);
  expect([server.arrived.length, house.mail(id).looked_up]).toEqual([1, 3]);
  await house.deliver(60);
  expect([server.arrived.length, house.mail(id).state]).toEqual([2, "accepted"]);
});

test("one dead server holds up no other mailbox, and its trouble is known until the next mail is taken", async () => {
  const dead = await smtpServer({ mail: () => "" });
  const well = await smtpServer();
  const house = sendingFrom({ patience: { connect_ms: 200, command_ms: 200, answer_ms: 200, stopping_ms: 20 } });
  const slow = aMailbox(house.db, { port: dead.port, address: "slow@beispiel.ch" });
  const quick = aMailbox(house.db, { port: well.port });
  for (let n = 0; n < 5; n += 1) house.queue(slow);
  const id = house.queue(quick);
  const delivering = house.deliver();
  while (house.mail(id).state !== "accepted") await Bun.sleep(1);
  expect(findSendingTrouble(house.db, slow)).toBeNull();
  await delivering;
  expect(findSendingTrouble(house.db, slow)).toMatchObject({ trouble: "timeout", trouble_since: now.toISOString() });
  house.db.run("UPDATE mailboxes SET smtp_port = ? WHERE id = ?", [well.port, slow]);
  await house.deliver(1);
  expect(findSendingTrouble(house.db, slow)).toMatchObject({ trouble: null, trouble_since: null });
  expect(well.arrived).toHaveLength(6);
});

test("a password is opened with the key, and one that cannot be opened is told, not guessed", async () => {
  const server = await smtpServer({ extensions: ["AUTH PLAIN"], logIn: { user: "anna", password: "geheim" } });
  const house = sendingFrom();
  const box = aMailbox(house.db, { port: server.port });
  house.seal(box, "geheim");
  house.queue(box);
  await house.deliver();
  expect(server.arrived).toHaveLength(1);
  house.db.run("UPDATE mailboxes SET smtp_secret = 'v1.kaputt'");
  house.queue(box);
  await house.deliver();
  expect(findSendingTrouble(house.db, box)).toMatchObject({ trouble: "secret-unreadable" });
});

test("stopped before the mail's end, it leaves right after the next start without a look", async () => {
  const server = await smtpServer();
  let looks = 0;
  const house = sendingFrom({ wasAccepted: async () => (++looks ? "no" : "yes") });
  const id = house.queue(aMailbox(house.db, { port: server.port }));
  const stopping = new AbortController();
  const delivering = house.deliver(0, stopping.signal);
  stopping.abort();
  await delivering;
  expect([server.arrived.length, house.mail(id).state]).toEqual([0, "queued"]);
  await house.deliver();
  expect([server.arrived.length, looks]).toEqual([1, 0]);
});

test("an answer can come back to the ticket's own address", () => {
  const { db } = sendingFrom();
  expect(replyAddressFor(db, { ticket_id: 12, address: "support@beispiel.ch" })).toMatch(
    /^support\+t-12-[0-9a-f]{16}@beispiel\.ch$/,
  );
});
