import { expect, test } from "bun:test";
import { findNotice } from "#src/status/notice-store.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { aComponent, anIncident, later } from "../support/status.ts";

const said = { title: "Zustellung verzögert", text: "Wir sehen nach.", state: "investigating" };
const wall = "2026-11-23T09:45";

async function drafted(site: ReturnType<typeof visit>, more: Record<string, string> = {}) {
  const answer = await site.post("/status/manage/notices", { kind: "incident", ...said, begins_at: wall, ...more });
  expect(answer.status).toBe(303);
  return answer.headers.get("location")!;
}

test("an incident is a draft that only the team sees, until somebody publishes it", async () => {
  const site = visit({ as: "member", prepare: (db) => void aComponent(db, "E-Mail") });
  const page = await drafted(site, { "impact-1": "down" });
  expect(await site.page(page)).toContain("Entwurf, den nur das Team sieht.");
  expect(await site.page("/status")).toContain("Alles läuft.");
  expect((await site.get("/status/notices/1")).status).toBe(404);
  expect(await site.page("/status/feed.atom")).not.toContain("Zustellung");
  await site.post(`${page}/publication`, { tells: "yes" });
  expect(await site.page("/status")).toContain("E-Mail ist gestört.");
  expect(await site.page("/status/notices/1")).toContain("Wir sehen nach.");
});

test("updates are added, the last one says how bad it is, and the page never says that all is well before the end", async () => {
  const site = visit({ as: "member", prepare: (db) => void [aComponent(db, "E-Mail"), aComponent(db, "Web")] });
  const page = await drafted(site, { "impact-1": "down" });
  await site.post(`${page}/publication`);
  const say = (state: string, impact: string) =>
    site.post(`${page}/updates`, { state, "impact-1": impact, "impact-2": "none", text: `Stand: ${state}` });
  await say("identified", "degraded");
  expect(await site.page("/status")).toContain("E-Mail läuft eingeschränkt. Alles andere läuft.");
  await say("monitoring", "none");
  expect(await site.page("/status")).toContain("Eine Störung ist noch offen: Zustellung verzögert.");
  await say("resolved", "none");
  const over = await site.page("/status");
  expect(over).toContain("<h1>Alles läuft.</h1>");
  expect(over).toContain("Zustellung verzögert");
  const story = await site.page("/status/notices/1");
  for (const words of ["Wird untersucht", "Ursache gefunden", "Wird beobachtet", "Behoben"])
    expect(story).toContain(words);
  await site.post(`${page}/postmortem`, { text: "Eine Regel war zu streng." });
  expect(await site.page("/status/notices/1")).toContain("Nachbericht");
  expect(findNotice(site.db, 1)!.updates.map(({ state }) => state)).toEqual([
    "investigating",
    "identified",
    "monitoring",
    "resolved",
    "postmortem",
  ]);
});

test("what was resolved too early is opened again", async () => {
  const site = visit({ as: "member" });
  anIncident(site.db);
  await site.post("/status/manage/notices/1/updates", { state: "resolved", text: "Behoben." });
  expect(await site.page("/status")).not.toContain("noch offen");
  await site.post("/status/manage/notices/1/updates", { state: "investigating", text: "Doch nicht." });
  expect(await site.page("/status")).toContain("Eine Störung ist noch offen");
});

test("what was typed wrong comes back with nothing lost", async () => {
  const site = visit({ as: "member", prepare: (db) => void aComponent(db, "E-Mail") });
  const answer = await site.post("/status/manage/notices", {
    kind: "incident",
    title: "",
    text: "Bleibt stehen",
    begins_at: "2027-01-01T00:00",
    "impact-1": "degraded",
  });
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain("Sagen Sie in einer Zeile, was ist.");
  expect(page).toContain("Bleibt stehen");
  expect(page).toMatch(/value="degraded" selected/);
  anIncident(site.db);
  const update = await site.post("/status/manage/notices/1/updates", { state: "identified", text: " " });
  expect(update.status).toBe(422);
});

test("published twice, dropped after publication, or gone: a sentence, and nothing changes", async () => {
  const site = visit({ as: "member" });
  anIncident(site.db, { publish: false });
  expect((await site.post("/status/manage/notices/1/postmortem", { text: "Zu früh." })).status).toBe(409);
  await site.post("/status/manage/notices/1/publication");
  for (const what of ["publication", "withdrawal", "postmortem"])
    expect([what, (await site.post(`/status/manage/notices/1/${what}`, { text: "Noch einmal." })).status]).toEqual([
      what,
      409,
    ]);
  expect((await site.post("/status/manage/notices/9/publication")).status).toBe(404);
  anIncident(site.db, { publish: false, title: "Fehlalarm" });
  expect((await site.post("/status/manage/notices/2/withdrawal")).status).toBe(303);
  expect((await site.get("/status/manage/notices/2")).status).toBe(404);
});

