import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { record } from "#src/history/record.ts";
import { stopAutomatic } from "#src/inbox/sending-store.ts";
import { queueNotice } from "#src/outbox/notice.ts";
import { openDatabase } from "#src/storage/database.ts";
import { logIn, now } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { aMailbox, queueIn } from "../support/outgoing.ts";
import { command } from "../support/world.ts";

const entry = { what: "stage.reported", about: "service:chat", by: "person:1", reported_on: "2026-11-23" };

/** A healthy installation: set up, with an owner who can log in and something in its chain. */
function installation(spoil: (db: Database) => void = () => {}): string {
  const path = join(newFolder(), "aktion.db");
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET name = 'Beispiel', set_up_at = '2026-01-01T00:00:00.000Z'");
  logIn(db, "owner");
  for (let n = 0; n < 3; n += 1) record(db, { ...entry, at: now });
  spoil(db);
  db.close();
  return path;
}

async function codes(path: string, given: Parameters<typeof command>[1] = {}): Promise<string[]> {
  const { exit, out } = await command(["doctor", "--db", path, "--json"], given);
  const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: { code: string; sentence: string }[] };
  expect([exit, ok]).toEqual(findings.length === 0 ? [0, true] : [1, false]);
  for (const { sentence } of findings) expect(sentence).toMatch(/^\S.*[.)]$|chmod 600/);
  return findings.map(({ code }) => code);
}

test("nothing is wrong with a healthy installation", async () => {
  const path = installation();
  expect(await command(["doctor", "--db", path])).toEqual({
    exit: 0,
    out: `Nothing is wrong with ${path}.`,
    err: "",
  });
});

test("looking changes nothing", async () => {
  const path = installation();
  const before = readFileSync(path);
  await codes(path);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("a file that is missing, empty, foreign, of another version or no database", async () => {
  const folder = newFolder();
  expect(await codes(join(folder, "gone.db"))).toEqual(["file-missing"]);

  const written = (name: string, content: string) => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  expect(await codes(written("empty.db", ""))).toEqual(["file-empty"]);
  expect(await codes(written("letter.db", "Guten Tag\n".repeat(900)))).toEqual(["file-unreadable"]);

  const foreign = written("foreign.db", "");
  const other = new Database(foreign);
  other.run("CREATE TABLE notes (text TEXT)");
  other.close();
  expect(await codes(foreign)).toEqual(["file-foreign"]);
  expect(await codes(installation((db) => db.run("PRAGMA user_version = 9000")))).toEqual(["file-newer"]);
  expect(await codes(installation((db) => db.run("PRAGMA user_version = 1")))).toEqual(["file-older"]);
});

test("a damaged file", async () => {
  const path = installation();
  const bytes = readFileSync(path);
  bytes.fill(0x5a, 8192 * 3, 8192 * 12);
  writeFileSync(path, bytes);
  expect(await codes(path)).toEqual(["damaged"]);
});

test("a broken chain is named by its first entry", async () => {
  const path = installation((db) => {
    db.run("DROP TRIGGER history_never_changed");
    db.run("UPDATE history_entries SET by = 'person:2' WHERE seq = 2");
  });
  const { out } = await command(["doctor", "--db", path]);
  expect(out).toContain("broken at entry 2 (changed)");
});

test("nobody has set it up, or no owner can log in", async () => {
  expect(await codes(installation((db) => db.run("UPDATE company SET set_up_at = NULL")))).toEqual(["not-set-up"]);
  expect(await codes(installation((db) => db.run("UPDATE people SET disabled_at = '2026-01-02'")))).toEqual([
    "no-owner",
  ]);
  expect(await codes(installation((db) => db.run("UPDATE people SET password_hash = NULL")))).toEqual(["no-owner"]);
});

test("files that others may read", async () => {
  const path = installation();
  writeFileSync(join(path, "..", "aktion.key"), '{"format":"aktion-keys/1","keys":{}}', { mode: 0o640 });
  expect(await codes(path)).toEqual(["key-open-to-others"]);
  chmodSync(path, 0o644);
  expect(await codes(path)).toEqual(["file-open-to-others", "key-open-to-others"]);
});

test("passwords that would cross the network readable", async () => {
  const path = installation();
  expect(await codes(path, { env: { AKTION_PUBLIC_URL: "http://aktion.example.ch" } })).toEqual(["public-url-plain"]);
  expect(await codes(path, { env: { AKTION_PUBLIC_URL: "http://localhost:4711" } })).toEqual([]);
  expect(await codes(path, { env: { AKTION_HOST: "0.0.0.0" } })).toEqual(["open-without-tls"]);
  const behind = { AKTION_HOST: "0.0.0.0", AKTION_PUBLIC_URL: "https://aktion.example.ch" };
  expect(await codes(path, { env: behind })).toEqual([]);
  const plain = installation((db) => db.run("UPDATE company SET public_address = 'http://aktion.example.ch'"));
  expect(await codes(plain)).toEqual(["address-plain"]);
});

test("a clock that is wrong", async () => {
  const path = installation();
  expect(await codes(path, { at: new Date("2001-01-01T00:00:00.000Z") })).toEqual(["clock-behind", "clock-absurd"]);
  const ahead = installation((db) => void record(db, { ...entry, at: new Date("2027-01-01T00:00:00.000Z") }));
  expect(await codes(ahead)).toEqual(["clock-behind"]);
});

test("law data that is more than half a year old", async () => {
  expect(await codes(installation(), { at: new Date("2027-03-01T00:00:00.000Z") })).toEqual(["law-old"]);
});

test("deliveries that do not leave", async () => {
  const waiting = (due: string) =>
    installation((db) =>
      db.run(
        "INSERT INTO outbox_deliveries (channel, subject_key, payload, due_at, created_at) VALUES ('mail', 'x', '{}', ?, ?)",
        [due, due],
      ),
    );
  expect(await codes(waiting("2026-11-23T07:00:00.000Z"))).toEqual(["outbox-stuck", "mail-waiting"]);
  expect(await codes(waiting("2026-11-23T08:59:00.000Z"))).toEqual([]);
});

test("mail that waits, and why", async () => {
  const told = async (spoil: (db: Database) => void) => {
    const { out } = await command(["doctor", "--db", installation(spoil)]);
    return out;
  };
  const queued = (db: Database, subject: string) =>
    void queueNotice(db, {
      to: "olga@example.ch",
      subject,
      text: "x",
      key: subject,
      at: new Date("2026-11-23T08:30:00.000Z"),
    });
  expect(await told((db) => queued(db, "a"))).toBe(
    "1 mail waits: no mailbox sends the program's own mail. Choose one in the settings of mailboxes.",
  );
  const paused = (db: Database) => {
    const box = aMailbox(db, { port: 25, paused: true });
    for (let n = 0; n < 2; n += 1) queueIn(db, box, new Date("2026-11-23T08:30:00.000Z"));
  };
  expect(await told(paused)).toBe('2 mails wait in "support": it is paused.');
  const tried = (db: Database) => {
    aMailbox(db, { port: 25, sends_notices: 1 });
    queued(db, "a");
    db.run("UPDATE outbox_deliveries SET attempts = 1, last_error = 'password: 535 wrong'");
  };
  expect(await told(tried)).toBe('1 mail waits in "support": password: 535 wrong.');
  const stopped = (db: Database) => stopAutomatic(db, aMailbox(db, { port: 25 }), "2026-11-23T10:00:00.000Z");
  expect(await told(stopped)).toContain('none leave "support" until 2026-11-23T10:00:00.000Z');
});
