import { expect, test } from "bun:test";
import { join } from "node:path";
import { verifyChain } from "#src/history/verify.ts";
import { Problem } from "#src/problem.ts";
import { openDatabase } from "#src/storage/database.ts";
import { visit } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";

test("when the disk is full a person is told so, and everything that was acknowledged is there", async () => {
  const site = visit({ prepare: (db) => db.run("PRAGMA max_page_count = 80") });
  const stored: string[] = [];
  for (let n = 0; n < 500; n += 1) {
    const name = `Dienst ${n} ${"x".repeat(60)}`;
    const answer = await site.post("/services", { name, purpose: "y".repeat(200) });
    if (answer.status === 303) stored.push(name);
    else {
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain("ist voll. Schaffen Sie Platz");
      break;
    }
  }
  expect(stored.length).toBeGreaterThan(10);
  expect(stored.length).toBeLessThan(500);
  const names = site.db.query<{ name: string }, []>("SELECT name FROM services ORDER BY id").all();
  expect(names.map(({ name }) => name)).toEqual(stored);
  expect(verifyChain(site.db)).toMatchObject({ ok: true });

  site.db.run("PRAGMA max_page_count = 4000");
  expect((await site.post("/services", { name: "Nachher" })).status).toBe(303);
});

test("an update that finds no room says so and leaves the file as it was", () => {
  const path = join(newFolder(), "aktion.db");
  const first = { name: "0001_small", sql: "CREATE TABLE small (text TEXT) STRICT" };
  const large = "CREATE TABLE large (text TEXT) STRICT; INSERT INTO large VALUES (hex(zeroblob(1000000)))";
  const second = { name: "0002_large", sql: `PRAGMA max_page_count = 10; ${large}` };
  openDatabase(path, { create: true, steps: [first] }).close();

  const update = () => openDatabase(path, { steps: [first, second] });
  expect(update).toThrow(Problem);
  expect(update).toThrow(`The disk that holds ${path} is full.`);
  expect(
    openDatabase(path, { steps: [first] })
      .query("SELECT * FROM small")
      .all(),
  ).toEqual([]);
});
