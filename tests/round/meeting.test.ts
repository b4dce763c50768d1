import { describe, expect, test } from "bun:test";
import { visit } from "../support/browser.ts";
import { codes, runningRound, twoServices, words } from "../support/round.ts";

type Site = Awaited<ReturnType<typeof runningRound>>;

const entries = (site: Site) =>
  site.db
    .query("SELECT item_id, version, health, sentence, decision, nothing_new, by FROM round_entries ORDER BY id")
    .all();
const item = (site: Site) =>
  site.db.query<{ item_id: number | null }, []>("SELECT item_id FROM rounds WHERE id = 1").get()!.item_id;

describe("beginning", () => {
  test("freezes the agenda, shows its first item, and whoever begins is there", async () => {
    const site = await runningRound();
    const page = await site.page("/round/1");
    expect(page).toContain("1 von 2");
    expect(page).toContain("Newsletter");
    expect(site.db.query("SELECT name FROM round_present").all()).toEqual([{ name: "Olga" }]);
    expect(codes(site.db)).toEqual(["round.planned", "round.opened"]);
  });

  test("twice, or by two people at once, leads into the same round", async () => {
    const site = await runningRound();
    const again = await site.post("/round", {}, site.mara);
    expect(again.headers.get("location")).toBe("/round/1");
    expect(codes(site.db)).toEqual(["round.planned", "round.opened"]);
  });

  test("is for members; whoever may only read follows without a form", async () => {
    const site = visit({ as: "viewer", prepare: twoServices });
    expect((await site.post("/round")).status).toBe(403);
    const running = await runningRound();
    const { logIn } = await import("../support/browser.ts");
    const page = await running.page("/round/1", { cookie: logIn(running.db, "viewer") });
    expect(page).toContain("Newsletter");
    expect(page).not.toContain('name="sentence"');
  });
});

