import { expect, test } from "bun:test";
import { noteBounce } from "#src/inbox/bounce.ts";
import { mailChannel } from "#src/inbox/mail-channel.ts";
import { deliverDue } from "#src/outbox/deliver.ts";
import { updateIncident } from "#src/status/notice-actions.ts";
import { quarantine } from "#src/status/subscriber-actions.ts";
import { countSubscribers } from "#src/status/subscriber-store.ts";
import { now, visit } from "../support/browser.ts";
import { secretsKey } from "../support/outgoing.ts";
import { smtpServer } from "../support/smtp.ts";
import {
  aComponent,
  aMaintenance,
  anIncident,
  aSubscriber,
  done,
  later,
  mailReady,
  queued,
  spread,
} from "../support/status.ts";

const stranger = (at: () => Date = () => now) => visit({ as: "nobody", prepare: (db) => mailReady(db), at });
test("each update goes once to each who wants it and was there when it was said", async () => {
  const { db } = stranger();
  const mail = aComponent(db, "E-Mail");
  const web = aComponent(db, "Web");
  const all = aSubscriber(db, "alle@kunde.ch");
  const some = aSubscriber(db, "mail@kunde.ch", { components: [mail], language: "en" });
  aSubscriber(db, "web@kunde.ch", { components: [web] });
  aSubscriber(db, "unbestaetigt@kunde.ch", { confirmed: false });
  const id = anIncident(db, { impacts: [[mail, "down"]], tells: true });
  aSubscriber(db, "spaeter@kunde.ch", { at: later(5) });
  await spread(db, later(6));
  await spread(db, later(7));
  expect(queued(db).map(({ to }) => to)).toEqual(["alle@kunde.ch", "mail@kunde.ch"]);
  expect(queued(db)[1]!.text).toContain("Since 23.11.2026, 10:00 (Europe/Zurich)");
  expect(queued(db)[0]!.headers).toMatchObject({
    "List-Unsubscribe": `<https://status.beispiel.ch/status/unsubscribe/${all.secret}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
  expect(queued(db)[1]!.text).toContain(`/status/subscription/${some.secret}`);
  // Whoever was told of the beginning is told of the end, though nothing is affected any more.
  updateIncident(
    db,
    id,
    { state: "resolved", text: "Behoben.", text_en: null, impacts: [{ component_id: mail, impact: "none" }], tells: 1 },
    done(later(30)),
  );
  await spread(db, later(31));
  expect(
    queued(db)
      .slice(2)
      .map(({ to }) => to),
  ).toEqual(["alle@kunde.ch", "mail@kunde.ch", "spaeter@kunde.ch"]);
});

test("of hundreds, each has it once, also when it is interrupted after every batch", async () => {
  const { db } = stranger();
  for (let n = 0; n < 390; n += 1) aSubscriber(db, `p${n}@kunde.ch`);
  anIncident(db, { tells: true });
  for (let n = 0; n < 3; n += 1) {
    const stop = new AbortController();
    setImmediate(() => stop.abort());
    const { fanOut } = await import("#src/status/fanout.ts");
    await fanOut({ db, base: () => "https://status.beispiel.ch", clock: () => now }, stop.signal);
  }
  expect(queued(db).length).toBe(75);
  await spread(db);
  const receivers = queued(db).map(({ to }) => to);
  expect([receivers.length, new Set(receivers).size]).toEqual([390, 390]);
});

test("whoever leaves while it waits gets nothing; neither does whose turn comes after they left", async () => {
  const server = await smtpServer();
  const site = visit({ as: "nobody", prepare: (data) => mailReady(data, server.port) });
  const { db } = site;
  const early = aSubscriber(db, "frueh@kunde.ch");
  const late = aSubscriber(db, "spaet@kunde.ch");
  aSubscriber(db, "bleibt@kunde.ch");
  anIncident(db, { tells: true });
  await spread(db);
  await site.post(`/status/unsubscribe/${early.secret}`);
  expect(queued(db).map(({ to }) => to)).toEqual(["spaet@kunde.ch", "bleibt@kunde.ch"]);
  db.run("DELETE FROM subscribers WHERE id = ?", [late.id]); // as if it were taken up in that moment
  const channel = mailChannel({ db, clock: () => now, secretsKey, wasAccepted: async () => "no" });
  await deliverDue({ db, channels: [channel], clock: () => now }, new AbortController().signal);
  channel.close();
  expect(server.arrived.map(({ to }) => to)).toEqual([["bleibt@kunde.ch"]]);
});

test("an address that does not exist is put into quarantine, and gets nothing until somebody says so", async () => {
  const server = await smtpServer({ rcpt: (address) => (address.includes("weg@") ? "550 5.1.1 no such user" : null) });
  const site = visit({ as: "member", prepare: (data) => mailReady(data, server.port) });
  const { db } = site;
  aSubscriber(db, "weg@kunde.ch");
  aSubscriber(db, "da@kunde.ch");
  const id = anIncident(db, { tells: true });
  await spread(db);
  const channel = mailChannel({ db, clock: () => now, secretsKey, wasAccepted: async () => "no" });
  await deliverDue({ db, channels: [channel], clock: () => now }, new AbortController().signal);
  expect(countSubscribers(db)).toEqual({ reached: 1, unconfirmed: 0, quarantined: 1 });
  expect(await site.page(`/status/manage/notices/${id}/deliveries`)).toContain("no such user");
  expect(await site.page("/status/manage/subscribers")).toContain("in Quarantäne: ");
  updateIncident(
    db,
    id,
    { state: "identified", text: "Gefunden.", text_en: null, impacts: [], tells: 1 },
    done(later(1)),
  );
  await spread(db, later(1));
  expect(queued(db).map(({ to }) => to)).toEqual(["weg@kunde.ch", "da@kunde.ch", "da@kunde.ch"]);
  await site.post("/status/manage/subscribers/1/release");
  expect(countSubscribers(db).reached).toBe(2);
  expect(quarantine(db, "niemand@kunde.ch", "550", now)).toBe(false);
  channel.close();
});

test("maintenance is announced, reminded of, begun and ended, each once", async () => {
  const { db } = stranger();
  aSubscriber(db, "anna@kunde.ch");
  const begins = new Date("2026-11-27T21:00:00.000Z");
  aMaintenance(db, {
    begins_at: begins.toISOString(),
    ends_at: later(90, begins).toISOString(),
    reminder_min: "1440 60",
    tells: true,
  });
  const { keepPlans } = await import("#src/status/maintenance-jobs.ts");
  for (let minutes = -3 * 1440; minutes <= 180; minutes += 7) {
    keepPlans(db, later(minutes, begins));
    await spread(db, later(minutes, begins));
  }
  expect(queued(db).map(({ subject }) => /\((.*)\)/.exec(subject)![1])).toEqual([
    "Geplant",
    "Erinnerung",
    "Erinnerung",
    "Hat begonnen",
    "Abgeschlossen",
  ]);
});

test("a mail that comes back days later puts its address into quarantine too", async () => {
  const server = await smtpServer();
  const { db } = visit({ as: "nobody", prepare: (data) => mailReady(data, server.port) });
  aSubscriber(db, "weg@kunde.ch");
  anIncident(db, { tells: true });
  await spread(db);
  const channel = mailChannel({ db, clock: () => now, secretsKey, wasAccepted: async () => "no" });
  await deliverDue({ db, channels: [channel], clock: () => now }, new AbortController().signal);
  channel.close();
  const { mail_id } = db.query<{ mail_id: string }, []>("SELECT mail_id FROM outgoing_mails").get()!;
  const word = { address: "weg@kunde.ch", action: "failed" as const, status: "5.1.1", diagnostic: "550 5.1.1 unknown" };
  const report = { kind: "delivery-status" as const, envid: mail_id, originalMessageId: null, recipients: [word] };
  noteBounce(db, report as Parameters<typeof noteBounce>[1], later(2880));
  expect(countSubscribers(db)).toEqual({ reached: 0, unconfirmed: 0, quarantined: 1 });
});
