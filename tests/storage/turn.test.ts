import { expect, test } from "bun:test";
import { join } from "node:path";
import { openDatabase } from "#src/storage/database.ts";
import { giveWay, isWanted, turnOf } from "#src/storage/turn.ts";
import { connectWorker } from "#src/storage/worker-connection.ts";
import { newFolder } from "../support/folder.ts";

function table() {
  const db = openDatabase(":memory:");
  db.run("CREATE TABLE things (name TEXT)");
  return { db, turn: turnOf(db)! };
}

test("the flag is up while a transaction writes, and down after it, however it ends", () => {
  const { db, turn } = table();
  db.transaction(() => {
    expect(isWanted(turn)).toBe(true);
    db.transaction(() => db.run("INSERT INTO things VALUES ('inside')"))();
    expect(isWanted(turn)).toBe(true);
  }).immediate();
  expect(isWanted(turn)).toBe(false);
  const failing = db.transaction(() => {
    throw new Error("no");
  });
  expect(() => failing.immediate()).toThrow("no");
  expect(isWanted(turn)).toBe(false);
});

test("a single statement that writes raises it too; one that reads does not", () => {
  const { db, turn } = table();
  const seen: boolean[] = [];
  const add = Atomics.add;
  Atomics.add = ((...given: Parameters<typeof add>) => {
    seen.push(true);
    return add(...given);
  }) as typeof add;
  try {
    db.query("SELECT * FROM things").all();
    expect(seen).toHaveLength(0);
    db.query("INSERT INTO things VALUES (?)").run("one");
    expect(db.query("INSERT INTO things VALUES (?) RETURNING name").get("two")).toEqual({ name: "two" });
    db.run("DELETE FROM things");
    expect(seen).toHaveLength(3);
  } finally {
    Atomics.add = add;
  }
  expect(isWanted(turn)).toBe(false);
});

test("who gives way waits no longer than the flag is up, and not for ever when it stays up", () => {
  const { turn } = table();
  const began = performance.now();
  giveWay(turn);
  expect(performance.now() - began).toBeLessThan(50);
  Atomics.store(new Int32Array(turn), 0, 1);
  giveWay(turn);
  expect(performance.now() - began).toBeLessThan(3000);
});

test("a person's write gets in between the rows of a worker that never pauses", async () => {
  const path = join(newFolder(), "aktion.db");
  const db = openDatabase(path, { create: true });
  db.run("CREATE TABLE things (name TEXT)");
  db.run("CREATE TABLE bulk (name TEXT)");
  const worker = new Worker(new URL("../support/bulk-worker.ts", import.meta.url));
  await new Promise((resolve) => {
    worker.onmessage = resolve;
    worker.postMessage({ path, turn: turnOf(db)! });
  });
  const waited: number[] = [];
  for (let n = 0; n < 50; n += 1) {
    const began = performance.now();
    db.query("INSERT INTO things VALUES (?)").run(`${n}`);
    waited.push(performance.now() - began);
    await Bun.sleep(2);
  }
  worker.terminate();
  await new Promise((resolve) => worker.addEventListener("close", resolve));
  waited.sort((a, b) => a - b);
  expect(waited[45]!).toBeLessThan(250); // SQLite's own way of waiting would take a group of a second each time
  expect(db.query<{ n: number }, []>("SELECT count(*) AS n FROM bulk").get()!.n).toBeGreaterThan(0);
  db.close();
});

test("the connection of a worker raises nothing", () => {
  const path = join(newFolder(), "aktion.db");
  openDatabase(path, { create: true }).close();
  const db = connectWorker(path);
  expect(turnOf(db)).toBeNull();
  db.close();
});
