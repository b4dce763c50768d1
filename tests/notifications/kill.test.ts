import { expect, test } from "bun:test";
import { join } from "node:path";
import { addNote } from "#src/inbox/ticket-actions.ts";
import { openDatabase } from "#src/storage/database.ts";
import { newFolder } from "../support/folder.ts";
import { aPerson } from "../support/inbox.ts";
import { aMailbox, aReply } from "../support/outgoing.ts";
import { fromSource, serve } from "../support/program.ts";
import { seeded } from "../support/random.ts";
import { headerOf, smtpServer } from "../support/smtp.ts";

const people = 20;

test("killed again and again, everybody gets each notification in one mail, and no mail is another's", async () => {
  const random = seeded(11);
  const path = join(newFolder(), "aktion.db");
  const reached = [4, 9, 15].map((at) => ({ at, ...Promise.withResolvers<void>() }));
  const server = await smtpServer({
    forgetful: true,
    async dot(_, count) {
      for (const { at, resolve } of reached) if (count + 1 >= at) resolve();
      await Bun.sleep(random() * 20);
      return null;
    },
  });
  mentioned(path, server.port);
  for (const { promise } of reached) {
    const served = await serve(path, { program: fromSource, env: { AKTION_LOG: "error" } });
    await promise;
    await Bun.sleep(random() * 30);
    served.kill("SIGKILL");
    await served.exited;
  }
  const served = await serve(path, { program: fromSource, env: { AKTION_LOG: "error" } });
  const db = openDatabase(path);
  const open = () =>
    db.query<{ n: number }, []>("SELECT count(*) AS n FROM outbox_deliveries WHERE finished_at IS NULL").get()!.n;
  const told = () =>
    db.query<{ n: number }, []>("SELECT count(*) AS n FROM notifications WHERE mail_id IS NOT NULL").get()!.n;
  for (let tries = 0; (told() < people * 2 || open() > 0) && tries < 3000; tries += 1) await Bun.sleep(10);
  served.kill("SIGTERM");
  await served.exited;
  expect([told(), open()]).toEqual([people * 2, 0]);
  // Killed between a mail's end and its answer it goes once more, with the same id and the same words.
  const mails = Map.groupBy(server.arrived, ({ raw }) => headerOf(raw, "Message-ID")!);
  const all = [...mails.values()].map((same) => same[0]!);
  for (const same of mails.values()) expect(same.length).toBeLessThanOrEqual(2);
  const links = all.flatMap(({ to, raw }) =>
    [...raw.matchAll(/\/inbox\/\d+#m-\d+/g)].map(([link]) => `${to[0]} ${link}`),
  );
  expect(links.length).toBe(people * 2);
  expect(new Set(links).size).toBe(people * 2);
  db.close();
}, 60_000);

/** Everybody is mentioned in two tickets, and wants to know at once. */
function mentioned(path: string, port: number): void {
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET set_up_at = '2026-01-01T00:00:00.000Z'");
  const box = aMailbox(db, { port, sends_notices: 1 });
  const at = new Date();
  const author = aPerson(db, "autorin@example.ch", "Autorin");
  const ids = Array.from({ length: people }, (_, n) => aPerson(db, `p${n}@example.ch`, `Person Nummer${n}x`));
  for (const id of [author, ...ids]) db.run("INSERT INTO mailbox_members VALUES (?, ?)", [box, id]);
  for (let n = 0; n < 2; n += 1) {
    const { ticket_id } = aReply(db, box);
    for (let person = 0; person < people; person += 1)
      addNote(db, ticket_id, `@Person Nummer${person}x`, { by: `person:${author}`, at });
  }
  db.run("DELETE FROM ticket_followers");
  db.close();
}
