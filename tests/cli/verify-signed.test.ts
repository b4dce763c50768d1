import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "#src/history/entry.ts";
import { keptSigningKey, keyFileBeside } from "#src/history/key-file.ts";
import { beginKey } from "#src/history/signing.ts";
import { entriesAfter, headOf } from "#src/history/store.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { sealed, tamper, verified } from "../support/sealed.ts";
import { command } from "../support/world.ts";

test("a tail that was cut off: against the signed heads, and against a head kept elsewhere when those were cut off too", async () => {
  const path = await sealed();
  const { checkpoint, count } = lastHead(path);
  const cut = [`DELETE FROM history_entries WHERE seq > ${count - 2}`];
  tamper(path, ...cut);
  expect(await verified("--db", path)).toMatchObject({ exit: 1, code: "cut-off", seq: count - 1 });

  tamper(
    path,
    `DELETE FROM signed_heads WHERE count > ${count - 2}`,
    "DELETE FROM evidence_files",
    "DELETE FROM deletion_records",
  );
  const head = kept(path, checkpoint);
  expect(await verified("--db", path, "--head", head)).toMatchObject({ exit: 1, code: "cut-off", seq: count - 1 });
});

test("a head may also be a line that somebody noted", async () => {
  const path = await sealed();
  const { count, hash } = lastHead(path);
  expect(await verified("--db", path, "--head", kept(path, `${count} ${hash.slice(0, 12)}…\n`))).toMatchObject({
    exit: 0,
  });
  const other = hash.startsWith("0") ? "1" : "0";
  const wrong = kept(path, `${count} ${other}${hash.slice(1)}`);
  expect(await verified("--db", path, "--head", wrong)).toMatchObject({ exit: 1, code: "recomputed" });
  const missing = kept(path, `${count + 5} ${hash}`);
  expect(await verified("--db", path, "--head", missing)).toMatchObject({ exit: 1, code: "cut-off", seq: count + 1 });
  expect(await command(["verify", "--db", path, "--head", kept(path, "Guten Tag")])).toMatchObject({ exit: 2 });
});

test("a whole chain that was recomputed without the key", async () => {
  const path = await sealed();
  const { count } = lastHead(path);
  recompute(path, 4);
  expect(await verified("--db", path)).toMatchObject({ exit: 1, code: "recomputed", seq: 2 });

  const checkpoint = lastHead(path).checkpoint;
  tamper(path, "DELETE FROM signed_heads");
  expect(await verified("--db", path)).toMatchObject({ exit: 1, code: "signature-missing" });
  expect(await verified("--db", path, "--head", kept(path, checkpoint))).toMatchObject({ exit: 1, code: "recomputed" });
  expect(count).toBeGreaterThan(4);
});

test("a chain that was made anew with another key: the real key beside it, an earlier head, or the public key tell", async () => {
  const path = await sealed();
  const { checkpoint } = lastHead(path);
  const forged = await sealed(join(newFolder(), "aktion.db"));
  copyFileSync(forged, path);
  expect(await verified("--db", path)).toMatchObject({ exit: 1, code: "key-unknown" });
  rmSync(keyFileBeside(path));
  expect(await verified("--db", path)).toMatchObject({ exit: 0 }); // nothing of the old one is left to compare with
  expect(await verified("--db", path, "--head", kept(path, checkpoint))).toMatchObject({
    exit: 1,
    code: "key-unknown",
  });
});

test("a signed head that was changed, and one signed by a key that never began", async () => {
  const path = await sealed();
  tamper(path, "UPDATE signed_heads SET checkpoint = replace(checkpoint, 'aktion.history/', 'aktion.history/0')");
  expect((await verified("--db", path)).exit).toBe(1);
  const other = await sealed();
  tamper(other, "UPDATE signed_heads SET count = count - 1 WHERE id = 2");
  expect(await verified("--db", other)).toMatchObject({ exit: 1, code: "signature-wrong" });
});

test("a lost key: another begins, as an entry, and everything still verifies", async () => {
  const path = await sealed();
  rmSync(keyFileBeside(path));
  expect(await verified("--db", path)).toMatchObject({ exit: 0 });
  const db = openDatabase(path);
  const key = keptSigningKey(keyFileBeside(path), now);
  expect(beginKey(db, key, { by: "aktion", at: now, reported_on: "2026-11-24" })).toBe("new");
  db.close();
  const { exit, keys } = await verified("--db", path);
  expect([exit, keys.length, keys[1].since]).toEqual([0, 2, lastHead(path).count]);
});

function lastHead(path: string) {
  const db = new Database(path, { readonly: true });
  const head = db
    .query<{ count: number; hash: string; checkpoint: string }, []>(
      "SELECT count, hash, checkpoint FROM signed_heads ORDER BY id DESC LIMIT 1",
    )
    .get()!;
  db.close();
  return head;
}

function kept(path: string, text: string): string {
  const file = join(path, "..", `head-${crypto.randomUUID()}.txt`);
  writeFileSync(file, text);
  return file;
}

/** Changes an entry and makes all hashes fit again, as whoever has no key can. */
function recompute(path: string, changed: number): void {
  tamper(path, `UPDATE history_entries SET by = 'person:9' WHERE seq = ${changed}`);
  const db = new Database(path, { strict: true });
  let previous = "0".repeat(64);
  for (const entry of entriesAfter(db, 0, 10_000)) {
    const hash = hashOf({ ...entry, previous_hash: previous });
    db.query("UPDATE history_entries SET previous_hash = ?, hash = ? WHERE seq = ?").run(previous, hash, entry.seq);
    previous = hash;
  }
  expect(headOf(db).hash).toBe(previous);
  db.close();
}
