import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { record } from "#src/history/record.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { run, serve } from "../support/program.ts";
import { seeded } from "../support/random.ts";
import { sealed, tamper, verified } from "../support/sealed.ts";
import { command } from "../support/world.ts";

test("a database that nobody touched passes, and looking leaves nothing behind", async () => {
  const path = await sealed();
  const before = readFileSync(path);
  expect(await verified("--db", path)).toMatchObject({ exit: 0, checked: { deletion_records: 1, evidence_files: 1 } });
  const { out } = await command(["verify", "--db", path]);
  expect(out).toStartWith("Nothing was changed: ");
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(join(path, "..")).sort()).toEqual(["aktion.db", "aktion.key"]);
});

const changes: [string, string, { code: string; seq: number | null }][] = [
  ["an entry changed", "UPDATE history_entries SET by = 'person:9' WHERE seq = 4", { code: "entry-changed", seq: 4 }],
  ["facts that are no JSON", "UPDATE history_entries SET facts = '{' WHERE seq = 4", { code: "entry-changed", seq: 4 }],
  [
    "words changed",
    `UPDATE history_entries SET words = '{"name":"Frau X"}' WHERE seq = 2`,
    { code: "words-changed", seq: 2 },
  ],
  ["an entry removed", "DELETE FROM history_entries WHERE seq = 5", { code: "entry-removed", seq: 5 }],
  ["a stage changed", "UPDATE stage_reports SET stage = 'live' WHERE id = 1", { code: "register-changed", seq: 6 }],
  [
    "a stage's day changed",
    "UPDATE stage_reports SET reported_on = '2020-01-01' WHERE id = 1",
    { code: "register-changed", seq: 6 },
  ],
  [
    "a stage's remark changed",
    "UPDATE stage_reports SET note = 'x' WHERE id = 1",
    { code: "register-changed", seq: 6 },
  ],
  [
    "a stage moved to another service",
    "UPDATE stage_reports SET service_id = 2 WHERE id = 1",
    { code: "register-changed", seq: 6 },
  ],
  ["a stage removed", "DELETE FROM stage_reports WHERE id = 1", { code: "register-changed", seq: 6 }],
  [
    "a stage without an entry",
    "INSERT INTO stage_reports SELECT 99, service_id, 'live', happened_on, happened_text, reported_on, recorded_at, by, note, NULL, 0 FROM stage_reports WHERE id = 1",
    { code: "register-changed", seq: null },
  ],
];

test.each(changes)("%s is found and named", async (_, sql, found) => {
  const path = await sealed();
  tamper(path, sql);
  expect(await verified("--db", path)).toMatchObject({ exit: 1, ...found });
});

const behind: [string, string][] = [
  ["the day of a deletion", "UPDATE deletion_records SET executed_on = '2020-12-01'"],
  ["who deleted", "UPDATE deletion_records SET executed_by = 'Andere Person'"],
  ["how it was deleted", "UPDATE deletion_records SET method = 'provider'"],
  ["what was not deleted", "UPDATE deletion_records SET not_deleted = 'nichts'"],
  ["a deletion record gone", "DELETE FROM deletion_records"],
  ["the old data's state", "UPDATE old_data_reports SET state = 'confirmed' WHERE id = 1"],
  ["the old data's day", "UPDATE old_data_reports SET happened_on = '2020-12-31' WHERE id = 1"],
  ["a state taken back", "UPDATE old_data_reports SET withdrawn = 1 WHERE id = 1"],
  ["the name of evidence", "UPDATE evidence_files SET name = 'anders.txt'"],
  ["the digest of evidence", "UPDATE evidence_files SET sha256 = 'ff'"],
  ["evidence said to be removed", "UPDATE evidence_files SET removed_at = '2026-01-01', blob_id = NULL"],
];

test.each(behind)("%s, changed behind the chain's back, is found", async (_, sql) => {
  const path = await sealed();
  tamper(path, sql);
  const { exit, code } = await verified("--db", path);
  expect([exit, ["register-changed", "evidence-missing"].includes(code!)]).toEqual([1, true]);
});

