import { expect, test } from "bun:test";
import { noteBounce } from "#src/inbox/bounce.ts";
import type { Report, ReportRecipient } from "#src/mail/report.ts";
import { now } from "../support/browser.ts";
import { aMailbox, aReply, sendingFrom } from "../support/outgoing.ts";
import { smtpServer } from "../support/smtp.ts";

const failed = (given: Partial<ReportRecipient> = {}): ReportRecipient => ({
  address: "anna@kunde.test",
  action: "failed",
  status: "5.1.1",
  diagnostic: "550 5.1.1 no such user",
  ...given,
});

async function sentTo(...addresses: string[]) {
  const { port } = await smtpServer();
  const house = sendingFrom();
  const box = aMailbox(house.db, { port });
  const reply = aReply(house.db, box);
  const to = addresses.map((address) => ({ name: "", address }));
  const id = house.queue(box, { to }, { message_id: reply.message_id });
  await house.deliver();
  house.db.run("INSERT INTO customers (id, created_at) VALUES (1, '2026-01-01')");
  house.db.run("INSERT INTO customer_addresses (address, customer_id) VALUES ('anna@kunde.test', 1)");
  const report = (given: Partial<Report> = {}): Report => ({
    kind: "delivery-status",
    recipients: [failed()],
    originalMessageId: house.mail(id).mail_id,
    envid: null,
    ...given,
  });
  const bounced = () =>
    house.db.query<{ bounced_at: string | null }, []>("SELECT bounced_at FROM customer_addresses").get()!.bounced_at;
  return {
    ...house,
    ...reply,
    id,
    report,
    bounced,
    note: (given: Partial<Report> = {}) => noteBounce(house.db, report(given), now),
  };
}

test("a bounce is written down with the recipient it concerns, once", async () => {
  const { id, note, ticket_id, message_id, recipients, trouble, activity, bounced } = await sentTo(
    "anna@kunde.test",
    "beat@kunde.test",
  );
  expect(note()).toEqual({ outgoing_id: id, message_id, ticket_id, changed: true });
  expect(recipients(id)).toEqual([
    { address: "anna@kunde.test", state: "bounced", status: "5.1.1" },
    { address: "beat@kunde.test", state: "accepted", status: "2.0.0" },
  ]);
  expect([trouble(), bounced(), activity()]).toEqual([1, now.toISOString(), [`mail.bounced ticket:${ticket_id}`]]);
  expect(note()).toMatchObject({ outgoing_id: id, changed: false });
  expect(activity()).toHaveLength(1);
});

test("it is found by our envelope id, by the mail's id in any case, and by the address alone when it is recent", async () => {
  const { id, mail, note, report, db } = await sentTo("anna@kunde.test");
  const mailId = mail(id).mail_id;
  expect(note({ originalMessageId: null, envid: mailId })).toMatchObject({ outgoing_id: id });
  expect(note({ originalMessageId: mailId.toUpperCase() })).toMatchObject({ outgoing_id: id });
  expect(note({ originalMessageId: "fremd@kunde.test" })).toBeNull();
  expect(note({ originalMessageId: null })).toMatchObject({ outgoing_id: id });
  expect(note({ originalMessageId: null, recipients: [failed({ address: "nie@kunde.test" })] })).toBeNull();
  const late = new Date(now.getTime() + 8 * 86_400_000);
  expect(noteBounce(db, report({ originalMessageId: null }), late)).toBeNull();
});

test("a delay is no bounce, a bounce after it is, and a delay after a bounce changes nothing", async () => {
  const { id, note, recipients, bounced } = await sentTo("anna@kunde.test");
  const delayed = failed({ action: "delayed", status: "4.4.1", diagnostic: "connection timed out" });
  note({ recipients: [delayed] });
  expect([recipients(id)[0]!.state, bounced()]).toEqual(["delayed", null]);
  note();
  expect(recipients(id)[0]!.state).toBe("bounced");
  expect(note({ recipients: [delayed] })).toMatchObject({ changed: false });
});

test("a full mailbox or a refused content does not mark the address as gone", async () => {
  for (const status of ["5.2.2", "5.7.1"]) {
    const { note, bounced } = await sentTo("anna@kunde.test");
    expect(note({ recipients: [failed({ status })] })).toMatchObject({ changed: true });
    expect(bounced()).toBeNull();
  }
});

test("with one recipient it is about them, even where the address was forwarded or is not said", async () => {
  const forwarded = await sentTo("anna@kunde.test");
  forwarded.note({ recipients: [failed({ address: "anna.neu@anders.test" })] });
  expect(forwarded.recipients(forwarded.id)[0]!.state).toBe("bounced");
  const unsaid = await sentTo("anna@kunde.test");
  unsaid.note({ recipients: [] });
  expect(unsaid.recipients(unsaid.id)[0]!.state).toBe("bounced");
  const two = await sentTo("anna@kunde.test", "beat@kunde.test");
  expect(two.note({ recipients: [failed({ address: "anna.neu@anders.test" })] })).toMatchObject({ changed: false });
});

test("a receipt is linked and changes nothing", async () => {
  const { id, note, recipients } = await sentTo("anna@kunde.test");
  expect(note({ kind: "disposition", recipients: [] })).toMatchObject({ outgoing_id: id, changed: false });
  expect(recipients(id)[0]!.state).toBe("accepted");
});
