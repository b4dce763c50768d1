import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { openZip } from "#src/cli/export-file.ts";
import { everyPart, type Part } from "#src/inbox/erase-message-actions.ts";
import { beginErasure } from "#src/inbox/erasure-actions.ts";
import { runErasures } from "#src/inbox/erasure-run.ts";
import { erasureSteps } from "#src/inbox/erasure-steps.ts";
import { checkIndex } from "#src/inbox/index-store.ts";
import { now } from "../support/browser.ts";
import { needles, zora, zorasHouse } from "../support/erasure.ts";
import { foundIn } from "../support/erasure-scan.ts";
import { newFolder } from "../support/folder.ts";
import { arrives } from "../support/thread.ts";
import { command } from "../support/world.ts";

type Leaving = { way?: "redact" | "delete"; steps?: string[]; parts?: Part[] };

async function erased({ way = "redact", steps = [], parts = [] }: Leaving = {}) {
  const path = `${newFolder()}/aktion.db`;
  const house = await zorasHouse(path);
  await beginErasure(house.db, house.one, { way, evidence: "keep", reason: "" }, house.by);
  const left = {
    steps: erasureSteps.filter(({ name }) => !steps.includes(name)),
    parts: everyPart.filter((part) => !parts.includes(part)),
  };
  const isDone = await runErasures(house.db, { at: now, listPath: `${path}.erased`, ...left });
  return { ...house, path, isDone };
}

test.each(["redact", "delete"] as const)(
  "%s: nothing of the person is in the file, and everything else still is",
  async (way) => {
    const { db, path, isDone, page, quoting, beats, mention, first } = await erased({ way });
    expect(isDone).toBe(true);
    expect(foundIn(db, path)).toEqual([]);
    expect(readFileSync(`${path}.erased`, "utf8")).not.toContain("zora");
    checkIndex(db);
    expect(db.query("PRAGMA foreign_key_check").all()).toEqual([]);
    expect(db.query("SELECT count(*) AS n FROM tickets WHERE subject LIKE 'Fall %'").get()).toEqual({ n: 30 });
    // What others wrote stays, without her; his file too, though his raw mail is gone.
    const theirs = await page(`/inbox/${quoting.ticket_id}`);
    expect(theirs).toContain("Gruss Beat");
    expect(theirs).toContain("plan.txt");
    const plan = /href="([^"]*files[^"]*)"/.exec(theirs)![1]!;
    expect(await page(plan)).toBe("Der Plan von Beat");
    expect(await page(`/inbox/${beats.ticket_id}`)).toContain("Wer kommt?");
    expect(await page(`/inbox/${mention.ticket_id}`)).toContain("Bitte fragen Sie […] danach, danke.");
    expect(await page("/inbox?q=beat")).toContain("Sitzung mit […]");
    expect(db.query("SELECT state, customer_id, subject FROM tickets WHERE id = ?").get(first.ticket_id)).toEqual({
      state: "closed",
      customer_id: null,
      subject: "",
    });
    // The log says how much, and of whom nothing; the chain holds.
    const entry = db
      .query<{ facts: string; words: null }, []>(
        "SELECT facts, words FROM history_entries WHERE what = 'person.erased'",
      )
      .get()!;
    expect(JSON.parse(entry.facts)).toMatchObject({ way });
    expect(entry.words).toBeNull();
    expect(db.query("SELECT person, customer_id, state FROM erasures").get()).toEqual({
      person: null,
      customer_id: null,
      state: "done",
    });
    db.close();
    const verified = await command(["verify", "--db", path]);
    expect([verified.exit, verified.err]).toEqual([0, ""]);
    // Nor is it in what is exported for the auditor.
    const zip = `${path}.zip`;
    expect((await command(["export", zip, "--db", path])).exit).toBe(0);
    const exported = (await openZip(zip))!;
    for (const name of exported.names) {
      const text = (await exported.text(name)).toLowerCase();
      expect([name, needles.filter((word) => text.includes(word))]).toEqual([name, []]);
    }
    exported.close();
  },
);

test("before, it is everywhere", async () => {
  const path = `${newFolder()}/aktion.db`;
  const { db } = await zorasHouse(path);
  expect(foundIn(db, path).length).toBeGreaterThan(15);
});

const stepsThatMatter = erasureSteps.map(({ name }) => name).filter((name) => name !== "list");
test.each(stepsThatMatter)("with the step «%s» left out, something is found", async (name) => {
  const { db, path } = await erased({ steps: [name] });
  expect(foundIn(db, path)).not.toEqual([]);
});

const partsThatMatter = everyPart.filter((part) => part !== "tombstones");
test.each(partsThatMatter)("with «%s» of the messages left as they are, something is found", async (part) => {
  const { db, path } = await erased({ parts: [part] });
  expect(foundIn(db, path)).not.toEqual([]);
});

test("the same mail, offered again, brings nothing back; a new one is a new ticket", async () => {
  const { db, path } = await erased();
  const again = {
    from: `Zora Quendel <${zora}>`,
    id: "drei@kundin-xyz.example",
    inReplyTo: "beat2@firma.ch",
    subject: "Re: Sitzung",
    text: "Ich bringe Flusspferdkuchen und die Zitronenlampe mit.",
  };
  expect(arrivesErased(db, again)).toBe("erased");
  // Through another server, with another header: its id and what it says are the same.
  expect(arrivesErased(db, { ...again, headers: ["X-Hop: 7"] })).toBe("erased");
  expect(foundIn(db, path, ["flusspferdkuchen"])).toEqual([]);
  const before = db.query<{ n: number }, []>("SELECT max(id) AS n FROM tickets").get()!.n;
  const fresh = arrives(db, {
    from: zora,
    inReplyTo: "quendel1@kundin-xyz.example",
    subject: "Re: Mein Flusspferdkuchen",
    text: "Neu",
  });
  expect(fresh.ticket_id).toBe(before + 1);
});

/** As the intake does it: what is erased leaves no bytes. */
function arrivesErased(db: Database, mail: Parameters<typeof arrives>[1]): string {
  const { outcome } = arrives(db, mail);
  if (outcome !== "erased") return outcome;
  const last = db
    .query<{ id: number; blob_id: number }, []>("SELECT id, blob_id FROM arrivals ORDER BY id DESC LIMIT 1")
    .get()!;
  db.run("UPDATE arrivals SET state = 'erased', raw_sha256 = NULL, blob_id = NULL WHERE id = ?", [last.id]);
  db.run("DELETE FROM blob_rows WHERE blob_id = ?", [last.blob_id]);
  db.run("DELETE FROM blobs WHERE id = ?", [last.blob_id]);
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  return outcome;
}

test("without tombstones it would come back", async () => {
  const { db } = await erased({ parts: ["tombstones"] });
  const again = {
    from: `Zora Quendel <${zora}>`,
    id: "drei@kundin-xyz.example",
    subject: "Re: Sitzung",
    text: "Ich bringe Flusspferdkuchen und die Zitronenlampe mit.",
  };
  expect(arrives(db, again).outcome).toBe("filed");
});
