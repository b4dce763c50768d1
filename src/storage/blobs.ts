import type { Database } from "bun:sqlite";

/** What one row holds at most. Small enough that a transaction of one row is over in a few milliseconds. */
const rowBytes = 256 * 1024;

/** Bytes that lie in the file and have no name yet. `head` are the first ones, for telling what they are. */
export type Taken = { id: number; sha256: string; size: number; head: Uint8Array };

/** More came than may come. What was stored of it is gone again. */
export class TooLarge extends Error {}

type Taking = { at: Date; mostBytes: number };

/**
 * Stores a stream piece by piece, each in a short transaction of its own, and never holds more than a piece of it. Nobody finds it
 * until `nameBlob` gives it its name. When the stream breaks off, nothing of it stays.
 */
export async function takeIn(
  db: Database,
  source: AsyncIterable<Uint8Array>,
  { at, mostBytes }: Taking,
): Promise<Taken> {
  const id = insertBlob(db, at);
  try {
    return { id, ...(await storedRows(db, id, source, mostBytes)) };
  } catch (error) {
    await discard(db, [id]);
    throw error;
  }
}

async function storedRows(db: Database, id: number, source: AsyncIterable<Uint8Array>, mostBytes: number) {
  const hasher = new Bun.CryptoHasher("sha256");
  const row = new Uint8Array(rowBytes);
  let [filled, position, size] = [0, 0, 0];
  let head = new Uint8Array();
  const store = () => {
    if (position === 0) head = row.slice(0, Math.min(filled, 8192));
    insertRow(db, id, position, row.subarray(0, filled));
    [filled, position] = [0, position + 1];
  };
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new TooLarge();
    hasher.update(chunk);
    for (let from = 0; from < chunk.byteLength; ) {
      const part = chunk.subarray(from, from + rowBytes - filled);
      row.set(part, filled);
      filled += part.byteLength;
      from += part.byteLength;
      if (filled === rowBytes) store();
    }
  }
  if (filled > 0) store();
  return { sha256: hasher.digest("hex"), size, head };
}

/** Bytes small enough to be held, made ready outside of a transaction. */
export type Packed = { sha256: string; size: number; rows: Row[] };

export function packed(bytes: Uint8Array): Packed {
  const rows: Row[] = [];
  for (let from = 0; from < bytes.byteLength; from += rowBytes)
    rows.push(packedRow(bytes.subarray(from, from + rowBytes)));
  const sha256 = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
  return { sha256, size: bytes.byteLength, rows };
}

/** Stores such bytes once, and gives the blob. Call it inside the transaction that writes the reference. */
export function putBlob(db: Database, { sha256, size, rows }: Packed, at: Date): number {
  const known = findBlob(db, sha256);
  if (known !== null) return known;
  const { id } = db
    .query<{ id: number }, [string, number, string]>(
      "INSERT INTO blobs (sha256, size, created_at) VALUES (?, ?, ?) RETURNING id",
    )
    .get(sha256, size, at.toISOString())!;
  for (const [position, row] of rows.entries()) insertPacked(db, id, position, row);
  return id;
}

function insertBlob(db: Database, at: Date): number {
  return db
    .query<{ id: number }, [string]>("INSERT INTO blobs (size, created_at) VALUES (0, ?) RETURNING id")
    .get(at.toISOString())!.id;
}

function insertRow(db: Database, id: number, position: number, bytes: Uint8Array): void {
  insertPacked(db, id, position, packedRow(bytes));
}

function packedRow(bytes: Uint8Array): Row {
  const shorter = Bun.zstdCompressSync(bytes);
  return shorter.byteLength < bytes.byteLength ? { encoding: "zstd", bytes: shorter } : { encoding: "raw", bytes };
}

function insertPacked(db: Database, id: number, position: number, { encoding, bytes }: Row): void {
  db.query<null, [number, number, string, Uint8Array]>(
    "INSERT INTO blob_rows (blob_id, position, encoding, bytes) VALUES (?, ?, ?, ?)",
  ).run(id, position, encoding, bytes);
}

/**
 * Names what was taken in and gives the blob to refer to: an older one where the same bytes lie there already; the new one then stays
 * without a name, for `discard`. Call it inside the transaction that writes the reference.
 */
