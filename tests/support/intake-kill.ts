import { expect } from "bun:test";
import type { Point } from "#src/inbox/intake/intake.ts";
import { digestOf } from "#src/storage/blobs.ts";
import { openDatabase } from "#src/storage/database.ts";
import type { FakeImap } from "./imap.ts";
import { addMailbox, aMail, key, unaccountedFor } from "./intake.ts";

const program = new URL("./intake-run.ts", import.meta.url).pathname;

/** Starts the intake on a file; where a point is named, it kills itself there. Gives whether it ended well. */
export async function runIntake(path: string, killed?: { at: Point; nth: number } | { after_ms: number }) {
  const point = killed && "at" in killed ? [killed.at, `${killed.nth}`] : ["-", "0"];
  const child = Bun.spawn([process.execPath, program, path, Buffer.from(key).toString("base64url"), ...point], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const timer = killed && "after_ms" in killed ? setTimeout(() => child.kill("SIGKILL"), killed.after_ms) : undefined;
  const [said, complained] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  await child.exited;
  clearTimeout(timer);
  return { isWell: said.includes("well"), complained };
}

export function preparedFile(path: string, port: number, afterIntake: "seen" | "delete"): void {
  const db = openDatabase(path, { create: true });
  addMailbox(db, port, { after_intake: afterIntake });
  db.close();
}

/** Small mails, and one that comes in pieces. */
export function fill(server: FakeImap, mails: number): void {
  for (let n = 1; n <= mails; n += 1) server.add(aMail(n));
  server.add(aMail("big", { text: "Zeile um Zeile.\n".repeat(160_000) }));
}

/** Each UID has exactly one entry that can be seen, with its bytes; and nothing lies there that nobody uses. */
export function examine(path: string, uids: readonly number[], mails = uids.length): void {
  const db = openDatabase(path);
  const one = (sql: string) => db.query<{ n: number }, []>(sql).get()!.n;
  expect(unaccountedFor(db, uids)).toEqual([]);
  expect(one("SELECT count(*) AS n FROM arrivals")).toBe(uids.length);
  expect(one("SELECT count(*) AS n FROM messages")).toBe(mails);
  expect(one("SELECT count(DISTINCT message_id) AS n FROM arrivals")).toBe(mails);
  expect(one("SELECT count(*) AS n FROM arrivals WHERE state = 'stored'")).toBe(0);
  expect(one("SELECT coalesce(sum(n), 0) AS n FROM ticket_counts")).toBe(one("SELECT count(*) AS n FROM tickets"));
  const blobs = db
    .query<{ id: number; sha256: string }, []>("SELECT id, sha256 FROM blobs WHERE sha256 IS NOT NULL")
    .all();
  for (const { id, sha256 } of blobs) expect(digestOf(db, id)).toBe(sha256);
  db.run("INSERT INTO message_index (message_index) VALUES ('integrity-check')");
  expect(db.query("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  db.close();
}
