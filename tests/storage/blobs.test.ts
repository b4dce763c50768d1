import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import {
  collectBlobs,
  digestOf,
  discard,
  nameBlob,
  partsOf,
  releaseBlob,
  TooLarge,
  takeIn,
} from "#src/storage/blobs.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";

const limits = { at: now, mostBytes: 10_000_000 };
const counts = (db: Database) =>
  db.query("SELECT (SELECT count(*) FROM blobs) AS blobs, (SELECT count(*) FROM blob_rows) AS rows").get();
const sha256 = (bytes: Uint8Array) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

function random(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let from = 0; from < size; from += 65_536) crypto.getRandomValues(bytes.subarray(from, from + 65_536));
  return bytes;
}

async function* inChunks(bytes: Uint8Array, chunk = 50_000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += chunk) yield bytes.subarray(from, from + chunk);
}

async function stored(db: Database, bytes: Uint8Array): Promise<number> {
  const taken = await takeIn(db, inChunks(bytes), limits);
  const id = db.transaction(() => nameBlob(db, taken)).immediate();
  if (id !== taken.id) await discard(db, [taken.id]);
  return id;
}

test.each([0, 1, 262_143, 262_144, 262_145, 1_000_000])("%d bytes come out as they went in", async (size) => {
  const db = openDatabase(":memory:");
  const bytes = random(size);
  const taken = await takeIn(db, inChunks(bytes), limits);
  expect(taken).toMatchObject({ size, sha256: sha256(bytes), head: bytes.slice(0, 8192) });
  expect(Buffer.concat([...partsOf(db, taken.id)]).equals(bytes)).toBe(true);
  expect(digestOf(db, taken.id)).toBe(sha256(bytes));
});

test("what shrinks is compressed, what does not is stored as it is, row by row", async () => {
  const db = openDatabase(":memory:");
  await stored(db, new Uint8Array([...new Uint8Array(262_144), ...random(262_144)]));
  const rows = db
    .query<{ encoding: string; n: number }, []>("SELECT encoding, length(bytes) AS n FROM blob_rows ORDER BY position")
    .all();
  expect(rows[0]!.encoding).toBe("zstd");
  expect(rows[0]!.n).toBeLessThan(1000);
  expect(rows[1]).toEqual({ encoding: "raw", n: 262_144 });
});

test("the same bytes lie there once, whoever brings them", async () => {
  const db = openDatabase(":memory:");
  const bytes = random(600_000);
  const first = await stored(db, bytes);
  expect(await stored(db, bytes)).toBe(first);
  expect(counts(db)).toEqual({ blobs: 1, rows: 3 });
});

test("more than may come is refused, and nothing of it stays", async () => {
  const db = openDatabase(":memory:");
  const taking = takeIn(db, inChunks(random(600_000)), { at: now, mostBytes: 599_999 });
  expect(taking).rejects.toBeInstanceOf(TooLarge);
  await taking.catch(() => {});
  expect(counts(db)).toEqual({ blobs: 0, rows: 0 });
});

test("a stream that breaks off leaves nothing", async () => {
  const db = openDatabase(":memory:");
  async function* broken() {
    yield random(300_000);
    throw new Error("gone");
  }
  await expect(takeIn(db, broken(), limits)).rejects.toThrow("gone");
  expect(counts(db)).toEqual({ blobs: 0, rows: 0 });
});

test("what a killed upload left is collected at the start, what has a name stays", async () => {
  const db = openDatabase(":memory:");
  await takeIn(db, inChunks(random(600_000)), limits);
  const kept = await stored(db, random(300_000));
  collectBlobs(db);
  expect(counts(db)).toEqual({ blobs: 1, rows: 2 });
  expect(digestOf(db, kept)).toHaveLength(64);
});

test("a blob goes once nothing refers to it, not before", async () => {
  const db = openDatabase(":memory:");
  const id = await stored(db, random(300_000));
  const refer =
    "INSERT INTO pending_files (handle, name, type, blob_id, uploaded_by, uploaded_at) VALUES (?, 'n', 't', ?, 'b', 'a')";
  db.query(refer).run("one", id);
  expect(releaseBlob(db, id)).toBe(false);
  await discard(db, [id]);
  expect(counts(db)).toEqual({ blobs: 1, rows: 2 });
  db.run("DELETE FROM pending_files");
  expect(releaseBlob(db, id)).toBe(true);
  await discard(db, [id]);
  expect(counts(db)).toEqual({ blobs: 0, rows: 0 });
});
