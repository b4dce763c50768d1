import { expect, test } from "bun:test";
import { findCheck, listChecks } from "#src/checks/store.ts";
import { now, visit } from "../support/browser.ts";
import { aService } from "../support/case.ts";
import { httpCheck, key, observing, webServer } from "../support/checks.ts";

const site = (as: "owner" | "member" | "viewer" = "owner", at = () => now) => visit({ as, at, secretsKey: key });

/** What the form sends for a check of an address. */
const fields = (url: string, more: Record<string, string> = {}) => ({
  kind: "http",
  name: "Website",
  "config.url": url,
  ...more,
});

test("the empty page teaches the first step", async () => {
  const page = await site().page("/checks");
  expect(page).toContain("Noch wird nichts geprüft.");
  expect(page).toContain('href="/checks/new"');
  expect(await site("viewer").page("/checks")).not.toContain('class="button" href="/checks/new"');
});

test("a check is made in two steps: its kind, then its fields", async () => {
  const aktion = site();
  expect(await aktion.page("/checks/new")).toContain('href="/checks/new?kind=http"');
  const form = await aktion.page("/checks/new?kind=http");
  expect(form).toContain('name="config.url"');
  const made = await aktion.post("/checks/new", fields("https://www.example.ch/", { do: "save" }));
  expect([made.status, made.headers.get("location")]).toEqual([303, "/checks/website"]);
  expect(findCheck(aktion.db, "website")).toMatchObject({ kind: "http", every_s: 60, addresses: "public" });
  expect(await aktion.page("/checks")).toContain("Noch hat keine Prüfung etwas gesehen.");
});

test("trying says what was seen, keeps nothing, and loses nothing that was typed", async () => {
  const aktion = site();
  const server = webServer(() => new Response("<b>Wartung</b>", { status: 503 }));
  const answer = await aktion.post(
    "/checks/new",
    fields(server.url, { do: "try", own_network: "yes", note: "Ausprobiert" }),
  );
  const page = await answer.text();
  expect(answer.status).toBe(200);
  expect(page).toContain("Was der Versuch sah");
  expect(page).toContain("Status 503");
  expect(page).toContain("&lt;b&gt;Wartung&lt;/b&gt;");
  expect(page).toContain("Ausprobiert");
  expect(page).toContain(`value="${server.url}"`);
  expect(listChecks(aktion.db)).toEqual([]);
});

test("what was typed wrong comes back with a sentence, and nothing is lost", async () => {
  const aktion = site();
  const answer = await aktion.post("/checks/new", fields("www.example.ch", { every_s: "1", note: "bleibt" }));
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain("Die Adresse beginnt mit https:// oder http://.");
  expect(page).toContain("Eine ganze Zahl von 5 bis 604800.");
  expect(page).toContain("bleibt");
});

test("only owners let a check into our own network, make one try it, or change one that may", async () => {
  const member = site("member");
  const own = fields("http://127.0.0.1:1/", { own_network: "yes" });
  expect((await member.post("/checks/new", { ...own, do: "try" })).status).toBe(403);
  expect((await member.post("/checks/new", { ...own, do: "save" })).status).toBe(403);
  httpCheck(member.db, "http://127.0.0.1:1/", now);
  expect((await member.post("/checks/website/edit", fields("http://127.0.0.1:2/"))).status).toBe(403);
  expect((await member.post("/checks/observer/references", { target: "127.0.0.1:53" })).status).toBe(403);
  expect(listChecks(member.db)).toHaveLength(1);
});

test("without leave, an address inside is not asked, whatever name leads to it", async () => {
  const asked: string[] = [];
  const server = webServer((request) => {
    asked.push(request.url);
    return new Response("inside");
  });
  const tried = await site("member").post("/checks/new", fields(`http://localhost:${server.port}/`, { do: "try" }));
  expect(await tried.text()).toContain("wird nicht aufgerufen");
  expect(asked).toEqual([]);
});

