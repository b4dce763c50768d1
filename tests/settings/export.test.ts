import { expect, onTestFinished, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createApp } from "#src/app.tsx";
import { parseCheckpoint } from "#src/history/checkpoint.ts";
import { keptSigningKey, keyFileBeside } from "#src/history/key-file.ts";
import { readSettings } from "#src/settings.ts";
import { openDatabase } from "#src/storage/database.ts";
import { cheap, logIn, now, visit } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { sealed, verified } from "../support/sealed.ts";

/** An owner at work on a database in a file, so that another process can read it too. */
async function site() {
  const path = await sealed();
  const db = openDatabase(path);
  const headers = { cookie: logIn(db, "owner"), "sec-fetch-site": "same-origin" };
  const signingKey = keptSigningKey(keyFileBeside(path), now);
  const settings = { ...readSettings({}), db: path };
  const app = createApp({ db, clock: () => now, settings, log: () => {}, passwordCost: cheap, signingKey });
  onTestFinished(() => app.event.stop?.forEach(({ fn }) => void fn(app as never))); // as when the program stops: the file goes
  const get = (address: string) => app.handle(new Request(`http://localhost${address}`, { headers }));
  const post = (address: string, fields: Record<string, string> = {}) =>
    app.handle(
      new Request(`http://localhost${address}`, { method: "POST", headers, body: new URLSearchParams(fields) }),
    );
  return { path, get, post };
}

async function untilDone(get: (address: string) => Promise<Response>): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const shown = await (await get("/settings/export/state")).text();
    if (!shown.includes("every 1s")) return shown;
    await Bun.sleep(50);
  }
  throw new Error("the export did not end");
}

test("an owner makes an export: the page tells how far it is, then offers the file, which verifies", async () => {
  const { get, post } = await site();
  expect((await get("/settings/export/file")).status).toBe(404);
  const started = await post("/settings/export", { as_of: "31.12.2020" });
  expect([started.status, started.headers.get("location")]).toEqual([303, "/settings/export"]);
  const running = await get("/settings/export");
  expect(running.headers.get("refresh")).toBe("2"); // for a browser without JavaScript
  expect(await running.text()).toContain("Der Export wird erstellt");
  expect((await post("/settings/export")).status).toBe(409);

  expect(await untilDone(get)).toContain("Export vom Stand 31.12.2020 herunterladen");
  const file = await get("/settings/export/file");
  expect(file.headers.get("content-disposition")).toContain("aktion-2020-12-31.zip");
  const zip = join(newFolder(), "audit.zip");
  writeFileSync(zip, new Uint8Array(await file.arrayBuffer()));
  expect(await verified(zip)).toMatchObject({ exit: 0, checked: { evidence_files: 1 } });
  expect((await get("/settings/export")).headers.get("refresh")).toBeNull();
});

test("pages are answered while an export runs", async () => {
  const { get, post } = await site();
  await post("/settings/export");
  let longest = 0;
  for (let n = 0; n < 10; n += 1) {
    const began = performance.now();
    await Bun.sleep(5);
    longest = Math.max(longest, performance.now() - began - 5);
  }
  expect(longest).toBeLessThan(50);
  await untilDone(get);
});

test("what went wrong is said, and it can be tried again", async () => {
  const { get, post, page } = visit({ env: { AKTION_DB: "/nowhere/aktion.db" } });
  await post("/settings/export");
  expect(await untilDone(get)).toContain("Der Export ist nicht gelungen: ");
  expect(await page("/settings/export")).toContain('action="/settings/export"');
});

test("a day that does not exist or lies in the future is refused, with what was typed", async () => {
  const { post } = visit();
  const answer = await post("/settings/export", { as_of: "32.12.2020", known_at: "2030-01-01" });
  expect(answer.status).toBe(422);
  const shown = await answer.text();
  for (const said of ["32.12.2020", "Bitte ein Tag wie", "Dieser Tag liegt in der Zukunft."])
    expect(shown).toContain(said);
});

test("only owners may", async () => {
  for (const as of ["member", "viewer"] as const) {
    const { get, post } = visit({ as });
    for (const path of [
      "/settings/export",
      "/settings/export/state",
      "/settings/export/file",
      "/settings/history/checkpoint.txt",
    ])
      expect((await get(path)).status).toBe(403);
    expect((await post("/settings/export")).status).toBe(403);
  }
});

test("the history shows the key and gives out the signed head and the public key", async () => {
  const { get } = await site();
  const shown = await (await get("/settings/history")).text();
  expect(shown).toContain("Unterschrift");
  const head = await (await get("/settings/history/checkpoint.txt")).text();
  expect(parseCheckpoint(head)?.count).toBe(15);
  const key = await (await get("/settings/history/public-key.txt")).text();
  expect(key).toContain("BEGIN PUBLIC KEY");
  expect(shown).toContain(/\+([0-9a-f]{8})\+/.exec(key)![1]!);
});

test("without a key there is nothing to give out", async () => {
  const { get, page } = visit();
  expect((await get("/settings/history/checkpoint.txt")).status).toBe(404);
  expect((await get("/settings/history/public-key.txt")).status).toBe(404);
  expect(await page("/settings/history")).not.toContain("Unterschrift");
});
