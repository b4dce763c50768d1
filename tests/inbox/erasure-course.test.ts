import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { beginErasure, replayErasures } from "#src/inbox/erasure-actions.ts";
import { readList } from "#src/inbox/erasure-list.ts";
import { runErasures } from "#src/inbox/erasure-run.ts";
import { runningErasure } from "#src/inbox/erasure-store.ts";
import { now } from "../support/browser.ts";
import { chanceFrom } from "../support/chance.ts";
import { quickly, zora, zorasHouse } from "../support/erasure.ts";
import { foundIn } from "../support/erasure-scan.ts";
import { newFolder } from "../support/folder.ts";
import { arrives, replyForm, withMail } from "../support/thread.ts";

test("killed at any moment (kill -9), the next start goes on, and it is whole and logged once", async () => {
  const path = `${newFolder()}/aktion.db`;
  const house = await zorasHouse(path);
  await beginErasure(house.db, house.one, { way: "redact", evidence: "keep", reason: "" }, house.by);
  house.db.close();
  const chance = chanceFrom(3);
  for (let starts = 0; ; starts += 1) {
    const child = Bun.spawn([process.execPath, "tests/support/erasure-child.ts", path], { stdout: "pipe" });
    // The child says when it begins; it is killed a moment after, until it is let live.
    await child.stdout.getReader().read();
    if (starts < 5) await Bun.sleep(chance.count(25));
    if (starts < 5) child.kill("SIGKILL");
    await child.exited;
    if (starts >= 5) break;
  }
  const db = quickly(path);
  expect(runningErasure(db)).toBeNull();
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  expect(foundIn(db, path)).toEqual([]);
  expect(db.query("SELECT count(*) AS n FROM history_entries WHERE what = 'person.erased'").get()).toEqual({ n: 1 });
  expect(readList(`${path}.erased`).length).toBe(1);
}, 30_000);

test("whenever the program ends in the middle, the next start goes on, and it is whole", async () => {
  const path = `${newFolder()}/aktion.db`;
  const house = await zorasHouse(path);
  await beginErasure(house.db, house.one, { way: "delete", evidence: "keep", reason: "" }, house.by);
  house.db.close();
  for (let starts = 0; starts < 500; starts += 1) {
    const db = quickly(path);
    const isDone = await runErasures(db, { at: now, listPath: `${path}.erased`, most: 1 + (starts % 7) });
    const found = isDone ? foundIn(db, path) : null;
    expect(runningErasure(db) === null).toBe(isDone);
    db.close();
    if (found === null) continue;
    expect(found).toEqual([]);
    expect(readFileSync(`${path}.erased`, "utf8").trim().split("\n").length).toBe(1);
    return;
  }
  expect("never done").toBe("");
});

test("mail that comes in while somebody is erased is new: it stays, apart from what goes", async () => {
  const path = `${newFolder()}/aktion.db`;
  const house = await zorasHouse(path);
  await beginErasure(house.db, house.one, { way: "redact", evidence: "keep", reason: "" }, house.by);
  await runErasures(house.db, { at: now, listPath: null, most: 5 });
  const late = arrives(house.db, {
    from: zora,
    inReplyTo: "quendel1@kundin-xyz.example",
    subject: "Re: Mein Anliegen",
    text: "Noch etwas Spaetes",
  });
  await runErasures(house.db, { at: now, listPath: null });
  expect(late.ticket_id).not.toBe(house.first.ticket_id);
  expect(await house.page(`/inbox/${late.ticket_id}`)).toContain("Noch etwas Spaetes");
  expect(foundIn(house.db, path, ["flusspferdkuchen", "zitronenlampe"])).toEqual([]);
});

test("a backup from before, restored: what the list beside it names is erased again, and stays away", async () => {
  const path = `${newFolder()}/aktion.db`;
  const list = `${path}.erased`;
  const house = await zorasHouse(path);
  const before = quickly(
    await (async () => {
      const copy = `${newFolder()}/aktion.db`;
      await Bun.write(copy, Bun.file(path));
      return copy;
    })(),
  );
  const late = {
    from: `Zora Quendel <${zora}>`,
    subject: "Danach",
    text: "Kam nach der Sicherung, mit Flusspferdkuchen",
  };
  const raw = { ...late, id: "spaet@kundin-xyz.example" };
  arrives(house.db, raw);
  await beginErasure(house.db, house.one, { way: "redact", evidence: "keep", reason: "" }, house.by);
  await runErasures(house.db, { at: now, listPath: list });
  expect(replayErasures(house.db, readList(list), now)).toBe(0);
  expect(replayErasures(before, readList(list), now)).toBe(1);
  await runErasures(before, { at: now, listPath: list });
  expect(foundIn(before, before.filename)).toEqual([]);
  expect(arrives(before, raw).outcome).toBe("erased");
  expect(replayErasures(before, readList(list), now)).toBe(0);
  expect(readList(list).length).toBe(1);
});

test("from the page: counted, confirmed by typing, done; refused while something must be kept", async () => {
  const site = withMail({ subject: "Webmail", text: "Mein Anliegen" });
  const erase = "/inbox/customers/1/erase";
  const preview = await site.page(erase);
  expect(preview).toContain("von ihr in 1 eigenen Anfrage<");
  expect(preview).toContain("petra@brunner.example");
  expect((await site.get(erase, { cookie: site.mara })).status).toBe(403);
  expect((await site.get(erase, { cookie: site.otto })).status).toBe(404);
  const wrong = await site.post(erase, { way: "delete", confirm: "petra" });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('value="petra"');
  site.db.run("INSERT INTO ticket_holds VALUES (1, 'Streitfall', 'person:1', '2026')");
  expect((await site.post(erase, { way: "delete", confirm: "petra@brunner.example" })).status).toBe(409);
  site.db.run("DELETE FROM ticket_holds");
  const begun = await site.post(erase, { way: "delete", confirm: "Petra@brunner.example" });
  const progress = begun.headers.get("location")!;
  expect(await site.page(progress)).toContain("Wird gelöscht");
  await runErasures(site.db, { at: now, listPath: null });
  expect(await site.page(progress)).toContain("Die Person ist gelöscht.");
  expect((await site.get(site.ticket)).status).toBe(404);
  expect((await site.get("/inbox/customers/1")).status).toBe(404);
  expect(await site.page("/inbox/erasures")).toContain("Eine Person wurde gelöscht.");
});

test("a reply that is on its way is waited for; one that waits is taken back", async () => {
  const site = withMail();
  await site.post(`${site.ticket}/replies`, await replyForm(site));
  site.db.run("UPDATE outbox_deliveries SET state = 'claimed'");
  await site.post("/inbox/customers/1/erase", { way: "redact", confirm: "petra@brunner.example" });
  expect(await runErasures(site.db, { at: now, listPath: null })).toBe(false);
  expect(site.db.query("SELECT count(*) AS n FROM outgoing_mails").get()).toEqual({ n: 1 });
  site.db.run("UPDATE outbox_deliveries SET state = 'waiting'");
  expect(await runErasures(site.db, { at: now, listPath: null })).toBe(true);
  expect(site.db.query("SELECT count(*) AS n FROM outgoing_mails").get()).toEqual({ n: 0 });
  expect(site.db.query("SELECT count(*) AS n FROM outbox_deliveries").get()).toEqual({ n: 0 });
  const page = await site.page(site.ticket);
  expect(page).toContain("gelöscht");
  expect(page).not.toContain("Wir schauen nach");
});