test("a viewer and a form from another site change nothing", async () => {
  const site = visit({ as: "member" });
  anIncident(site.db, { publish: false });
  const viewer = logIn(site.db, "viewer");
  expect((await site.post("/status/manage/notices/1/publication", {}, { cookie: viewer })).status).toBe(403);
  expect((await site.post("/status/manage/notices/1/publication", {}, { "sec-fetch-site": "cross-site" })).status).toBe(
    403,
  );
  expect(findNotice(site.db, 1)!.published_at).toBeNull();
});

test("title and beginning can be corrected; the days since then are drawn anew", async () => {
  const site = visit({ as: "member" });
  const id = aComponent(site.db, "E-Mail");
  anIncident(site.db, { impacts: [[id, "down"]] });
  expect(await site.page("/status")).toContain("1 gestört");
  await site.post("/status/manage/notices/1/correction", { title: "Seit gestern", begins_at: "2026-11-22T12:00" });
  const page = await site.page("/status");
  expect(page).toContain("2 gestört");
  expect(page).toContain("Seit gestern");
});

test("a template fills the form", async () => {
  const site = visit({ as: "member" });
  const words = { name: "Mail", kind: "incident", title: "Mail hängt", text: "Wir melden uns." };
  await site.post("/status/manage/templates", words);
  const form = await site.page("/status/manage/notices/new?kind=incident&template=1");
  expect(form).toContain('value="Mail hängt"');
  expect(form).toContain("Wir melden uns.");
});

test("a component fed by hand says what a person said, from then on", async () => {
  const site = visit({ as: "member" });
  const id = aComponent(site.db, "Support");
  await site.post(`/status/manage/components/${id}/state`, { state: "down" });
  expect(await site.page("/status")).toContain("Support ist gestört.");
  await site.post(`/status/manage/components/${id}/state`, { state: "up" });
  expect(await site.page("/status")).toContain("Alles läuft.");
});

test("components are added, grouped, ordered and taken off the page; the past keeps their names", async () => {
  const site = visit({ as: "member" });
  await site.post("/status/manage/groups", { name: "Hosting" });
  for (const name of ["Web", "E-Mail"])
    await site.post("/status/manage/components", { name, group_id: "1", rule: "worst" });
  await site.post("/status/manage/components/2/order", { by: "up" });
  const page = await site.page("/status");
  expect(page.indexOf("<b>E-Mail</b>")).toBeLessThan(page.indexOf("<b>Web</b>"));
  expect(page).toContain("<h3>Hosting</h3>");
  anIncident(site.db, { impacts: [[2, "down"]] });
  await site.post("/status/manage/components/2/removal");
  expect(await site.page("/status")).not.toContain("<b>E-Mail</b>");
  expect(await site.page("/status/notices/1")).toContain("E-Mail gestört");
  expect(later(0)).toEqual(now);
});

test("the page's colour must be seen, its logo must be a PNG, its folder must be empty", async () => {
  const site = visit();
  const settings = { is_public: "yes", takes_subscribers: "yes", incidents_from_checks: "draft", colour: "#ffff00" };
  const pale = await site.post("/status/manage/settings", settings);
  expect(pale.status).toBe(422);
  expect(await pale.text()).toContain("1.1 zu 1");
  expect(
    (await site.post("/status/manage/settings", { ...settings, colour: "0b5394", host: "https://Status.Beispiel.ch/" }))
      .status,
  ).toBe(303);
  const href = /href="(\/status\/look\/[^"]+\.css)"/.exec(await site.page("/status"))![1]!;
  const style = await site.get(href);
  expect(await style.text()).toContain("--own-light:#0b5394");
  expect(style.headers.get("cache-control")).toContain("immutable");
  const form = new FormData();
  form.set("logo", new File(["<svg onload=alert(1)>"], "logo.png", { type: "image/png" }));
  const refused = await site.app.handle(
    new Request("http://localhost/status/manage/settings/logo", {
      method: "POST",
      body: form,
      headers: { cookie: site.cookie, "sec-fetch-site": "same-origin" },
    }),
  );
  expect(refused.status).toBe(422);
  expect(
    (await site.post("/status/manage/settings", { ...settings, colour: "#000", export_folder: "/usr" })).status,
  ).toBe(422);
});
