import { expect } from "bun:test";
import { verifyChain } from "#src/history/verify.ts";
import { issueToken } from "#src/people/token-actions.ts";
import { digestOf } from "#src/storage/blobs.ts";
import { openDatabase } from "#src/storage/database.ts";
import { aService } from "./case.ts";
import { fromSource, serve } from "./program.ts";

/**
 * A program logs deletions with evidence through the API until so many are acknowledged, while the server is killed (-9) again and
 * again. Afterwards each acknowledged record is there once with its file, the chain holds, and no bytes lie there that nobody uses.
 */
export async function logUntilKilled(
  path: string,
  records: number,
  random: () => number,
  program = fromSource,
): Promise<number> {
  const token = prepared(path);
  const acknowledged = new Map<string, string>();
  let kills = 0;
  for (let n = 0; acknowledged.size < records; kills += 1) {
    const served = await serve(path, { program, env: { AKTION_LOG: "error" } });
    const killed = Bun.sleep(150 + random() * 350).then(() => served.kill("SIGKILL"));
    for (; acknowledged.size < records; n += 1) if (!(await logged(served.url, token, n, acknowledged))) break;
    await Promise.all([killed, served.exited]);
  }
  const last = await serve(path, { program, env: { AKTION_LOG: "error" } }); // a start collects what was left
  last.kill("SIGTERM");
  await last.exited;
  examine(path, acknowledged);
  return kills;
}

function prepared(path: string): string {
  const db = openDatabase(path, { create: true });
  const at = new Date();
  db.run("UPDATE company SET set_up_at = ?", [at.toISOString()]);
  aService(db, { from: "Slack", stage: "live" });
  const token = issueToken(db, { name: "Kill", scope: "write" }, { by: "command line", at })!;
  db.close();
  return token;
}

/**
 * False when the server was gone before it answered: the same is then sent again, as a program would, and when it had been stored
 * after all the answer says so.
 */
async function logged(url: string, token: string, n: number, acknowledged: Map<string, string>): Promise<boolean> {
  const executed_by = `Person ${n}`;
  const bytes = new Uint8Array(1000 + (n % 7) * 100_000).fill(n % 251);
  new DataView(bytes.buffer).setUint32(0, n);
  const body = new FormData();
  const fields = { system: "slack", executed: "2020-12-08", executed_by, method: "api" };
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("files", new File([bytes], `beleg-${n}.bin`));
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/deletions`, { method: "POST", headers, body }).catch(() => null);
  const said = await answer?.text().catch(() => null);
  if (!answer || said == null) return false;
  if (answer.status !== 201) expect(said).toContain("Exactly this deletion is recorded already");
  acknowledged.set(executed_by, new Bun.CryptoHasher("sha256").update(bytes).digest("hex"));
  return true;
}

function examine(path: string, acknowledged: Map<string, string>): void {
  const db = openDatabase(path);
  const rows = db
    .query<{ executed_by: string; sha256: string; blob_id: number }, []>(
      "SELECT executed_by, sha256, blob_id FROM deletion_records r JOIN evidence_files e ON e.record_id = r.id",
    )
    .all();
  const stored = Map.groupBy(rows, ({ executed_by }) => executed_by);
  for (const [person, sha256] of acknowledged) expect(stored.get(person)?.map((row) => row.sha256)).toEqual([sha256]);
  for (const { blob_id, sha256 } of rows) expect(digestOf(db, blob_id)).toBe(sha256);
  const one = (sql: string) => db.query<{ n: number }, []>(sql).get()!.n;
  expect(one("SELECT count(*) AS n FROM deletion_records")).toBe(rows.length);
  expect(one("SELECT count(*) AS n FROM history_entries WHERE what = 'deletion.recorded'")).toBe(rows.length);
  expect(
    one("SELECT count(*) AS n FROM blobs WHERE sha256 IS NULL OR id NOT IN (SELECT blob_id FROM evidence_files)"),
  ).toBe(0);
  expect(one("SELECT count(*) AS n FROM blob_rows WHERE blob_id NOT IN (SELECT id FROM blobs)")).toBe(0);
  expect(one("SELECT count(*) AS n FROM old_data_reports")).toBe(1);
  expect(verifyChain(db)).toMatchObject({ ok: true });
  expect(db.query("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  db.close();
}
