import { expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { run } from "#src/cli/run.ts";
import { readSettings } from "#src/settings.ts";
import { openDatabase } from "#src/storage/database.ts";
import { logIn, now } from "../support/browser.ts";
import { told } from "./account.ts";

/** A command line beside a database that somebody else, such as a server, has open too. */
function beside(prepare: (db: ReturnType<typeof openDatabase>) => void = () => {}) {
  const path = `${mkdtempSync("/tmp/aktion-user-")}/aktion.db`;
  const db = openDatabase(path, { create: true, now });
  prepare(db);
  const aktion = async (...argv: string[]) => {
    const out: string[] = [];
    const notes: string[] = [];
    const exit = await run([...argv, "--db", path], {
      settings: readSettings({}),
      clock: () => now,
      say: (line) => void out.push(line),
      note: (line) => void notes.push(line),
      stdin: async () => new Uint8Array(),
    });
    return { exit, out: out.join("\n"), notes: notes.join("\n") };
  };
  return { db, aktion };
}

test("a person is added while the file is open elsewhere; the link is printed", async () => {
  const { db, aktion } = beside();
  const { exit, out } = await aktion("user", "add", "Nora.Neu@Example.ch", "--role", "member");
  expect(exit).toBe(0);
  expect(out).toMatch(/^http:\/\/127\.0\.0\.1:4711\/invitation\/[\w-]{43}$/);
  expect(told(db)).toEqual([
    {
      what: "person.invited",
      about: "person:1",
      by: "command line",
      facts: { role: "member" },
      words: { email: "nora.neu@example.ch", name: "Nora Neu" },
    },
  ]);
});

test("a name can be given, and the answer be JSON", async () => {
  const { db, aktion } = beside();
  const { out } = await aktion("user", "add", "nora@example.ch", "--role", "owner", "--name", "Nora N.", "--json");
  expect(JSON.parse(out)).toMatchObject({ email: "nora@example.ch", link: expect.stringContaining("/invitation/") });
  expect(db.query("SELECT name, role FROM people").get()).toEqual({ name: "Nora N.", role: "owner" });
});

test("somebody who has a password gets a reset link, somebody invited a new invitation", async () => {
  const { db, aktion } = beside((data) => logIn(data, "owner"));
  expect((await aktion("user", "reset", "olga@example.ch")).out).toContain("/reset/");
  await aktion("user", "add", "nora@example.ch", "--role", "viewer");
  expect((await aktion("user", "reset", "nora@example.ch")).out).toContain("/invitation/");
  expect(db.query("SELECT count(*) AS n FROM one_time_links").get()).toEqual({ n: 2 });
});

test.each([
  [["user", "reset", "niemand@example.ch"], 2, "There is no niemand@example.ch."],
  [["user", "add", "nora@example.ch"], 2, "--role takes owner, member or viewer."],
  [["user", "add", "nora@example.ch", "--role", "king"], 2, "--role takes owner, member or viewer."],
  [["user", "add", "nora", "--role", "member"], 2, '"nora" is not an e-mail address.'],
  [["user"], 2, 'Say "aktion user add EMAIL'],
  [["user", "remove", "nora@example.ch"], 2, 'Say "aktion user add EMAIL'],
  [["user", "add", "olga@example.ch", "--role", "member"], 1, "olga@example.ch is there already."],
  [["token"], 2, 'Say "aktion token add NAME"'],
  [["token", "add"], 2, 'Say "aktion token add NAME"'],
  [["token", "add", "a", "b"], 2, 'Say "aktion token add NAME"'],
] as const)("%j is refused in one sentence", async (argv, exit, sentence) => {
  const { db, aktion } = beside((data) => logIn(data, "owner"));
  const answer = await aktion(...argv);
  expect(answer).toMatchObject({ exit, out: "" });
  expect(answer.notes).toContain(sentence);
  expect(answer.notes).not.toContain("\n");
  expect(told(db)).toEqual([]);
});

test("a token is printed once, reads unless said otherwise, and has a name of its own", async () => {
  const { db, aktion } = beside();
  const read = await aktion("token", "add", "Bericht");
  expect(read.out).toMatch(/^aktion_[\w-]{43}$/);
  await aktion("token", "add", "Abgleich", "--write");
  expect(db.query("SELECT name, scope, created_by FROM api_tokens").all()).toEqual([
    { name: "Bericht", scope: "read", created_by: "command line" },
    { name: "Abgleich", scope: "write", created_by: "command line" },
  ]);
  expect((await aktion("token", "add", "Bericht")).exit).toBe(1);
});

test("both commands explain themselves", async () => {
  const { aktion } = beside();
  expect(await aktion("user", "--help")).toMatchObject({ exit: 0, out: expect.stringContaining("aktion user reset") });
  expect(await aktion("token", "--help")).toMatchObject({ exit: 0, out: expect.stringContaining("--write") });
});

test("a database that is not there is not made", async () => {
  const notes: string[] = [];
  const exit = await run(["user", "reset", "a@example.ch", "--db", "/tmp/aktion-none/none.db"], {
    settings: readSettings({}),
    clock: () => now,
    say: () => {},
    note: (line) => void notes.push(line),
    stdin: async () => new Uint8Array(),
  });
  expect([exit, notes[0]?.includes("does not exist")]).toEqual([2, true]);
});
