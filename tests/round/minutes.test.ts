import { describe, expect, test } from "bun:test";
import { canonical, sha256 } from "#src/history/canonical.ts";
import { chainCheck } from "#src/history/chain.ts";
import { entriesAfter } from "#src/history/store.ts";
import type { Minutes } from "#src/round/minutes.ts";
import { minutesSection } from "#src/round/minutes-section.ts";
import { minutesWitness } from "#src/round/witness.ts";
import { hostile } from "../support/hostile.ts";
import { caseRound, codes, runningRound, words } from "../support/round.ts";

type Site = Awaited<ReturnType<typeof runningRound>>;

const minutesIn = async (site: Site) => (await (await site.get("/round/1/minutes.json")).json()) as Minutes;
const first = (site: Site) => site.db.query<{ id: number }, []>("SELECT min(id) AS id FROM round_items").get()!.id;

function chainOf({ db }: Site) {
  const check = chainCheck();
  for (const entry of entriesAfter(db, 0, 10_000)) check.take(entry);
  return check.verdict();
}

describe("closing", () => {
  test("freezes who was there, what was said, decided and taken on, the numbers and the chain's head", async () => {
    const site = await caseRound();
    const item = first(site);
    await site.post(
      `/round/1/items/${item}`,
      words({ health: "on-track", sentence: "Gut.", decision: "So machen wir es.", task: "Tun", who: "Mara" }),
    );
    site.later(12);
    const before = site.db
      .query<{ count: number; hash: string }, []>(
        "SELECT seq AS count, hash FROM history_entries ORDER BY seq DESC LIMIT 1",
      )
      .get()!;
    expect((await site.post("/round/1/close")).status).toBe(303);
    const minutes = await minutesIn(site);
    expect(minutes).toMatchObject({
      kind: "aktion-minutes/1",
      round: 1,
      held_on: "2026-11-23",
      closed_by: "Olga",
      present: [{ name: "Olga", guest: false }],
      actions_set: [{ task: "Tun", person: "Mara" }],
      numbers: { now: { services: 10, live: 8, old_systems: 7, deleted: 4, proven: 0 }, before: null },
      chain: { entries: before.count, head: before.hash },
    });
    expect(minutes.items).toMatchObject([{ sentence: "Gut.", decision: "So machen wir es.", said: [{ by: "Olga" }] }]);
    expect(minutes.not_treated.length).toBeGreaterThan(5);
    const page = await site.page("/round/1");
    expect(page).toContain("12 min");
    expect(page).toContain(before.hash);
    expect(chainOf(site).ok).toBe(true);
  });

  test("the JSON file is what the history's entry carries the SHA-256 of", async () => {
    const site = await runningRound();
    await site.post("/round/1/close");
    const text = await (await site.get("/round/1/minutes.json")).text();
    const entry = site.db
      .query<{ facts: string }, []>("SELECT facts FROM history_entries WHERE what = 'round.closed'")
      .get()!;
    expect(JSON.parse(entry.facts).minutes_sha256).toBe(sha256(text));
    expect(canonical(JSON.parse(text))).toBe(text);
  });

  test("with nobody present says so, and the round goes on", async () => {
    const site = await runningRound();
    await site.post("/round/1/present", new URLSearchParams([["shown", "person:1"]]));
    const refused = await site.post("/round/1/close");
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("Niemand ist als anwesend eingetragen.");
    expect(codes(site.db)).not.toContain("round.closed");
  });

  test("twice, or by two people at once: one wins, the other is told who", async () => {
    const site = await runningRound();
    await site.post("/round/1/close", {}, site.mara);
    const second = await site.post("/round/1/close");
    expect(second.status).toBe(409);
    expect(await second.text()).toContain("Mara hat diese Runde am 23.11.2026, 10:00 geschlossen.");
    expect(codes(site.db).filter((what) => what === "round.closed").length).toBe(1);
  });

  test("plans the next round a week later, and its minutes compare with these", async () => {
    const site = await runningRound();
    await site.post("/round/1/close");
    expect(await site.page("/round")).toContain("Nächste Wochenrunde am 30.11.2026");
    site.later(7 * 24 * 60);
    await site.post("/round");
    await site.post("/round/2/close");
    const minutes = (await (await site.get("/round/2/minutes.json")).json()) as Minutes;
    expect(minutes.numbers.before).toMatchObject({ on: "2026-11-23", services: 2 });
    expect(await site.page("/round")).toContain("Zwei Runden in Folge.");
  });
});

