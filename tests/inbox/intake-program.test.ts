import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { keptSecretsKey, keyFileBeside } from "#src/history/key-file.ts";
import { type FiledMail, mailboxesChanged, onFiled, startIntake } from "#src/inbox/intake/start.ts";
import { openDatabase } from "#src/storage/database.ts";
import { sealSecret } from "#src/storage/sealed.ts";
import { newFolder } from "../support/folder.ts";
import { FakeImap } from "../support/imap.ts";
import { addMailbox, aMail, key } from "../support/intake.ts";
import { compiled, fromSource, run, serve } from "../support/program.ts";

async function withMailbox(port: number) {
  const path = join(newFolder(), "aktion.db");
  const db = openDatabase(path, { create: true });
  const id = addMailbox(db, port);
  const sealing = keptSecretsKey(keyFileBeside(path), new Date());
  db.query("UPDATE mailboxes SET imap_secret = ?").run(sealSecret(sealing, "secret", `mailbox:${id} imap`));
  db.close();
  return path;
}

async function untilFiled(path: string, mails: number): Promise<void> {
  const db = new Database(path, { readonly: true });
  const count = db.query<{ n: number }, []>(
    "SELECT count(*) AS n FROM arrivals WHERE finished_on_server_at IS NOT NULL",
  );
  while (count.get()!.n < mails) await Bun.sleep(20);
  db.close();
}

for (const [name, program] of [
  ["from source", fromSource],
  ["compiled", [compiled]],
] as const)
  test.skipIf(name === "compiled" && !existsSync(compiled))(
    `the program receives in its worker while it serves, and stops in order (${name})`,
    async () => {
      const server = await FakeImap.start();
      for (let n = 1; n <= 50; n += 1) server.add(aMail(n));
      const path = await withMailbox(server.port);
      const aktion = await serve(path, { program: [...program] });
      await untilFiled(path, 50);
      server.add(aMail("later"));
      await untilFiled(path, 51);
      const asked = performance.now();
      aktion.kill("SIGTERM");
      expect(await aktion.exited).toBe(0);
      expect(performance.now() - asked).toBeLessThan(8000);
      expect(aktion.said()).not.toContain('"error"');
      const db = openDatabase(path);
      expect(db.query("SELECT count(*) AS n FROM messages").get()).toEqual({ n: 51 });
      db.close();
    },
    30_000,
  );

test("aktion mail import takes an mbox in, with or without a server that runs", async () => {
  const server = await FakeImap.start();
  const path = await withMailbox(server.port);
  const file = join(newFolder(), "alt.mbox");
  const box = (from: number) =>
    Array.from({ length: 20 }, (_, n) => `From a@b Mon Mar 02 10:00:00 2026\n${aMail(`mbox${from + n}`)}`).join("\n");
  await Bun.write(file, box(0));
  const alone = await run(["mail", "import", file, "--mailbox", "support", "--db", path]);
  expect(alone).toMatchObject({ exit: 0, out: "Mails taken in: 20.\n", err: "" });
  const aktion = await serve(path);
  await Bun.write(file, box(20));
  const beside = await run(["mail", "import", file, "--mailbox", "support", "--db", path]);
  expect(beside.out).toContain("The server that runs takes it in");
  await untilFiled(path, 40);
  aktion.kill("SIGTERM");
  await aktion.exited;
  const wrong = await run(["mail", "import", file, "--mailbox", "nothere", "--db", path]);
  expect(wrong).toMatchObject({ exit: 2, err: "Name a mailbox with --mailbox. There are: support.\n" });
  const missing = await run(["mail", "import", "/no/such.mbox", "--mailbox", "support", "--db", path]);
  expect(missing.exit).toBe(2);
}, 60_000);

test("the worker begins with the first mailbox that receives, and what it files is told here", async () => {
  const server = await FakeImap.start();
  for (const n of [1, 2]) server.add(aMail(n));
  const path = join(newFolder(), "aktion.db");
  const db = openDatabase(path, { create: true });
  const log: string[] = [];
  const intake = startIntake({ db, path, secretsKey: key, log: ({ what }) => void log.push(what) });
  const filed = new Promise<FiledMail>((resolve) => {
    const stop = onFiled((told) => {
      stop();
      resolve(told);
    });
  });
  const mailbox_id = addMailbox(db, server.port);
  mailboxesChanged(db);
  const { ticket_ids } = await filed;
  expect(db.query("SELECT id, mailbox_id FROM tickets").all()).toEqual(ticket_ids.map((id) => ({ id, mailbox_id })));
  await intake.stop();
  expect(log).toEqual([]);
  db.close();
});
