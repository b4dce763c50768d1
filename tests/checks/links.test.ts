import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { agendaOn } from "#src/round/agenda.ts";
import { findSystem } from "#src/services/store.ts";
import { reportOldData } from "#src/services/system-actions.ts";
import { now, visit } from "../support/browser.ts";
import { aService, done, today } from "../support/case.ts";
import { httpCheck, key, observing, someCheck, webServer } from "../support/checks.ts";
import { four, send } from "../support/evidence.ts";

const slack = (db: Database) => {
  aService(db, { name: "Chat", from: "Slack", to: "Talk", stage: "live" });
  reportOldData(db, "slack", { state: "deleted", proof_note: null, ...today } as never, done);
};

test("the page of a system whose data is deleted offers to check that it is gone, and to look for traces", async () => {
  const aktion = visit({ prepare: slack, secretsKey: key });
  const page = await aktion.page("/services/systems/slack");
  expect(page).toContain("Prüfen, ob es weg ist");
  expect(page).toContain("Nach Spuren suchen");
  expect(page).toContain('name="old" value="slack"');
  const form = await aktion.page("/checks/new?kind=trace&system=slack&old=slack&name=Slack");
  expect(form).toMatch(/<option value="slack" selected/);
});

test("a service shows how its replacement is", async () => {
  const server = webServer(() => new Response("", { status: 500 }));
  const watch = observing({
    prepare(db) {
      slack(db);
      httpCheck(db, server.url, now, { name: "Talk", system: "talk" });
    },
  });
  await watch.pass(40);
  const aktion = visit({ at: watch.clock, secretsKey: key, db: watch.db });
  for (const path of ["/services/chat", "/services/systems/talk"])
    expect(await aktion.page(path)).toContain("gestört seit 10:00");
});

test("what is gone becomes evidence of the deletion, with its date and what was seen", async () => {
  const server = webServer(() => new Response("no such workspace", { status: 404 }));
  const watch = observing({
    prepare(db) {
      slack(db);
      someCheck(db, "gone", { url: server.url }, now, { name: "Slack ist weg", system: "slack", every_s: 60 });
    },
  });
  await watch.pass(70);
  const aktion = visit({ at: watch.clock, secretsKey: key, db: watch.db });
  await send(aktion, "/deletions", four, []);
  expect(await aktion.page("/checks/slack-ist-weg")).toContain("Als Beleg der Löschung ablegen");
  const filed = await aktion.post("/checks/slack-ist-weg/evidence");
  expect([filed.status, filed.headers.get("location")]).toEqual([303, "/deletions/1"]);
  const files = watch.db.query("SELECT name, supports, record_id FROM evidence_files").all();
  expect(files).toEqual([{ name: "gone-2026-11-23-slack-ist-weg.txt", supports: "deletion", record_id: 1 }]);
  expect(await aktion.page("/deletions/1")).toContain("gone-2026-11-23-slack-ist-weg.txt");
});

test("what still answers is no evidence", async () => {
  const server = webServer(() => new Response("welcome back"));
  const watch = observing({
    prepare(db) {
      slack(db);
      someCheck(db, "gone", { url: server.url }, now, { name: "Slack", system: "slack" });
    },
  });
  await watch.pass(60);
  const aktion = visit({ at: watch.clock, secretsKey: key, db: watch.db });
  expect((await aktion.post("/checks/slack/evidence")).status).toBe(409);
  expect(findSystem(watch.db, "slack")).not.toBeNull();
});

test("the round speaks of what fell this week, with its service", async () => {
  const server = webServer();
  const watch = observing({
    prepare(db) {
      slack(db);
      httpCheck(db, server.url, now, { name: "Talk", service: "chat" });
    },
  });
  await watch.pass(30);
  server.answer = () => new Response("", { status: 500 });
  await watch.pass(60);
  server.answer = () => new Response("well");
  await watch.pass(60);
  const item = agendaOn(watch.db, null, "2026-11-23").find(({ subject }) => subject === "service:chat")!;
  expect(item.points.map(({ text }) => text.de)).toContainEqual(
    expect.stringMatching(/^Talk war einmal gestört, zusammen 1 Min\.$/),
  );
});