describe("an item", () => {
  test("is told with health, sentence, decision and an action, and everybody goes on to the next", async () => {
    const site = await runningRound();
    const first = item(site)!;
    const sent = words({
      health: "at-risk",
      sentence: "Wartet.",
      decision: "Wir löschen.",
      task: "Löschen",
      who: "Mara",
      due_on: "2026-11-27",
    });
    const posted = await site.post(`/round/1/items/${first}`, sent);
    expect([posted.status, posted.headers.get("location")]).toEqual([303, "/round/1"]);
    expect(entries(site)).toEqual([
      {
        item_id: first,
        version: 1,
        health: "at-risk",
        sentence: "Wartet.",
        decision: "Wir löschen.",
        nothing_new: 0,
        by: "person:1",
      },
    ]);
    expect(item(site)).toBe(first + 1);
    expect(codes(site.db, "round.decided")).toEqual(["round.decided"]);
    expect(site.db.query("SELECT task, person_id, due_on, round_id FROM round_actions").get()).toEqual({
      task: "Löschen",
      person_id: 2,
      due_on: "2026-11-27",
      round_id: 1,
    });
    expect(await site.page(`/round/1/items/${first}`)).toContain("Wartet.");
  });

  test("is silent by one key, and the silence is recorded", async () => {
    const site = await runningRound();
    await site.post(`/round/1/items/${item(site)}`, words({ go: "nothing" }));
    expect(entries(site)).toMatchObject([{ nothing_new: 1, sentence: null }]);
  });

  test("without a word leaves nothing behind, and stays untreated", async () => {
    const site = await runningRound();
    await site.post(`/round/1/items/${item(site)}`, words());
    expect(entries(site)).toEqual([]);
    expect(await site.page("/round/1")).toContain("Noch in dieser Runde");
  });

  test.each([
    [{ task: "Löschen" }, "Wer übernimmt das?"],
    [{ who: "Mara" }, "Was ist zu tun?"],
    [{ task: "Löschen", who: "Mara", due_on: "31.02.2027" }, "Bitte ein Tag wie"],
  ])("with an action %j is refused, and nothing typed is lost", async (wrong, sentence) => {
    const site = await runningRound();
    const refused = await site.post(
      `/round/1/items/${item(site)}`,
      words({ sentence: "Ein langer Satz.", health: "off-track", ...wrong }),
    );
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain(sentence);
    expect(page).toContain("Ein langer Satz.</textarea>");
    expect(page).toMatch(/value="off-track" checked/);
    expect(entries(site)).toEqual([]);
    expect(site.db.query("SELECT id FROM round_actions").all()).toEqual([]);
  });

  test("that is not there, or of another round, is not found", async () => {
    const site = await runningRound();
    expect((await site.post("/round/1/items/99", words())).status).toBe(404);
    expect((await site.get("/round/7")).status).toBe(404);
  });

  test("is changed by forms of ours only", async () => {
    const site = await runningRound();
    for (const path of [`/items/${item(site)}`, "/show", "/present", "/close"])
      expect((await site.post(`/round/1${path}`, words(), { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect(entries(site)).toEqual([]);
  });
});

describe("two people at once", () => {
  test("who write in different fields lose nothing", async () => {
    const site = await runningRound();
    const path = `/round/1/items/${item(site)}`;
    await site.post(path, words({ sentence: "Olgas Satz", go: "stay" }));
    await site.post(path, words({ decision: "Maras Entscheid", go: "stay" }), site.mara);
    expect(entries(site).at(-1)).toMatchObject({ version: 2, sentence: "Olgas Satz", decision: "Maras Entscheid" });
  });

  test("who write in the same field: the later one sees both texts, decides, and both stay", async () => {
    const site = await runningRound();
    const path = `/round/1/items/${item(site)}`;
    await site.post(path, words({ sentence: "Maras Satz", go: "stay" }), site.mara);
    const torn = await site.post(path, words({ sentence: "Olgas Satz", task: "Anrufen", who: "Olga" }));
    expect(torn.status).toBe(409);
    const page = await torn.text();
    expect(page).toContain("Mara hat inzwischen geschrieben:");
    expect(page).toContain("Maras Satz");
    expect(page).toContain("Olgas Satz</textarea>");
    expect(page).toContain('value="Anrufen"');
    expect(page).toContain('name="version" value="1"');
    expect(entries(site).length).toBe(1);
    await site.post(path, words({ version: "1", sentence: "Olgas Satz", go: "stay" }));
    expect(entries(site)).toMatchObject([{ sentence: "Maras Satz" }, { sentence: "Olgas Satz", by: "person:1" }]);
  });

  test("who press «Weiter» at once go on by one item, not two", async () => {
    const site = await runningRound();
    const first = item(site)!;
    await site.post(`/round/1/items/${first}`, words({ go: "nothing" }));
    await site.post(`/round/1/items/${first}`, words({ go: "nothing" }), site.mara);
    expect(item(site)).toBe(first + 1);
  });

  test("tick who is there without unticking each other", async () => {
    const site = await runningRound();
    const shown = new URLSearchParams([
      ["shown", "person:1"],
      ["present", "person:1"],
      ["present", "person:2"],
    ]);
    await site.post("/round/1/present", shown);
    const guest = new URLSearchParams([
      ["shown", "person:1"],
      ["present", "person:1"],
      ["guests", "Frau Muster, Herr Beispiel"],
    ]);
    await site.post("/round/1/present", guest, site.mara);
    const names = site.db.query<{ name: string }, []>("SELECT name FROM round_present ORDER BY id").all();
    expect(names.map(({ name }) => name)).toEqual(["Olga", "Mara", "Frau Muster", "Herr Beispiel"]);
  });
});

test("a browser that looks on is told of every change, at once", async () => {
  const site = await runningRound();
  const stream = (await site.get("/round/1/events")).body!.getReader();
  const next = async () => new TextDecoder().decode((await stream.read()).value);
  const before = Number(/data: (\d+)/.exec(await next())![1]);
  await site.post(`/round/1/items/${item(site)}`, words({ go: "nothing" }));
  expect(Number(/data: (\d+)/.exec(await next())![1])).toBeGreaterThan(before);
  await stream.cancel();
});

describe("before the round", () => {
  test("an owner's words are in the round, and what is on track comes last", async () => {
    const site = visit({ prepare: twoServices });
    const before = { subject: "service:newsletter", version: "0", health: "on-track", sentence: "Läuft." };
    expect((await site.post("/round/before", before)).status).toBe(303);
    expect(await site.page("/round")).toContain("auf Kurs. Läuft.");
    await site.post("/round");
    const page = await site.page("/round/1");
    expect(page).toMatch(/<h1><a href="\/services\/team-chat">/);
    expect(page).toContain("schon gemeldet");
  });

  test("of something that is not on the agenda is not possible, and too long a sentence comes back", async () => {
    const site = visit({ prepare: twoServices });
    expect((await site.post("/round/before", { subject: "service:nowhere", sentence: "Hallo" })).status).toBe(404);
    const long = "x".repeat(1001);
    const refused = await site.post("/round/before", { subject: "service:newsletter", sentence: long });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(long);
  });

  test("words that arrive once it runs are shown with the way to it", async () => {
    const site = await runningRound();
    const late = await site.post("/round/before", { subject: "service:newsletter", sentence: "Zu spät" });
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(page).toContain("Die Runde hat inzwischen begonnen.");
    expect(page).toContain("Zu spät");
  });
});
