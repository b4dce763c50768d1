import { expect, test } from "bun:test";
import { gateAutomatic } from "#src/inbox/automatic-gate.ts";
import { outgoingJobs } from "#src/inbox/outgoing-jobs.ts";
import { findSendingTrouble } from "#src/inbox/sending-store.ts";
import { now } from "../support/browser.ts";
import { aMailbox, sendingFrom } from "../support/outgoing.ts";

function gate() {
  const house = sendingFrom();
  const box = aMailbox(house.db, { port: 25 });
  let at = now;
  return {
    ...house,
    box,
    after: (minutes: number) => {
      at = new Date(at.getTime() + minutes * 60_000);
      return at;
    },
    ask: (address = "anna@kunde.test", ticket_id: number | null = 1, kind = "auto-reply") =>
      gateAutomatic(house.db, { mailbox_id: box, address, ticket_id, kind, at }),
  };
}

test("one auto-reply for a ticket, and one a day", () => {
  const { ask, after } = gate();
  expect([ask(), ask(), ask("anna@kunde.test", 2), ask("ANNA@kunde.test", 2)]).toEqual([
    "send",
    "held:ticket",
    "held:day",
    "held:day",
  ]);
  after(24 * 60 + 1);
  expect([ask(), ask("anna@kunde.test", 2), ask("beat@kunde.test", 2)]).toEqual(["held:ticket", "send", "send"]);
});

test("ten of any kind to one address in an hour, thirty in a day", () => {
  const { ask, after } = gate();
  const asked = (times: number) =>
    Array.from({ length: times }, () => ask("anna@kunde.test", null, "survey")).filter((one) => one === "send").length;
  expect(asked(20)).toBe(10);
  after(61);
  expect(asked(20)).toBe(10);
  after(61);
  expect(asked(20)).toBe(10);
  after(61);
  expect(asked(20)).toBe(0);
  expect(ask("anna@kunde.test", 5)).toBe("held:ladder");
  after(24 * 60);
  expect(asked(20)).toBe(10);
});

test.each([
  ["mailer-daemon@kunde.test", "held:machine"],
  ["Postmaster@kunde.test", "held:machine"],
  ["noreply@kunde.test", "held:machine"],
  ["no-reply+123@kunde.test", "held:machine"],
  ["do-not-reply@kunde.test", "held:machine"],
  ["bounces+anna@kunde.test", "held:machine"],
  ["", "held:machine"],
  ["support@beispiel.ch", "held:own-address"],
  ["support+t-12-0123456789abcdef@beispiel.ch", "held:own-address"],
  ["gesperrt@kunde.test", "held:blocked"],
  ["notar@kunde.test", "send"],
  ["norbert@kunde.test", "send"],
])("to %p: %s", (address, expected) => {
  const { db, ask } = gate();
  db.run("INSERT INTO customers (id, blocked_at, created_at) VALUES (1, '2026-01-01', '2026-01-01')");
  db.run("INSERT INTO customer_addresses (address, customer_id) VALUES ('gesperrt@kunde.test', 1)");
  expect(ask(address)).toBe(expected as "send");
});

test("more than fifty from one mailbox in ten minutes stop all of it for an hour, and that is told", () => {
  const { db, box, ask, after, activity } = gate();
  const ways = Array.from({ length: 53 }, (_, n) => ask(`a${n}@kunde.test`, n));
  expect(ways.filter((way) => way === "send")).toHaveLength(50);
  expect(ways.slice(50)).toEqual(["held:breaker", "held:stopped", "held:stopped"]);
  expect(findSendingTrouble(db, box)).toMatchObject({ automatic_until: "2026-11-23T10:00:00.000Z" });
  expect(activity()).toEqual([`mailbox.automatic-stopped mailbox:${box}`]);
  const other = aMailbox(db, { port: 25, address: "zweite@beispiel.ch" });
  expect(
    gateAutomatic(db, { mailbox_id: other, address: "x@kunde.test", ticket_id: 99, kind: "auto-reply", at: now }),
  ).toBe("send");
  after(59);
  expect(ask("b@kunde.test", 100)).toBe("held:stopped");
  after(2);
  expect(ask("b@kunde.test", 100)).toBe("send");
});

test("addresses are not kept readable, and no longer than the rules look back", async () => {
  const { db, ask } = gate();
  ask();
  ask("beat@kunde.test", null, "survey");
  const kept = () => db.query<{ address: string }, []>("SELECT address FROM automatic_sends").all();
  expect(kept().some(({ address }) => address.includes("@"))).toBe(false);
  const clear = outgoingJobs(db)[0]!;
  await clear.run(new Date(now.getTime() + 3 * 86_400_000), new AbortController().signal);
  expect(kept()).toHaveLength(1);
  await clear.run(new Date(now.getTime() + 91 * 86_400_000), new AbortController().signal);
  expect(kept()).toEqual([]);
});
