import { runErasures } from "#src/inbox/erasure-run.ts";
import { registerPersonalTraces } from "#src/inbox/personal-traces.ts";
import { subscriberTraces } from "#src/status/personal-traces.ts";
import { collectBlobs } from "#src/storage/blobs.ts";
import { openDatabase } from "#src/storage/database.ts";

// Goes on with an erasure in a process of its own, as every start does, so that a test can end it anywhere.
const path = process.argv[2]!;
registerPersonalTraces(subscriberTraces);
const db = openDatabase(path);
collectBlobs(db);
process.stdout.write("begins\n");
await runErasures(db, { at: new Date("2026-11-23T09:00:00.000Z"), listPath: `${path}.erased` });
db.close();
