import type { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { issueToken } from "#src/people/token-actions.ts";
import { visit } from "../support/browser.ts";
import { aService, done } from "../support/case.ts";

const four = { system: "slack", executed: "2026-11-20", executed_by: "Olga", method: "self-service" };
const address = "/api/v1/deletions";

function machine(scope: "read" | "write" = "write") {
  const site = visit({ as: "nobody", prepare: (db: Database) => void aService(db, { from: "Slack", stage: "live" }) });
  const token = issueToken(site.db, { name: "Maschine", scope }, done)!;
  const ask = (path: string, init: RequestInit = {}) => {
    const request = new Request(`http://localhost${path}`, init);
    request.headers.set("authorization", `Bearer ${token}`);
    return site.app.handle(request);
  };
  const form = (fields: Record<string, string>, files: File[]) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    for (const file of files) body.append("files", file);
    return body;
  };
  return {
    db: site.db,
    get: (path: string) => ask(path),
    json: (path: string, body: object) => ask(path, { method: "POST", body: JSON.stringify(body) }),
    send: (path: string, fields: Record<string, string>, files: File[]) =>
      ask(path, { method: "POST", body: form(fields, files) }),
  };
}

const blobs = (db: Database) => db.query<{ n: number }, []>("SELECT count(*) AS n FROM blobs").get()!.n;

describe("the deletion log for machines", () => {
  test("takes a record as JSON and gives it back with its proof and its entry", async () => {
    const { db, json, get } = machine();
    const made = await json(address, { ...four, places: ["backups", "production"], confirmed_from: "Slack" });
    expect([made.status, made.headers.get("location")]).toEqual([201, `${address}/1`]);
    const record = await made.json();
    const { hash } = db
      .query<{ hash: string }, []>("SELECT hash FROM history_entries WHERE what = 'deletion.recorded'")
      .get()!;
    expect(record).toMatchObject({
      number: 1,
      system: "slack",
      executed_on: "2026-11-20",
      places: ["production", "backups"],
      by: "token:1",
      proof: { level: "own-statement", met: 0, of: 7, points: [] },
      entry: { hash },
    });
    expect(await (await get(`${address}/1`)).json()).toEqual(record);
    expect(await (await get(address)).json()).toMatchObject({ deletions: [{ number: 1, corrected_by: null }] });
  });

  test("takes files with the record, and later", async () => {
    const { send } = machine();
    const made = await send(address, { ...four, supports: "deletion" }, [new File(["log"], "protokoll.txt")]);
    expect((await made.json()).evidence).toMatchObject([
      { name: "protokoll.txt", type: "text/plain", supports: "deletion" },
    ]);
    const added = await send(`${address}/1/evidence`, { supports: "certificate" }, [new File(["%PDF-1.7"], "z.pdf")]);
    expect(added.status).toBe(201);
    expect((await added.json()).proof).toEqual({ level: "certificate", met: 1, of: 7, points: ["confirmation"] });
  });

  test.each([
    [{ ...four, executed: "2026-11-24" }, "executed", "That is in the future."],
    [{ ...four, system: "nothing" }, "system", "This system is not in the register."],
    [{ ...four, verified_by: "Olga" }, "verified_by", "That is the person who deleted."],
    [{ ...four, exectued_by: "Olga" }, "exectued_by", "We do not know this field."],
  ] as [Record<string, string>, string, string][])(
    "refuses what does not fit, and keeps no file of it: %j",
    async (fields, field, sentence) => {
      const { db, send, json } = machine();
      for (const refused of [await json(address, fields), await send(address, fields, [new File(["log"], "a.txt")])]) {
        expect(refused.status).toBe(422);
        expect((await refused.json()).error.fields[field].message).toStartWith(sentence);
      }
      expect([db.query("SELECT id FROM deletion_records").all(), blobs(db)]).toEqual([[], 0]);
    },
  );

  test("refuses a path as a name, an empty file, and a record that is not there", async () => {
    const { db, send, json, get } = machine();
    await json(address, four);
    for (const file of [new File(["x"], "../a.txt"), new File([], "leer.txt")])
      expect((await send(`${address}/1/evidence`, {}, [file])).status).toBe(422);
    expect((await send(`${address}/9/evidence`, {}, [new File(["x"], "a.txt")])).status).toBe(404);
    expect((await get(`${address}/nine`)).status).toBe(404);
    expect(blobs(db)).toBe(0);
  });

  test("needs a token that may write, and offers no way to change or remove", async () => {
    const reading = machine("read");
    expect((await reading.json(address, four)).status).toBe(403);
    expect((await reading.get(address)).status).toBe(200);
    const routes = visit().app.routes.filter(({ path }) => path.startsWith(address));
    expect(routes.map(({ method, path }) => `${method} ${path.replace(/\/$/, "")}`).sort()).toEqual([
      "GET /api/v1/deletions",
      "GET /api/v1/deletions/:number",
      "POST /api/v1/deletions",
      "POST /api/v1/deletions/:number/evidence",
    ]);
  });

  test("is described with everything else", async () => {
    const { paths } = (await (await visit().get("/api/openapi.json")).json()) as { paths: Record<string, object> };
    expect(Object.keys(paths).filter((path) => path.includes("deletions"))).toHaveLength(3);
  });
});
