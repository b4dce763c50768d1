import { expect, test } from "bun:test";
import { brotliCompressSync } from "node:zlib";
import { freezeDays } from "#src/status/day-actions.ts";
import { now, visit } from "../support/browser.ts";
import { aComponent, aMaintenance, anIncident, later } from "../support/status.ts";

test("anybody reads it, in the language they ask for, without a cookie and with nothing from elsewhere", async () => {
  const site = visit({ as: "nobody", prepare: (db) => void aComponent(db, "E-Mail") });
  const answer = await site.get("/status", { "accept-language": "de-CH" });
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(text).toContain("<h1>Alles läuft.</h1>");
  expect(text).toContain('<html lang="de-CH">');
  expect(text.match(/(src|href)="(https?:)?\/\//g)).toBeNull();
  expect(await site.page("/status", { "accept-language": "en" })).toContain("Everything is up.");
  expect(await site.page("/status?lang=en", { "accept-language": "de" })).toContain("Everything is up.");
  expect(await site.page("/status/")).toContain("Alles läuft.");
});

test("answered before anything else, it carries what every answer carries, and stays behind the same rules", async () => {
  const site = visit({ as: "nobody", prepare: (db) => void aComponent(db, "E-Mail") });
  const names = [
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "permissions-policy",
    "cache-control",
    "vary",
  ];
  const [fast, usual] = [await site.get("/status"), await site.get("/status/feed.atom")];
  for (const name of names) expect([name, fast.headers.get(name)]).toEqual([name, usual.headers.get(name)]);
  const secure = visit({ as: "nobody", env: { AKTION_PUBLIC_URL: "https://aktion.beispiel.ch" } });
  expect((await secure.get("/status")).headers.get("strict-transport-security")).toBe("max-age=31536000");
  expect((await site.app.handle(new Request("http://a/status"))).status).toBe(400);
  expect((await site.app.handle(new Request("http://localhost/status", { method: "POST" }))).status).toBe(403);
  const head = await site.app.handle(new Request("http://localhost/status", { method: "HEAD" }));
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("who has it already is told so, compressed or not; after a change they are not", async () => {
  const { db, get } = visit({ as: "nobody", prepare: (data) => void aComponent(data, "E-Mail") });
  for (const encoding of ["", "gzip", "br"]) {
    const first = await get("/status", { "accept-encoding": encoding });
    const etag = first.headers.get("etag")!;
    expect(first.headers.get("content-encoding")).toBe(encoding === "" ? null : encoding);
    const second = await get("/status", { "accept-encoding": encoding, "if-none-match": etag });
    expect([second.status, await second.text()]).toEqual([304, ""]);
  }
  const etag = (await get("/status")).headers.get("etag")!;
  anIncident(db, { title: "Filter hängt" });
  const after = await get("/status", { "if-none-match": etag });
  expect(after.status).toBe(200);
  expect(await after.text()).toContain("Eine Störung ist noch offen: Filter hängt.");
});

test("what somebody hangs on the address makes no other page", async () => {
  const { get } = visit({ as: "nobody", prepare: (data) => void aComponent(data, "E-Mail") });
  const etags = await Promise.all(
    ["/status", "/status?utm_source=x", "/status?a=1&b=2", "/status?lang=xx"].map(async (path) =>
      (await get(path)).headers.get("etag"),
    ),
  );
  expect(new Set(etags).size).toBe(1);
});

test("with a hundred components and a year of history it stays under 40 KB, as it is and compressed", async () => {
  const site = visit({ as: "nobody" });
  const { db } = site;
  const ids = Array.from({ length: 100 }, (_, n) => aComponent(db, `Dienst ${n + 1}`));
  for (let n = 0; n < 48; n += 1) {
    const began = later(-n * 7 * 1440 - 300);
    const id = anIncident(db, { title: `Vorfall ${n}`, impacts: [[ids[n]!, n % 3 ? "down" : "degraded"]], at: began });
    if (n > 0)
      db.run("UPDATE notices SET closed_at = ?, ends_at = ? WHERE id = ?", [
        later(90, began).toISOString(),
        later(90, began).toISOString(),
        id,
      ]);
  }
  const page = await site.page("/status");
  const bytes = Buffer.byteLength(page);
  const compressed = brotliCompressSync(page).length;
  expect(page.match(/<svg role="img"/g)?.length).toBe(100);
  expect(compressed).toBeLessThan(40_000);
  expect(bytes).toBeLessThan(60_000);
});

test("every component has its number, its ninety days in words, and the days on which something was, with the reason", async () => {
  const site = visit({ as: "nobody" });
  const id = aComponent(site.db, "E-Mail");
  const began = new Date("2026-11-20T07:00:00.000Z");
  const notice = anIncident(site.db, { title: "Filter hängt", impacts: [[id, "down"]], at: began });
  site.db.run("UPDATE notices SET closed_at = ?, ends_at = ? WHERE id = ?", [
    later(72, began).toISOString(),
    later(72, began).toISOString(),
    notice,
  ]);
  const page = await site.page("/status");
  expect(page).toContain("90 Tage: 1 gestört und 89 ohne Störung");
  expect(page).toContain("99.94%");
  expect(page).toMatch(
    /<time datetime="2026-11-20">20\.11\.2026<\/time> <span>gestört 1 Std\. 12 Min\.; 95\.00%<\/span> · <a href="\/status\/notices\/1\?lang=de">Filter hängt<\/a>/,
  );
});

test("days that were written down are shown as they were; what is told late reaches them", async () => {
  const site = visit({ as: "nobody" });
  const id = aComponent(site.db, "E-Mail");
  freezeDays(site.db, now);
  const kept = () => site.db.query<{ n: number }, []>("SELECT count(*) AS n FROM status_days").get()!.n;
  expect(kept()).toBe(89);
  const before = await site.page("/status");
  expect(before).toContain("90 Tage ohne Störung");
  anIncident(site.db, { impacts: [[id, "down"]], began: later(-3 * 1440) });
  expect(kept()).toBe(86);
  const page = await site.page("/status");
  expect(page).toContain("4 gestört und 86 ohne Störung");
});

test("a month of the history lists what was in it, and leads to the next", async () => {
  const site = visit({ as: "nobody" });
  anIncident(site.db, { title: "Im Oktober", at: new Date("2026-10-10T08:00:00.000Z") });
  aMaintenance(site.db, { begins_at: "2026-11-27T21:00:00.000Z", ends_at: "2026-11-27T22:00:00.000Z" });
  const october = await site.page("/status/history/2026-10");
  expect(october).toContain("Im Oktober");
  expect(october).toContain("/status/history/2026-11?lang=de");
  expect(await site.page("/status/history/2026-11")).toContain("Wartung");
  expect((await site.get("/status/history/2026-13")).status).toBe(404);
  expect((await site.get("/status/history")).headers.get("location")).toBe("/status/history/2026-11?lang=de");
});

test("the feed has an entry for every update, the calendar a moment in UTC, the badge a word", async () => {
  const site = visit({ as: "nobody" });
  const id = aComponent(site.db, "E-Mail <&>");
  site.db.run("UPDATE status_page SET name = 'Hosting <b> & Co.'");
  anIncident(site.db, { title: "Filter <hängt> & mehr", impacts: [[id, "degraded"]] });
  aMaintenance(site.db, {
    begins_at: "2027-03-27T21:00:00.000Z",
    ends_at: "2027-03-28T04:00:00.000Z",
    components: [id],
  });
  const feed = await site.get("/status/feed.atom");
  const atom = await feed.text();
  expect(feed.headers.get("content-type")).toContain("application/atom+xml");
  expect(atom.match(/<entry>/g)?.length).toBe(2);
  expect(atom).not.toMatch(/<hängt>|<b>/);
  expect(atom).toContain("Filter &lt;hängt&gt; &amp; mehr");
  const calendar = await site.page("/status/maintenance.ics");
  expect(calendar).toContain("DTSTART:20270327T210000Z");
  expect(calendar).toContain("DTEND:20270328T040000Z");
  const badge = await site.get("/status/badge/e-mail.svg");
  expect(badge.headers.get("content-type")).toContain("image/svg+xml");
  expect(await badge.text()).toContain("eingeschränkt");
  expect(await site.page("/status/badge/status.svg")).toContain("eingeschränkt");
  expect((await site.get("/status/badge/nothing.svg")).status).toBe(404);
  expect(JSON.parse(await site.page("/status/summary.json"))).toMatchObject({
    state: "degraded",
    components: [{ slug: "e-mail", state: "degraded" }],
    incidents: [{ title: "Filter <hängt> & mehr", state: "investigating" }],
  });
});

test("switched off, nothing of it answers; the team still works on it", async () => {
  const site = visit({ prepare: (db) => void db.run("UPDATE status_page SET is_public = 0") });
  for (const path of ["/status", "/status/feed.atom", "/status/badge/status.svg", "/status/history/2026-11"])
    expect((await site.get(path)).status).toBe(404);
  expect((await site.get("/status/manage")).status).toBe(200);
});

test("a host name of its own answers the public pages and nothing else", async () => {
  const { app } = visit({
    as: "nobody",
    prepare(db) {
      db.run("UPDATE status_page SET host = 'status.beispiel.ch', stand_host = 'stand.beispiel.ch'");
      db.run("UPDATE company SET stand_is_public = 1");
    },
  });
  const ask = async (url: string) => {
    const answer = await app.handle(new Request(url));
    return answer.status === 303 ? answer.headers.get("location") : answer.status;
  };
  expect(await ask("http://status.beispiel.ch/")).toBe("/status");
  expect(await ask("http://status.beispiel.ch/status")).toBe(200);
  expect(await ask("http://status.beispiel.ch:4711/status/feed.atom")).toBe(200);
  expect(await ask("http://stand.beispiel.ch/")).toBe("/stand");
  expect(await ask("http://stand.beispiel.ch/stand.md")).toBe(200);
  for (const path of [
    "/login",
    "/services",
    "/status/manage",
    "/status/manage/settings",
    "/api/openapi.json",
    "/healthz",
    "/metrics",
    "/stand",
    "/ping/x",
  ])
    expect([path, await ask(`http://status.beispiel.ch${path}`)]).toEqual([path, 404]);
  expect(await ask("http://stand.beispiel.ch/status")).toBe(404);
  expect(await ask("http://localhost/login")).toBe(200);
});