export function nameBlob(db: Database, { id, sha256, size }: Taken): number {
  const known = findBlob(db, sha256);
  if (known !== null) return known;
  const named = db
    .query<null, [string, number, number]>("UPDATE blobs SET sha256 = ?, size = ? WHERE id = ? AND sha256 IS NULL")
    .run(sha256, size, id);
  if (named.changes !== 1) throw new Error(`blob ${id} is gone`);
  return id;
}

function findBlob(db: Database, sha256: string): number | null {
  return db.query<{ id: number }, [string]>("SELECT id FROM blobs WHERE sha256 = ?").get(sha256)?.id ?? null;
}

/**
 * Takes its name from a blob that no row of any table refers to any more, and says whether it did. Call it inside the transaction
 * that removed a reference, and `discard` it afterwards: until then the bytes are only hidden.
 */
export function releaseBlob(db: Database, id: number): boolean {
  if (referringColumns(db).some(({ table, column }) => refers(db, table, column, id))) return false;
  return db.query<null, [number]>("UPDATE blobs SET sha256 = NULL WHERE id = ?").run(id).changes === 1;
}

type Column = { table: string; column: string };

/** Every column that names a blob as its foreign key: no area has to tell us that it uses blobs. */
function referringColumns(db: Database): Column[] {
  return db
    .query<Column, []>(
      `SELECT m.name AS "table", f."from" AS "column" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
       WHERE m.type = 'table' AND f."table" = 'blobs' AND m.name <> 'blob_rows'`,
    )
    .all();
}

function refers(db: Database, table: string, column: string, id: number): boolean {
  return db.query(`SELECT 1 FROM "${table}" WHERE "${column}" = ? LIMIT 1`).get(id) !== null;
}

/** Removes blobs that have no name, a few rows at a time, so that others are answered in between. Blobs with a name stay. */
export async function discard(db: Database, ids: readonly number[]): Promise<void> {
  for (const id of ids) while (removeSome(db, id)) await Bun.sleep(0);
}

/** At the start, before anybody can upload: removes what interrupted uploads left. */
export function collectBlobs(db: Database): void {
  const left = db.query<{ id: number }, []>("SELECT id FROM blobs WHERE sha256 IS NULL").all();
  for (const { id } of left) while (removeSome(db, id));
}

/** False once nothing is left to remove. */
function removeSome(db: Database, id: number): boolean {
  return db
    .transaction(() => {
      if (db.query("SELECT 1 FROM blobs WHERE id = ? AND sha256 IS NULL").get(id) === null) return false;
      const { changes } = db
        .query<null, [number]>(
          "DELETE FROM blob_rows WHERE id IN (SELECT id FROM blob_rows WHERE blob_id = ? LIMIT 16)",
        )
        .run(id);
      if (changes === 0) db.query<null, [number]>("DELETE FROM blobs WHERE id = ?").run(id);
      return changes > 0;
    })
    .immediate();
}

type Row = { encoding: "raw" | "zstd"; bytes: Uint8Array };

/** The bytes of a blob from one of them on, piece by piece. Each piece is read when it is asked for. */
export function* partsOf(db: Database, id: number, from = 0): Generator<Uint8Array> {
  const first = Math.floor(from / rowBytes);
  const row = db.query<Row, [number, number]>(
    "SELECT encoding, bytes FROM blob_rows WHERE blob_id = ? AND position = ?",
  );
  for (let position = first; ; position += 1) {
    const part = row.get(id, position);
    if (part === null) return;
    const bytes = part.encoding === "zstd" ? new Uint8Array(Bun.zstdDecompressSync(part.bytes)) : part.bytes;
    yield position === first ? bytes.subarray(from % rowBytes) : bytes;
  }
}

/** The whole of it at once, for what is small enough. */
export function bytesOf(db: Database, id: number): Uint8Array {
  const { size } = db.query<{ size: number }, [number]>("SELECT size FROM blobs WHERE id = ?").get(id)!;
  const bytes = new Uint8Array(size);
  let filled = 0;
  for (const part of partsOf(db, id)) {
    bytes.set(part, filled);
    filled += part.byteLength;
  }
  return bytes;
}

/** The same for an answer: the next piece is read once the one before has been sent. */
export function streamOf(db: Database, id: number): ReadableStream<Uint8Array> {
  const parts = partsOf(db, id);
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}

/** SHA-256 over what really lies there: what a check compares with the name. */
export function digestOf(db: Database, id: number): string {
  const hasher = new Bun.CryptoHasher("sha256");
  for (const part of partsOf(db, id)) hasher.update(part);
  return hasher.digest("hex");
}
