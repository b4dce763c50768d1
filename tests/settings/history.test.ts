import { expect, test } from "bun:test";
import { record } from "#src/history/record.ts";
import { visit } from "../support/browser.ts";

test("the chain is shown with its head and in words", async () => {
  const { post, page, db } = visit();
  await post("/people", { email: "nora@example.ch", name: "Nora", role: "member", language: "de" });
  await post("/people/tokens", { name: "Bericht", scope: "read" });
  const shown = await page("/settings/history");
  const { hash } = db.query<{ hash: string }, []>("SELECT hash FROM history_entries WHERE seq = 2").get()!;
  for (const text of ["2 Einträge in der Kette.", hash, "Person eingeladen", "API-Token ausgestellt", "Olga", "Nora"])
    expect(shown).toContain(text);
  expect(shown.indexOf("API-Token ausgestellt")).toBeLessThan(shown.indexOf("Person eingeladen"));
});

test("a check says that all is unchanged, or which entry is not", async () => {
  const { post, page, db } = visit();
  for (const name of ["Eins", "Zwei", "Drei"]) await post("/people/tokens", { name, scope: "read" });
  expect(await page("/settings/history?check")).toContain("3 Einträge geprüft, alle unverändert.");
  db.run("DROP TRIGGER history_never_changed");
  db.run("UPDATE history_entries SET facts = '{}' WHERE seq = 2");
  expect(await page("/settings/history?check")).toContain("Die Kette stimmt nicht: Eintrag 2 wurde verändert.");
});

test("a long chain is shown in pages, and others are answered while it is checked", async () => {
  const { get, page, db } = visit();
  db.transaction(() => {
    for (let i = 0; i < 3000; i++)
      record(db, { what: "token.issued", about: "token:1", by: "aktion", at: new Date(0), reported_on: "2026-11-23" });
  })();
  const first = await page("/settings/history");
  expect(first.match(/<li id="entry-/g)).toHaveLength(50);
  expect(first).toContain('href="/settings/history?before=2951"');
  expect(await page("/settings/history?before=2951")).toContain('id="entry-2950"');
  expect(await page("/settings/history?before=51")).not.toContain("Ältere");

  const order: string[] = [];
  const check = get("/settings/history?check").then(() => order.push("check"));
  await Bun.sleep(1);
  await get("/people/me").then(() => order.push("page"));
  await check;
  expect(order).toEqual(["page", "check"]);
});

test("erased words are not shown, and are no breach", async () => {
  const { post, page, db } = visit();
  await post("/people/tokens", { name: "Geheimnis", scope: "read" });
  await post("/people/tokens/1/revocation");
  db.run("UPDATE history_entries SET words = NULL");
  db.run("UPDATE api_tokens SET name = 'x'");
  const shown = await page("/settings/history?check");
  expect(shown).toContain("2 Einträge geprüft, alle unverändert.");
  expect(shown).not.toContain("Geheimnis");
});
