import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptSigningKey, keyFileBeside } from "#src/history/key-file.ts";
import { beginKey, signedHead } from "#src/history/signing.ts";
import { headOf } from "#src/history/store.ts";
import { addService, reportStage } from "#src/services/actions.ts";
import { stages } from "#src/services/stage.ts";
import { openDatabase } from "#src/storage/database.ts";
import { project } from "../tools/step.ts";

export type Verifying = { entries: number; database_ms: number; export_ms: number };

/** From starting the executable to its answer, the middle of five, on a database and on its export. */
export async function measureVerify(entries: number): Promise<Verifying> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-bench-"));
  try {
    const [db, zip] = [join(folder, "aktion.db"), join(folder, "audit.zip")];
    fill(db, entries);
    await timed("export", zip, "--db", db);
    const ofDatabase: number[] = [];
    const ofExport: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      ofDatabase.push(await timed("verify", "--db", db));
      ofExport.push(await timed("verify", zip));
    }
    return { entries, database_ms: middle(ofDatabase), export_ms: middle(ofExport) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const middle = (took: number[]) => took.sort((a, b) => a - b)[2]!;

async function timed(...args: string[]): Promise<number> {
  const began = performance.now();
  const child = Bun.spawn([`${project}dist/aktion`, ...args], { stdin: "ignore", stdout: "ignore", stderr: "inherit" });
  if ((await child.exited) !== 0) throw new Error(`aktion ${args.join(" ")} ended with ${child.exitCode}`);
  return performance.now() - began;
}

/** A signed history of stages, each with a remark, as somebody would report them. */
function fill(path: string, entries: number): void {
  const db = openDatabase(path, { create: true });
  const done = { by: "command line", at: new Date() };
  const today = done.at.toISOString().slice(0, 10);
  const key = keptSigningKey(keyFileBeside(path), done.at);
  beginKey(db, key, { ...done, reported_on: today });
  db.transaction(() => {
    const words = {
      name_en: null,
      purpose: null,
      purpose_en: null,
      category: null,
      priority: null,
      priority_reason: null,
    };
    const slug = addService(db, { name: "Newsletter", ...words, owner: null, customer_data: "yes", note: null }, done);
    const said = { happened: { on: "2020-12", text: "Anfang Dezember" }, reported_on: today };
    for (let n = headOf(db).count; n < entries; n += 1)
      reportStage(
        db,
        slug,
        { stage: stages[n % stages.length]!, ...said, note: `Bemerkung ${n} mit ein paar Worten` },
        done,
      );
  })();
  signedHead(db, key, done.at);
  db.close();
}
