import { expect, test } from "bun:test";
import { join } from "node:path";
import type { Point } from "#src/inbox/intake/intake.ts";
import { openDatabase } from "#src/storage/database.ts";
import { newFolder } from "../support/folder.ts";
import { FakeImap } from "../support/imap.ts";
import { aMail } from "../support/intake.ts";
import { examine, fill, preparedFile, runIntake } from "../support/intake-kill.ts";

/** K1, K2, K4 … of research/inbox.md, section 5, in the order in which a mail passes them. */
const points: [string, Point, number][] = [
  ["K1, after the search", "listed", 1],
  ["K2, in the middle of a big mail", "piece", 2],
  ["K4, before the bytes are committed", "storing", 5],
  ["K5, after they are committed", "stored", 1],
  ["K6, while one is read", "parsing", 3],
  ["K6, in the middle of filing", "filing", 7],
  ["K7, after filing, before it is marked as read", "filed", 1],
  ["K7, after it is marked as read, before that is noted", "flagged", 1],
];

for (const [name, at, nth] of points)
  test(`kill -9 at ${name}: every mail is there once`, async () => {
    const server = await FakeImap.start();
    fill(server, 40);
    const path = join(newFolder(), "aktion.db");
    preparedFile(path, server.port, "seen");
    expect((await runIntake(path, { at, nth })).isWell).toBe(false);
    const again = await runIntake(path);
    expect(again).toEqual({ isWell: true, complained: "" });
    examine(
      path,
      server.mails.map(({ uid }) => uid),
    );
    expect(server.mails.every(({ flags }) => flags.has("\\Seen"))).toBe(true);
  }, 30_000);

for (const at of ["storing", "marked-deleted", "flagged"] as const)
  test(`kill -9 at K8, while mails are deleted on the server (${at}): what is gone there is here`, async () => {
    const server = await FakeImap.start();
    fill(server, 40);
    const uids = server.mails.map(({ uid }) => uid);
    const path = join(newFolder(), "aktion.db");
    preparedFile(path, server.port, "delete");
    expect((await runIntake(path, { at, nth: 1 })).isWell).toBe(false);
    expect((await runIntake(path)).isWell).toBe(true);
    examine(path, uids);
    expect(server.mails).toEqual([]);
  }, 30_000);

test("a mail that ended the program twice is a stub at the third start, and stops nothing", async () => {
  const server = await FakeImap.start();
  for (const n of [1, 2]) server.add(aMail(n));
  const path = join(newFolder(), "aktion.db");
  preparedFile(path, server.port, "seen");
  for (const _ of [1, 2]) expect((await runIntake(path, { at: "parsing", nth: 1 })).isWell).toBe(false);
  expect((await runIntake(path)).isWell).toBe(true);
  examine(path, [1, 2]);
  const db = openDatabase(path);
  expect(db.query("SELECT state, error FROM arrivals ORDER BY uid").all()).toEqual([
    { state: "unreadable", error: "crashed" },
    { state: "filed", error: null },
  ]);
  db.close();
}, 30_000);
