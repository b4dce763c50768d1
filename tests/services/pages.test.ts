import { describe, expect, test } from "bun:test";
import { readRegister } from "#src/services/read.ts";
import { logIn, visit } from "../support/browser.ts";
import { aService, theCase } from "../support/case.ts";

const theirCase = { prepare: theCase };
const english = { "accept-language": "en" };

describe("the overview", () => {
  test("says first what it all means", async () => {
    expect(await visit(theirCase).page("/")).toContain(
      "Acht von zehn Diensten produktiv. Vier von sieben alten Systemen gelöscht, keines mit Beleg.",
    );
  });

  test("says it as it was known on a day", async () => {
    expect(await visit(theirCase).page("/?known_at=2020-12-31")).toContain(
      "Eines von sieben alten Systemen gelöscht, ohne Beleg.",
    );
  });

  test("lists what needs a person, the most pressing first", async () => {
    const page = await visit(theirCase).page("/");
    const order = [
      "Drei abgelöste Systeme ohne Löschung",
      "Vier Löschungen nur mit eigener Aussage",
      "Workspace: seit 10.2020",
      "AdminLabs erfüllt ein Kriterium nicht",
    ];
    const places = order.map((text) => page.indexOf(text));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test("tells what happened since somebody was last here", async () => {
    const site = visit(theirCase);
    site.db.run(
      "UPDATE people SET seen_before_at = '2026-11-20T09:00:00.000Z', last_seen_at = '2026-11-23T08:59:00.000Z'",
    );
    const page = await site.page("/");
    expect(page).toContain("Seit Ihrem letzten Besuch am 20.11.2026:");
    expect(page).toContain("vier Löschungen wurden bekannt");
  });

  test("of an empty register teaches the first step", async () => {
    const page = await visit().page("/");
    expect(page).toContain("Noch kein Dienst erfasst.");
    expect(page).toContain("/services/import");
  });

  test("draws the progress and the places with the same words for whoever does not see them", async () => {
    const page = await visit(theirCase).page("/");
    expect(page).toContain("31.12.2020 8 produktiv, 4 gelöscht");
    expect(page).toContain("USA 4 und 0");
  });
});

describe("the list of services", () => {
  test("narrows by stage, country, warning and words, all in the address", async () => {
    const site = visit(theirCase);
    const slugs = async (query: string) =>
      [...(await site.page(`/services?${query}`)).matchAll(/class="name"><a href="\/services\/([\w-]+)"/g)].map(
        ([, slug]) => slug,
      );
    expect(await slugs("stage=ready")).toEqual(["newsletter"]);
    expect(await slugs("country=GB")).toEqual(["status-page"]);
    expect(await slugs("warning=stale")).toEqual(["workspace", "newsletter"]);
    expect(await slugs("q=nextcloud")).toEqual(["workspace", "team-chat"]);
    expect((await slugs("sort=name"))[0]).toBe("cloud-server");
    expect(await slugs("stage=open")).toEqual([]);
  });

  test("takes nonsense in the address as not said", async () => {
    expect(
      (await visit(theirCase).get("/services?as_of=never&known_at=31.31.2020&stage=x&sort=%00&warning=<b>")).status,
    ).toBe(200);
  });

  test("is in English for who reads English", async () => {
    const site = visit({ prepare: theCase });
    site.db.run("UPDATE people SET language = 'en'");
    const page = await site.page("/services", english);
    expect(page).toContain("Ten services: eight live, one ready, one in test.");
    expect(page).toContain("replaced, not deleted");
    expect(page).toContain('lang="en"');
  });

  test("shows a change at once, whoever made it", async () => {
    const site = visit({ prepare: (db) => void aService(db) });
    expect(await site.page("/services")).toContain("nicht gemeldet");
    await site.post("/services/newsletter/stages", { stage: "live" });
    expect(await site.page("/services")).toContain("Ein Dienst: einer produktiv.");
  });

  test("shows forms only to who may use them", async () => {
    const site = visit({ as: "viewer", prepare: theCase });
    expect(await site.page("/services")).not.toContain('href="/services/new"');
    expect(await site.page("/services/newsletter")).not.toContain('<details class="fold"');
  });
});

describe("the public progress report", () => {
  test("is not there until it is switched on", async () => {
    const site = visit({ as: "nobody", prepare: theCase });
    expect((await site.get("/stand")).status).toBe(404);
    expect((await site.get("/stand.md")).status).toBe(404);
    site.db.run("UPDATE company SET stand_is_public = 1");
    const page = await site.page("/stand");
    for (const text of ["Stand 02.2021", "Stand 12.2020", "Stand 10.2020"]) expect(page).toContain(text);
    expect((await site.get("/stand")).headers.get("set-cookie")).toBeNull();
  });

  test("tells each report as it was told then, also as Markdown", async () => {
    const site = visit({ as: "nobody", prepare: theCase });
    site.db.run("UPDATE company SET stand_is_public = 1");
    const text = await site.page("/stand.md");
    const december = text.slice(text.indexOf("## Stand 12.2020"), text.indexOf("## Stand 10.2020"));
    expect(december).toContain(
      "**Team-Chat:** produktiv (Slack → Nextcloud Talk, Nextcloud Deck); Slack gelöscht 12.2020",
    );
    expect(december).not.toContain("Sorry gelöscht");
    expect(text.slice(text.indexOf("## Stand 02.2021"), text.indexOf("## Stand 12.2020"))).toContain(
      "Sorry gelöscht 08.12.2020",
    );
  });
});

test("the sentence, the list and the register count the same on every day of the case", () => {
  const site = visit(theirCase);
  for (let month = 1; month <= 14; month += 1) {
    const day = `${month > 12 ? 2021 : 2020}-${String(((month - 1) % 12) + 1).padStart(2, "0")}-15`;
    const { services } = readRegister(site.db, { asOf: day, knownAt: day });
    expect(services).toHaveLength(10);
    for (const row of services) expect(row.stage === null).toBe(row.reported_on === null);
  }
});

test("two people see their own name and role, whoever came first", async () => {
  const site = visit(theirCase);
  const mara = logIn(site.db, "member", "Mara");
  expect(await site.page("/services")).toContain("Olga");
  const hers = await site.page("/services", { cookie: mara });
  expect(hers).toContain("Mara");
  expect(hers).not.toContain("/settings");
});