test("two entries that changed places", async () => {
  const path = await sealed();
  const swap = (from: number, to: number) => `UPDATE history_entries SET seq = ${to} WHERE seq = ${from}`;
  tamper(path, swap(3, 999), swap(4, 3), swap(999, 4));
  expect(await verified("--db", path)).toMatchObject({ exit: 1, code: "entry-reordered", seq: 3 });
});

test("a byte of evidence flipped in the file names it; a removed file passes", async () => {
  const path = await sealed();
  const db = new Database(path);
  const { bytes } = db.query<{ bytes: Uint8Array }, []>("SELECT bytes FROM blob_rows").get()!;
  bytes[bytes.length - 1]! ^= 1;
  db.run("UPDATE blob_rows SET bytes = ?", [bytes]);
  db.close();
  expect(await verified("--db", path)).toMatchObject({ exit: 1, code: "evidence-changed", file: "Bestätigung ü.txt" });

  const { removeEvidence } = await import("#src/deletions/evidence-actions.ts");
  const other = await sealed();
  const open = openDatabase(other);
  await removeEvidence(open, 1, "enthielt Personendaten", { by: "person:1", at: now });
  open.close();
  expect(await verified("--db", other)).toMatchObject({ exit: 0, checked: { removed_files: 1, evidence_files: 0 } });
});

test("no random change of a row passes (40 changes, seed 4711)", async () => {
  const random = seeded(4711);
  const whole = await sealed();
  const { count } = await verified("--db", whole);
  const columns =
    "what about by happened_on reported_on recorded_at facts words words_salt words_digest previous_hash hash".split(
      " ",
    );
  for (let n = 0; n < 40; n += 1) {
    const path = join(newFolder(), "aktion.db");
    copyFileSync(whole, path);
    const seq = 1 + Math.floor(random() * count);
    const column = columns[Math.floor(random() * columns.length)]!;
    const db = new Database(path);
    const { value } = db
      .query<{ value: string | null }, []>(`SELECT "${column}" AS value FROM history_entries WHERE seq = ${seq}`)
      .get()!;
    db.close();
    tamper(path, `UPDATE history_entries SET "${column}" = ${flipped(value, random)} WHERE seq = ${seq}`);
    const found = await verified("--db", path);
    // a salt without words says nothing, and is no part of what must stay
    if (column === "words_salt" && value === null) continue;
    expect({ column, seq, ...found }).toMatchObject({ exit: 1, seq });
  }
});

function flipped(value: string | null, random: () => number): string {
  if (value === null) return "'x'";
  const at = Math.floor(random() * value.length);
  const other = value[at] === "7" ? "8" : "7";
  return `'${(value.slice(0, at) + other + value.slice(at + 1)).replaceAll("'", "''")}'`;
}

test("it works beside a running server, and while that server writes", async () => {
  const path = join(newFolder(), "aktion.db");
  const served = await serve(path);
  expect(await run(["verify", "--db", path])).toMatchObject({ exit: 0, err: "" });
  const beside = openDatabase(path);
  const writing = (async () => {
    for (let n = 0; n < 200; n += 1) {
      beside
        .transaction(() =>
          record(beside, { what: "stand.opened", about: "company", by: "aktion", at: now, reported_on: "2026-11-23" }),
        )
        .immediate();
      await Bun.sleep(2);
    }
  })();
  expect((await run(["verify", "--db", path])).exit).toBe(0);
  await writing;
  beside.close();
  expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
});

test("a file that is damaged, missing or none of ours is said in a sentence", async () => {
  const path = await sealed();
  const bytes = readFileSync(path);
  bytes.fill(0x5a, 8192 * 4, 8192 * 20);
  writeFileSync(path, bytes);
  expect(await verified("--db", path)).toMatchObject({ exit: 1, code: "file-damaged" });
  expect(await command(["verify", "--db", join(newFolder(), "gone.db")])).toMatchObject({ exit: 2 });
  const letter = join(newFolder(), "brief.txt");
  writeFileSync(letter, "Guten Tag\n".repeat(900));
  expect((await command(["verify", "--db", letter])).err).toContain("is not a database");
  expect(await verified(letter)).toMatchObject({ exit: 1, code: "file-damaged" });
});
