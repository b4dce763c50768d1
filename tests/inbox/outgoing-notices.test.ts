import { expect, test } from "bun:test";
import { remindOfDates } from "#src/deletions/dates-actions.ts";
import { planStep, startOffboarding } from "#src/deletions/offboarding-actions.ts";
import { outgoingJobs } from "#src/inbox/outgoing-jobs.ts";
import { parseMail } from "#src/mail/message.ts";
import { deliveryJobs } from "#src/outbox/deliver.ts";
import { queueNotice } from "#src/outbox/notice.ts";
import { findDelivery } from "#src/outbox/store.ts";
import { addSystem } from "#src/services/system-actions.ts";
import { logIn, now } from "../support/browser.ts";
import { done } from "../support/case.ts";
import { stepCalled } from "../support/offboarding.ts";
import { aMailbox, aReply, sendingFrom } from "../support/outgoing.ts";
import { headerOf, smtpServer } from "../support/smtp.ts";

const notice = {
  to: "olga@example.ch",
  subject: "Alarm: Webshop",
  text: "Der Webshop antwortet nicht.",
  key: "alert 1",
  at: now,
};

test("what the program writes by itself waits for a mailbox that sends notices, and leaves once there is one", async () => {
  const { arrived, port } = await smtpServer();
  const house = sendingFrom();
  aMailbox(house.db, { port });
  expect(queueNotice(house.db, notice)).toBe(true);
  expect(queueNotice(house.db, notice)).toBe(false);
  await house.deliver(60);
  expect(arrived).toEqual([]);
  aMailbox(house.db, { port, address: "aktion@beispiel.ch", sends_notices: 1 });
  await house.deliver();
  await house.deliver(60);
  expect(arrived.map(({ from, to }) => [from, to])).toEqual([["", ["olga@example.ch"]]]);
  const mail = parseMail(Buffer.from(arrived[0]!.raw));
  expect(mail).toMatchObject({
    from: [{ name: "Beispiel Support", address: "aktion@beispiel.ch" }],
    subject: "Alarm: Webshop",
    automatic: { is: true },
  });
  expect(headerOf(arrived[0]!.raw, "Auto-Submitted")).toBe("auto-generated");
});

test("a notice can have headers and HTML of its own, and ask for reports", async () => {
  const { arrived, port } = await smtpServer();
  const house = sendingFrom();
  aMailbox(house.db, { port, sends_notices: 1 });
  const headers = {
    "List-Unsubscribe": "<https://status.beispiel.ch/u/abc>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
  queueNotice(house.db, { ...notice, html: "<p>Der Webshop antwortet nicht.</p>", headers, wantsReports: true });
  await house.deliver();
  expect(arrived[0]!.from).toBe("support@beispiel.ch");
  expect(arrived[0]!.parameters.join(" ")).toContain("NOTIFY=FAILURE,DELAY");
  expect(headerOf(arrived[0]!.raw, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
  expect(parseMail(Buffer.from(arrived[0]!.raw)).html).toContain("<p>Der Webshop antwortet nicht.</p>");
});

test("the morning's dates really leave, to each person", async () => {
  const { arrived, port } = await smtpServer();
  const house = sendingFrom();
  logIn(house.db, "member");
  addSystem(house.db, { name: "Slack" }, done);
  startOffboarding(house.db, "slack", done);
  const step = { person: "Mara", due_on: "2026-11-24", note: null };
  planStep(house.db, "slack", stepCalled(house.db, "confirmation").id, step, done);
  aMailbox(house.db, { port, sends_notices: 1 });
  remindOfDates(house.db, now, "https://aktion.example.ch");
  await house.deliver();
  expect(arrived.map(({ to }) => to)).toEqual([["mara@example.ch"]]);
  const mail = parseMail(Buffer.from(arrived[0]!.raw));
  expect(mail.subject).toMatch(/^\d+ Frist(en)?/);
  expect(mail.text).toContain("https://aktion.example.ch/deletions/offboarding/slack#step-");
});

test("an address that is none fails at once and holds up nobody", async () => {
  const { arrived, port } = await smtpServer();
  const house = sendingFrom();
  aMailbox(house.db, { port, sends_notices: 1 });
  queueNotice(house.db, { ...notice, to: "olga", key: "a" });
  queueNotice(house.db, { ...notice, key: "b" });
  await house.deliver();
  expect(arrived).toHaveLength(1);
  expect(findDelivery(house.db, "a")).toMatchObject({ state: "failed", last_error: "no-address" });
});

test("what has waited three days for a mailbox is given up; a paused mailbox waits too", async () => {
  const { arrived, port } = await smtpServer();
  const house = sendingFrom();
  const box = aMailbox(house.db, { port, paused: true });
  queueNotice(house.db, notice);
  const id = house.queue(box);
  await house.deliver(60);
  expect([arrived.length, house.mail(id).state]).toEqual([0, "queued"]);
  const late = new Date(now.getTime() + 73 * 3_600_000);
  await deliveryJobs(house.sending, () => {})[1]!.run(late, new AbortController().signal);
  expect(findDelivery(house.db, notice.key)).toMatchObject({ state: "failed", last_error: "no-mailbox" });
  expect(house.mail(id)).toMatchObject({ state: "failed", answer: "paused" });
});

test("after thirty days nothing of a notice is left, and tickets keep theirs", async () => {
  const { port } = await smtpServer();
  const house = sendingFrom();
  const box = aMailbox(house.db, { port, sends_notices: 1 });
  house.queue(box, {}, { message_id: aReply(house.db, box).message_id });
  queueNotice(house.db, notice);
  await house.deliver();
  const left = () => [
    house.db.query<{ n: number }, []>("SELECT count(*) AS n FROM outgoing_mails").get()!.n,
    house.db.query<{ n: number }, []>("SELECT count(*) AS n FROM blobs").get()!.n,
  ];
  expect(left()).toEqual([2, 2]);
  await outgoingJobs(house.db)[0]!.run(new Date(now.getTime() + 31 * 86_400_000), new AbortController().signal);
  expect(left()).toEqual([1, 1]);
});
