import { expect, test } from "bun:test";
import { tellWaiting } from "#src/inbox/waiting-actions.ts";
import { days } from "../support/inbox.ts";
import { aMailbox, arrives, replyForm, withMail } from "../support/thread.ts";

const kinds = [
  ...["ticket.created", "ticket.message", "ticket.state", "ticket.assigned"],
  ...["ticket.late", "ticket.changed"],
];

/** A webhook that wants everything, and may hear of one mailbox; a second mailbox of which it may not. */
async function withWebhook() {
  const site = withMail();
  aMailbox(site.db, { slug: "datenschutz", name: "Datenschutz" });
  const wanted = new URLSearchParams([
    ["address", "https://chat.example.ch/h"],
    ...kinds.map((kind) => ["kinds", kind]),
  ]);
  await site.post("/settings/webhooks", wanted);
  await site.post(
    "/settings/mailboxes/support/access",
    new URLSearchParams([
      ["people", "1"],
      ["people", "2"],
      ["webhooks", "1"],
    ]),
  );
  return site;
}

type Row = { subject_key: string; payload: string; state: string; due_at: string };
const told = ({ db }: Awaited<ReturnType<typeof withWebhook>>) =>
  db
    .query<Row, []>(
      "SELECT subject_key, payload, state, due_at FROM outbox_deliveries WHERE channel = 'webhook' ORDER BY id",
    )
    .all()
    .map(({ payload, ...row }) => ({ ...row, payload: JSON.parse(payload) as { kind: string } }));

test("what happens to a ticket is told, without a word of what was written or an address of anybody", async () => {
  const site = await withWebhook();
  arrives(site.db, { subject: "Geheimer Betreff", text: "Geheimer Text", from: "Anna <anna@example.org>" });
  await site.post("/inbox/2/assignee", { person: "2" });
  await site.post("/inbox/2/state", { state: "closed" });
  await site.post("/inbox/2/notes", { text: "Geheime Notiz" });
  arrives(site.db, { subject: "Re: Geheimer Betreff", from: "anna@example.org", id: "x@y", text: "noch etwas" });
  const news = told(site);
  expect(news.map(({ payload }) => payload.kind)).toEqual([
    "ticket.created",
    "ticket.message",
    "ticket.assigned",
    "ticket.state",
    "ticket.message",
    "ticket.created",
    "ticket.message",
  ]);
  expect(news[0]!.payload).toMatchObject({
    ticket: { id: 2, state: "open", assignee: null, mailbox: "support" },
    message: { id: 2, kind: "in" },
  });
  expect(JSON.stringify(news)).not.toMatch(/geheim|anna/i);
});

test("what changes beside, and that a ticket waits too long, is told too, without words", async () => {
  const site = await withWebhook();
  arrives(site.db, { subject: "Geheim" });
  await site.post("/inbox/1/merge", { into: "2" });
  await site.post("/inbox/2/snooze", { until: "tomorrow" });
  arrives(site.db, { subject: "Wartet" });
  const before = told(site).length;
  for (const at of [days(1), days(2)]) tellWaiting(site.db, at);
  const all = told(site).map(({ payload }) => payload) as { kind: string; change?: string }[];
  expect(all.flatMap(({ change }) => change ?? [])).toEqual(["merged", "snoozed"]);
  expect(all.slice(before)).toMatchObject([{ kind: "ticket.late", ticket: { id: 3 } }]);
  expect(JSON.stringify(all)).not.toMatch(/geheim|wartet/i);
});

test("a mailbox that was not given to a webhook is never told of", async () => {
  const site = await withWebhook();
  const { ticket_id } = arrives(site.db, { to: "datenschutz@example.ch" }, { mailbox: 2 });
  await site.post(`/inbox/${ticket_id}/state`, { state: "closed" });
  expect(told(site)).toEqual([]);
});

test("an answer is told once it can no longer be taken back, and never when it was", async () => {
  const site = await withWebhook();
  await site.post(`${site.ticket}/replies`, await replyForm(site));
  const sent = told(site).find(({ payload }) => payload.kind === "ticket.message")!;
  expect(sent.due_at).toBe("2026-11-23T09:00:15.000Z");
  await site.post(`${site.ticket}/messages/2/undo`);
  expect(told(site).filter(({ payload, state }) => payload.kind === "ticket.message" && state === "waiting")).toEqual(
    [],
  );
});
