import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { genesis, hashOf } from "#src/history/entry.ts";
import { type Recording, record } from "#src/history/record.ts";
import { entriesAfter, headOf } from "#src/history/store.ts";
import { verifyChain } from "#src/history/verify.ts";
import { openDatabase } from "#src/storage/database.ts";

const at = new Date("2026-11-23T09:00:00.000Z");

const stage: Recording = {
  what: "stage.reported",
  about: "service:newsletter",
  by: "person:1",
  at,
  reported_on: "2020-12-31",
  happened: { on: "2020-12", text: "Anfang Dezember" },
  facts: { stage: "building" },
  words: { note: "Frau Muster richtet Mailtrain ein" },
};

function chainOf(length: number): Database {
  const db = openDatabase(":memory:");
  for (let n = 1; n <= length; n += 1) record(db, { ...stage, facts: { stage: "building", n } });
  return db;
}

/** What somebody does who has the file and a database tool: the triggers hold nobody back who may write. */
function tamper(db: Database, sql: string): void {
  db.run("DROP TRIGGER history_never_changed");
  db.run("DROP TRIGGER history_never_deleted");
  db.run(sql);
}

test("an empty chain verifies, and its head is the beginning", () => {
  const db = openDatabase(":memory:");
  expect(verifyChain(db)).toEqual({ ok: true, count: 0, head: genesis });
});

test("each entry names the one before it, and the chain verifies", () => {
  const db = chainOf(3);
  const entries = entriesAfter(db, 0, 10);
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(entries.map(({ previous_hash }) => previous_hash)).toEqual([genesis, entries[0]!.hash, entries[1]!.hash]);
  expect(verifyChain(db)).toEqual({ ok: true, count: 3, head: headOf(db).hash });
});

test("a chain longer than a page of entries verifies to its end", () => {
  const db = openDatabase(":memory:");
  db.transaction(() => {
    for (let n = 0; n < 2001; n += 1) record(db, stage);
  })();
  expect(verifyChain(db)).toMatchObject({ ok: true, count: 2001 });
});

test("names and free text never enter the hashed text", () => {
  const db = chainOf(1);
  const { words: _, words_salt: __, ...hashed } = entriesAfter(db, 0, 1)[0]!;
  expect(JSON.stringify(hashed)).not.toContain("Muster");
  expect(JSON.stringify(hashed)).not.toContain("Anfang");
});

test("the same words twice have different digests, so that nobody can guess a name from one", () => {
  const [one, two] = entriesAfter(chainOf(2), 0, 2);
  expect(one!.words).toBe(two!.words);
  expect(one!.words_digest).not.toBe(two!.words_digest);
});

const changes = [
  ["what", "'stage.corrected'"],
  ["about", "'service:chat'"],
  ["by", "'person:9'"],
  ["happened_on", "'2020-11'"],
  ["happened_on", "NULL"],
  ["reported_on", "'2020-11-30'"],
  ["recorded_at", "'2020-12-31T00:00:00.000Z'"],
  ["facts", `'{"n":2,"stage":"live"}'`],
  ["words_digest", "NULL"],
  ["hash", "'00'"],
] as const;

test.each(changes)("a changed %s (%s) is found at its entry", (column, value) => {
  const db = chainOf(3);
  tamper(db, `UPDATE history_entries SET "${column}" = ${value} WHERE seq = 2`);
  expect(verifyChain(db)).toEqual({ ok: false, seq: 2, broken: "changed" });
});

test.each([
  `{"n":2,"stage": "building"}`,
  `{"n":2,"stage":"live","stage":"building"}`,
  `{"stage":"building","n":2}`,
  "{",
])("facts that say the same in other text, or nothing at all, are found: %s", (facts) => {
  const db = chainOf(3);
  tamper(db, `UPDATE history_entries SET facts = '${facts}' WHERE seq = 2`);
  expect(verifyChain(db)).toEqual({ ok: false, seq: 2, broken: "changed" });
});

test("changed words are found; erased words are no breach", () => {
  const changed = chainOf(3);
  tamper(changed, `UPDATE history_entries SET words = '{"note":"anders"}' WHERE seq = 2`);
  expect(verifyChain(changed)).toEqual({ ok: false, seq: 2, broken: "words" });

  const erased = chainOf(3);
  erased.run("UPDATE history_entries SET words = NULL, words_salt = NULL WHERE seq = 2");
  expect(verifyChain(erased)).toMatchObject({ ok: true, count: 3 });
});

test("words put where there were none are found", () => {
  const db = openDatabase(":memory:");
  const { happened: _, words: __, ...wordless } = stage;
  record(db, wordless);
  tamper(db, `UPDATE history_entries SET words = '{"note":"später"}' WHERE seq = 1`);
  expect(verifyChain(db)).toEqual({ ok: false, seq: 1, broken: "words" });
});

test("a removed entry is found where it is missing, at the start and in the middle", () => {
  for (const seq of [1, 2]) {
    const db = chainOf(3);
    tamper(db, `DELETE FROM history_entries WHERE seq = ${seq}`);
    expect(verifyChain(db)).toEqual({ ok: false, seq, broken: "removed" });
  }
});

test("entries that changed places are found at the first of them", () => {
  const db = chainOf(4);
  tamper(db, "UPDATE history_entries SET seq = 99 WHERE seq = 2");
  db.run("UPDATE history_entries SET seq = 2 WHERE seq = 3");
  db.run("UPDATE history_entries SET seq = 3 WHERE seq = 99");
  expect(verifyChain(db)).toEqual({ ok: false, seq: 2, broken: "reordered" });
});

test("an entry that was removed and the later ones numbered anew is missed all the same", () => {
  const db = chainOf(4);
  tamper(db, "DELETE FROM history_entries WHERE seq = 2");
  db.run("UPDATE history_entries SET seq = seq - 1 WHERE seq > 2");
  expect(verifyChain(db)).toEqual({ ok: false, seq: 2, broken: "removed" });
});

test("an entry put in between is found even when its own hash fits", () => {
  const db = chainOf(2);
  const second = entriesAfter(db, 1, 1)[0]!;
  const forged = { ...second, facts: '{"n":2,"stage":"live"}' };
  tamper(db, `UPDATE history_entries SET facts = '${forged.facts}', hash = '${hashOf(forged)}' WHERE seq = 2`);
  record(db, stage);
  db.run(`UPDATE history_entries SET previous_hash = '${second.hash}' WHERE seq = 3`);
  expect(verifyChain(db)).toEqual({ ok: false, seq: 3, broken: "changed" });
});

test("the database itself refuses to change or remove an entry", () => {
  const db = chainOf(2);
  for (const [column, value] of changes)
    expect(() => db.run(`UPDATE history_entries SET "${column}" = ${value} WHERE seq = 2`)).toThrow("never changed");
  expect(() => db.run(`UPDATE history_entries SET words = '{}' WHERE seq = 2`)).toThrow("never changed");
  expect(() => db.run("DELETE FROM history_entries")).toThrow("never deleted");
  expect(() => db.run("REPLACE INTO history_entries SELECT * FROM history_entries WHERE seq = 1")).toThrow("appended");
});

test("a change that is rolled back leaves no entry", () => {
  const db = chainOf(1);
  const change = db.transaction(() => {
    record(db, stage);
    throw new Error("the rest of the change failed");
  });
  expect(() => change.immediate()).toThrow("the rest");
  expect(headOf(db).count).toBe(1);
  expect(verifyChain(db)).toMatchObject({ ok: true, count: 1 });
});
