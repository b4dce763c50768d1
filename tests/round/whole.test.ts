import { expect, test } from "bun:test";
import { agendaOn } from "#src/round/agenda.ts";
import { reportOldData } from "#src/services/system-actions.ts";
import { updateIncident } from "#src/status/notice-actions.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { aService, done, today } from "../support/case.ts";
import { httpCheck, key } from "../support/checks.ts";
import { aComponent, anIncident, later } from "../support/status.ts";
import { aMailbox, arrives } from "../support/thread.ts";

const days = (n: number) => new Date(now.getTime() - n * 86_400_000).toISOString();

/** Two mailboxes: support@ is everybody's, datenschutz@ is Olga's alone. Each has a ticket that waits since Friday. */
function site() {
  const given = visit({ secretsKey: key });
  const mara = logIn(given.db, "member");
  aService(given.db, { name: "Chat", stage: "live", from: "Slack", to: "Talk" });
  reportOldData(given.db, "slack", { state: "read-only", ...today }, done);
  aMailbox(given.db, { members: [1, 2] });
  aMailbox(given.db, { slug: "datenschutz", name: "Datenschutz", members: [1] });
  arrives(given.db, { subject: "Webmail ist langsam" }, { at: days(3) });
  arrives(
    given.db,
    { subject: "Auskunft über meine Daten", from: "geheim@example.org", to: "datenschutz@example.ch" },
    { mailbox: 2, at: days(3) },
  );
  given.db.run("UPDATE tickets SET waiting_since = ?", [days(3)]);
  return { ...given, mara };
}

const points = (given: ReturnType<typeof site>) =>
  agendaOn(given.db, { on: "2026-11-16", at: null }, "2026-11-23").flatMap(({ subject, points }) =>
    points.map(({ section, text, red }) => ({ subject, section, text: text.de, red })),
  );

test("who waits too long is on the agenda as a number, and only of mailboxes that everybody uses", () => {
  const told = JSON.stringify(points(site()));
  expect(told).toContain("Eine Anfrage wartet seit gestern oder länger, die erste seit 20.11.2026");
  for (const secret of ["Datenschutz", "datenschutz", "Auskunft", "geheim", "Webmail ist langsam"])
    expect(told).not.toContain(secret);
});

test("a mailbox that somebody new does not use is spoken of no more", () => {
  const given = site();
  logIn(given.db, "viewer");
  expect(points(given).some(({ subject }) => subject.startsWith("mailbox:"))).toBe(false);
});

test("incidents of the week stand with the service they touch: how long they lasted, or that they last", () => {
  const given = site();
  httpCheck(given.db, "https://talk.example.ch/", now, { name: "Talk", system: "talk" });
  const component = aComponent(given.db, "Workspace", { checks: [1] });
  const id = anIncident(given.db, {
    title: "Workspace ist gestört",
    impacts: [[component, "down"]],
    at: later(-2 * 1440),
  });
  expect(points(given)).toContainEqual({
    subject: "service:chat",
    section: "stuck",
    text: "Störung vom 21.11.2026: Workspace ist gestört, Wird untersucht",
    red: true,
  });
  const over = { state: "resolved" as const, text: "Behoben.", text_en: null, impacts: [], tells: 0 as const };
  updateIncident(given.db, id, over, { by: "person:1", at: later(-2 * 1440 + 72) });
  expect(points(given)).toContainEqual({
    subject: "service:chat",
    section: "changed",
    text: "Störung vom 21.11.2026: Workspace ist gestört, behoben nach 1 Std. 12 Min.",
    red: false,
  });
});

test("a request that nobody has answered is on the agenda with its system's service once its day is near or over", async () => {
  const given = site();
  const form = { way: "form", recipient: "slack.com/gdpr", requested_on: "2026-10-01" };
  await given.post("/inbox/deletions/slack/otherwise", { ...form, answer_by: "2026-11-01" });
  expect(points(given)).toContainEqual({
    subject: "service:chat",
    section: "overdue",
    text: "Antwort auf das Löschverlangen: Slack, war fällig am 01.11.2026",
    red: true,
  });
  expect(await given.page("/")).toMatch(/1 wartet auf Antwort<\/span><span class="red">, 1 überfällig seit 01.11.2026/);
});

test("the overview says in a line how inbox, checks and status stand, of one's own mailboxes only", async () => {
  const given = site();
  const line = (page: string) =>
    /Anfragen\s*<\/a>\s*<\/dt>\s*<dd>(.*?)<\/dd>/s.exec(page)?.[1]?.replace(/<[^>]*>/g, "");
  expect(line(await given.page("/"))).toBe(
    "2 offen, davon 2 nicht zugewiesen, 2 warten seit gestern oder länger, in 7 Tagen 2 neu, 0 erledigt",
  );
  expect(line(await given.page("/", { cookie: given.mara }))).toStartWith(
    "1 offen, davon 1 nicht zugewiesen, 1 wartet",
  );
  const nina = logIn(given.db, "member", "Nina");
  expect(line(await given.page("/", { cookie: nina }))).toBeUndefined();
});

test("what was frozen in the minutes says nothing of a mailbox that not everybody uses", async () => {
  const given = site();
  expect((await given.post("/round")).headers.get("location")).toBe("/round/1");
  expect((await given.post("/round/1/close")).status).toBe(303);
  const minutes = await given.page("/round/1", { cookie: given.mara });
  expect(minutes).toContain("Eine Anfrage wartet seit gestern oder länger");
  for (const secret of ["Postfach Datenschutz", "Auskunft über", "geheim@"]) expect(minutes).not.toContain(secret);
});