describe("after closing", () => {
  test("an item cannot be edited: the words come back, ready to be added", async () => {
    const site = await runningRound();
    const item = first(site);
    await site.post("/round/1/close");
    site.later(60);
    for (const sent of [
      { sentence: "Eine Stunde offline" },
      { sentence: "Eine Stunde offline", task: "ohne Person" },
    ]) {
      const late = await site.post(`/round/1/items/${item}`, words(sent), site.mara);
      expect([409, 422]).toContain(late.status);
      const page = await late.text();
      expect(page).toContain("Olga hat diese Runde am");
      expect(page).toContain("Eine Stunde offline");
      expect(page).toContain('action="/round/1/addenda"');
    }
    expect((await site.post("/round/1/show", { from: "", to: String(item) })).status).toBe(409);
    expect((await site.post("/round/1/present", {})).status).toBe(409);
  });

  test("a correction is an addition below minutes that stay as they are", async () => {
    const site = await runningRound();
    await site.post("/round/1/close");
    const frozen = await (await site.get("/round/1/minutes.json")).text();
    expect((await site.post("/round/1/addenda", { text: "Es war der 9. Dezember." }, site.mara)).status).toBe(303);
    expect(await (await site.get("/round/1/minutes.json")).text()).toBe(frozen);
    expect(await site.page("/round/1")).toContain("Es war der 9. Dezember.");
    expect(await (await site.get("/round/1/minutes.md")).text()).toContain("Mara: Es war der 9. Dezember.");
    expect(codes(site.db)).toContain("round.amended");
    expect(chainOf(site).ok).toBe(true);
    expect((await site.post("/round/1/addenda", { text: " " })).status).toBe(422);
  });

  test("what was not treated is carried over with one click, once", async () => {
    const site = await runningRound();
    const item = first(site);
    await site.post("/round/1/close");
    const path = `/round/1/items/${item}/carry`;
    expect((await site.post(path)).status).toBe(303);
    expect((await site.post(path)).status).toBe(409);
    expect(await site.page("/round/1")).toContain("auf der nächsten Runde");
    expect(await site.page("/round")).toContain("Newsletter");
    site.later(7 * 24 * 60);
    await site.post("/round");
    expect(await site.page("/round/2")).toContain("Aus der letzten Runde mitgenommen");
  });

  test("no addition and no carrying before it is closed", async () => {
    const site = await runningRound();
    expect((await site.post("/round/1/addenda", { text: "Zu früh" })).status).toBe(409);
    expect((await site.post(`/round/1/items/${first(site)}/carry`)).status).toBe(409);
    expect((await site.get("/round/1/minutes.md")).headers.get("location")).toBe("/round/1");
  });

  test("hostile words are text on the page, in Markdown and in JSON", async () => {
    const site = await runningRound();
    await site.post(
      `/round/1/items/${first(site)}`,
      words({ sentence: hostile, decision: hostile, task: hostile, who: hostile }),
    );
    await site.post("/round/1/present", new URLSearchParams([["guests", "<img src=x>"]]));
    await site.post("/round/1/close");
    for (const path of ["/round/1", "/round", "/round/actions", "/"])
      expect((await site.page(path)).replace(/="[^"]*"/g, "")).not.toContain("<img");
    expect(await (await site.get("/round/1/minutes.md")).text()).not.toMatch(/(?<!\\)<img/);
    expect((await site.get("/round/1/minutes.json")).headers.get("content-type")).toContain("application/json");
  });
});

describe("planning", () => {
  test("the day can be moved, not into the past", async () => {
    const site = await runningRound();
    await site.post("/round/1/close");
    expect((await site.post("/round/plan", { held_on: "2026-12-02" })).status).toBe(303);
    expect(await site.page("/round")).toContain("Nächste Wochenrunde am 02.12.2026");
    const past = await site.post("/round/plan", { held_on: "2026-11-01" });
    expect(past.status).toBe(422);
    expect(await past.text()).toContain("Dieser Tag ist vorbei.");
  });

  test("a week is skipped with a reason, which is needed", async () => {
    const site = await runningRound();
    await site.post("/round/1/close");
    expect(await (await site.post("/round/skip", { reason: "" })).text()).toContain("Ein Wort genügt: Ferien.");
    expect((await site.post("/round/skip", { reason: "Ferien" })).status).toBe(303);
    expect(await site.page("/round")).toContain("30.11.2026 ausgelassen: Ferien");
    expect(codes(site.db)).toContain("round.skipped");
  });
});

test("minutes that are changed behind the chain's back are noticed", async () => {
  const site = await runningRound();
  await site.post("/round/1/close");
  const faults = () => {
    const witness = minutesWitness(site.db);
    return [...entriesAfter(site.db, 0, 1000).map((entry) => witness.see(entry)), witness.rest()].filter(Boolean);
  };
  expect(faults()).toEqual([]);
  site.db.run(`UPDATE rounds SET minutes = replace(minutes, 'Newsletter', 'Monitoring')`);
  expect(faults()).toMatchObject([{ sentence: "The minutes of round 1 are not those that entry 13 froze." }]);
});

test("the auditor's export holds the minutes byte for byte, and as a text", async () => {
  const site = await runningRound();
  await site.post("/round/1/close");
  const text = await (await site.get("/round/1/minutes.json")).text();
  const files = [...minutesSection.files(site.db, { asOf: "2026-11-23", knownAt: "2026-11-23" }, "de")];
  expect(files.map(({ name }) => name)).toEqual(["minutes/2026-11-23-1.json", "minutes/2026-11-23-1.md"]);
  expect(files[0]!.content()).toBe(text);
  expect([...minutesSection.files(site.db, { asOf: "2026-11-22", knownAt: "2026-11-22" }, "de")]).toEqual([]);
});
