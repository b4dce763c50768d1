import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { chmodSync, chownSync, copyFileSync, existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "#src/storage/database.ts";
import { version } from "#src/version.ts";
import { newFolder } from "../support/folder.ts";
import { compiled, run, serve } from "../support/program.ts";

// The program as a whole: started, asked, stopped and killed as a process of its own.

test("a second serve on one file is refused in a sentence, and other commands still work", async () => {
  const db = join(newFolder(), "aktion.db");
  const first = await serve(db);
  const second = await run(["serve", "--db", db, "--port", "0"]);
  expect(second).toMatchObject({ exit: 1, out: "" });
  expect(second.err).toBe(`Another Aktion already serves ${db}. Stop it, or choose another file with --db.\n`);
  expect((await run(["doctor", "--db", db])).out).toContain("It is not set up.");
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
});

test("after kill -9 the file is free again, and nothing that was committed is gone", async () => {
  const db = join(newFolder(), "aktion.db");
  const first = await serve(db);
  const beside = openDatabase(db);
  beside.run("UPDATE company SET name = 'Beispiel'");
  beside.close();
  first.kill("SIGKILL");
  await first.exited;

  const second = await serve(db);
  expect((await fetch(`${second.url}/healthz`)).status).toBe(200);
  expect(openDatabase(db).query("SELECT name FROM company").get()).toEqual({ name: "Beispiel" });
});

/** A log-in whose last two bytes have not been sent yet: the program waits for them. */
async function halfARequest(url: string) {
  const { hostname, port } = new URL(url);
  const answer: string[] = [];
  const closed = Promise.withResolvers<string>();
  const socket = await Bun.connect({
    hostname,
    port: Number(port),
    socket: { data: (_, bytes) => void answer.push(bytes.toString()), close: () => closed.resolve(answer.join("")) },
  });
  socket.write(
    "POST /login HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n" +
      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\nemail",
  );
  await Bun.sleep(150); // a moment in which it arrives
  return { send: (rest: string) => socket.write(rest), answer: closed.promise };
}

test("a stop lets a running answer finish, refuses new ones, folds the WAL in and ends with 0", async () => {
  const db = join(newFolder(), "aktion.db");
  const program = await serve(db);
  const request = await halfARequest(program.url);
  program.kill("SIGTERM");
  await Bun.sleep(150);
  expect(await fetch(`${program.url}/healthz`).catch(() => "refused")).toBe("refused");
  request.send("=x");

  expect(await request.answer).toStartWith("HTTP/1.1 422 ");
  expect(await program.exited).toBe(0);
  expect(existsSync(`${db}-wal`) ? statSync(`${db}-wal`).size : 0).toBe(0);
  expect(program.said()).toContain('"what":"stopped"');
});

test("a second Ctrl-C after a second does not wait; one at once is the same wish", async () => {
  const program = await serve(join(newFolder(), "aktion.db"));
  await halfARequest(program.url);
  program.kill("SIGINT");
  await Bun.sleep(100);
  program.kill("SIGINT");
  const ended = program.exited.then((exit) => exit);
  expect(await Promise.race([ended, Bun.sleep(1000).then(() => "still there")])).toBe("still there");
  program.kill("SIGINT");
  expect(await ended).toBe(1);
});

test("a port that is taken is named", async () => {
  const first = await serve(join(newFolder(), "aktion.db"));
  const { port } = new URL(first.url);
  const second = await run(["serve", "--db", join(newFolder(), "aktion.db"), "--port", port]);
  expect(second.exit).toBe(1);
  expect(second.err).toContain(`127.0.0.1:${port} cannot be opened (EADDRINUSE).`);
});

test("a disk that is full is said in a sentence, and what was there stays", async () => {
  const db = openDatabase(join(newFolder(), "aktion.db"), { create: true });
  const { page_count } = db.query<{ page_count: number }, []>("PRAGMA page_count").get()!;
  db.run(`PRAGMA max_page_count = ${page_count}`);
  const write = () => db.run("UPDATE company SET stand_intro = ?", ["x".repeat(1_000_000)]);
  expect(write).toThrow("full");
  expect(db.query("SELECT name, stand_intro FROM company").get()).toEqual({ name: "Aktion", stand_intro: null });
  expect(db.query("PRAGMA quick_check").get()).toEqual({ quick_check: "ok" });
});

test("wrong usage ends with 2 and one sentence on stderr", async () => {
  const unknown = await run(["srve"]);
  expect(unknown).toEqual({ exit: 2, out: "", err: 'There is no command "srve". "aktion --help" lists all.\n' });
  const option = await run(["serve", "--prot", "80"]);
  expect(option.exit).toBe(2);
  expect(option.err.trim().split("\n")).toHaveLength(1);
  const setting = await run(["serve"], { env: { AKTION_PORT: "http" } });
  expect(setting).toMatchObject({ exit: 2, out: "" });
});

test("every command has help and a line in the list", async () => {
  const list = await run(["--help"]);
  const names = [...list.out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map((match) => match[1]!);
  expect(names).toContain("doctor");
  for (const name of names) expect((await run([name, "--help"])).out).toStartWith(`aktion ${name}`);
});

// What people have: the executable, alone. `bun run test` builds it first.
const asPeopleHaveIt = test.skipIf(!existsSync(compiled));

/** In a folder of its own, as a user who is nobody in particular where the machine allows it. */
function alone(): { folder: string; program: string[] } {
  const folder = newFolder();
  copyFileSync(compiled, join(folder, "aktion"));
  chmodSync(join(folder, "aktion"), 0o755);
  if (process.getuid?.() !== 0 || !Bun.which("setpriv")) return { folder, program: ["./aktion"] };
  chmodSync(folder, 0o700);
  chownSync(folder, nobody, nobody);
  return { folder, program: ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", "./aktion"] };
}

const nobody = 65_534;

asPeopleHaveIt("the executable alone in an empty folder serves pages, as an ordinary user", async () => {
  const { folder, program } = alone();
  writeFileSync(join(folder, ".env"), "AKTION_PORT=1\n");
  writeFileSync(join(folder, "bunfig.toml"), 'preload = ["./evil.ts"]\n');
  expect((await run(["--version"], { program, cwd: folder })).out.trim()).toBe(version);

  const served = await serve("aktion.db", { program, cwd: folder });
  expect(await (await fetch(`${served.url}/healthz`)).json()).toEqual({ ok: true, version, database: "writable" });
  const login = await fetch(`${served.url}/login`);
  expect(login.headers.get("content-type")).toContain("text/html");
  const [asset] = /\/public\/[\w.-]+\.css/.exec(await login.text()) ?? [];
  expect((await fetch(`${served.url}${asset}`)).status).toBe(200);
  served.kill("SIGTERM");
  expect(await served.exited).toBe(0);
});

asPeopleHaveIt("a file or folder without the right to write is said in a sentence", async () => {
  const { folder, program } = alone();
  if (program[0] === "./aktion" && process.getuid?.() === 0) return; // the superuser may write everywhere
  openDatabase(join(folder, "aktion.db"), { create: true }).close();
  new Database(join(folder, "aktion.db.lock")).close();
  chmodSync(join(folder, "aktion.db"), 0o444);
  const readOnly = await run(["serve", "--db", "aktion.db", "--port", "0"], { program, cwd: folder });
  expect(readOnly.exit).toBe(1);
  expect(readOnly.err).toMatch(/is read-only|cannot be opened/);

  chmodSync(folder, 0o500);
  const noFolder = await run(["serve", "--db", "new.db", "--port", "0"], { program, cwd: folder });
  expect(noFolder.exit).toBe(1);
  expect(noFolder.err).toContain("new.db cannot be opened.");
  chmodSync(folder, 0o700);
});