test("a password is sealed, never shown again, and kept when the field is left empty", async () => {
  const aktion = site();
  await aktion.post(
    "/checks/new",
    fields("https://www.example.ch/", { "config.user": "aktion", "config.password": "geheim-4711" }),
  );
  const stored = findCheck(aktion.db, "website")!;
  expect(JSON.stringify(stored)).not.toContain("geheim-4711");
  const edit = await aktion.page("/checks/website/edit");
  expect(edit).not.toContain("geheim-4711");
  expect(edit).toContain("Leer lassen behält, was gespeichert ist.");
  await aktion.post(
    "/checks/website/edit",
    fields("https://www.example.ch/neu", { "config.user": "aktion", "config.password": "" }),
  );
  const changed = findCheck(aktion.db, "website")!;
  expect(changed.config).toContain("/neu");
  expect(changed.secrets).not.toBeNull();
  expect(await (await aktion.get("/checks/export.json")).text()).not.toContain("geheim");
});

test("why it is down stands on its page: the reason, the beginning of the answer, and since when", async () => {
  const server = webServer(() => new Response("<h1>Datenbank weg</h1>", { status: 500 }));
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, new Date("2026-11-23T09:00:00.000Z")) });
  await watch.pass(40);
  const aktion = visit({ at: watch.clock, secretsKey: key, db: watch.db });
  aService(watch.db);
  const page = await aktion.page("/checks/website");
  expect(page).toContain("Website: gestört seit 10:00.");
  expect(page).toContain("Status 500, erwartet ist 200-299.");
  expect(page).toContain("&lt;h1&gt;Datenbank weg&lt;/h1&gt;");
  const list = await aktion.page("/checks");
  expect(list).toContain("Die eine Prüfung ist gestört.");
  expect(list).toContain("Zu erledigen");
  expect(await aktion.page("/")).toContain("Website: Status 500, erwartet ist 200-299");
});

test("pausing, going on, muting, archiving and bringing back, each once however often it is pressed", async () => {
  const aktion = site();
  httpCheck(aktion.db, "http://127.0.0.1:1/", now);
  for (const deed of ["pause", "pause"]) expect((await aktion.post(`/checks/website/${deed}`)).status).toBe(303);
  expect(await aktion.page("/checks/website")).toContain("Website ist pausiert.");
  await aktion.post("/checks/website/resume");
  await aktion.post("/checks/website/mute", { hours: "4" });
  expect(await aktion.page("/checks/website")).toContain("Wieder melden");
  for (const deed of ["archive", "archive"]) await aktion.post(`/checks/website/${deed}`);
  expect(await aktion.page("/checks/archive")).toContain("Website");
  await aktion.post("/checks/website/restore");
  expect(listChecks(aktion.db)).toHaveLength(1);
  const spells = aktion.db.query("SELECT state FROM check_spells").all();
  expect(spells).toEqual([{ state: "paused" }]);
  expect((await aktion.get("/checks/nothing")).status).toBe(404);
});

test("a viewer reads and changes nothing", async () => {
  const viewer = site("viewer");
  httpCheck(viewer.db, "http://127.0.0.1:1/", now);
  expect(await viewer.page("/checks/website")).not.toContain('<form method="post" action="/checks');
  for (const path of [
    "/checks/new",
    "/checks/website/pause",
    "/checks/maintenance",
    "/checks/alerts",
    "/checks/import",
  ])
    expect((await viewer.post(path)).status).toBe(403);
});

test("a check cannot depend on itself, not by a detour either", async () => {
  const aktion = site();
  for (const name of ["Router", "Website"]) httpCheck(aktion.db, "http://127.0.0.1:1/", now, { name });
  const change = (slug: string, name: string, parent: string) =>
    aktion.post(`/checks/${slug}/edit`, { name, "config.url": "http://127.0.0.1:1/", own_network: "yes", parent });
  expect((await change("website", "Website", "router")).status).toBe(303);
  expect((await change("router", "Router", "website")).status).toBe(409);
});
