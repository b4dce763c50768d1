import { startEngine } from "#src/inbox/intake/engine.ts";
import type { Point } from "#src/inbox/intake/intake.ts";
import { connectWorker } from "#src/storage/worker-connection.ts";

/**
 * The intake as a process of its own that ends itself, as by kill -9, when it comes to a point for the nth time. It says "well" once
 * all is in, and ends. Arguments: database, key in base64url, point or "-", n.
 */
const [path, key, point, nth] = process.argv.slice(2);
let passed = 0;
const db = connectWorker(path!);
const engine = await startEngine({
  db,
  turn: null,
  key: new Uint8Array(Buffer.from(key!, "base64url")),
  clock: () => new Date(),
  backoff: () => 1,
  at(reached: Point) {
    if (reached !== point) return;
    passed += 1;
    if (passed === Number(nth)) process.kill(process.pid, "SIGKILL");
  },
  tell(told) {
    if (told.what === "log" || told.what === "trouble") console.error(JSON.stringify(told));
    if (told.what === "well") setImmediate(end);
  },
});

async function end(): Promise<void> {
  await engine.stop();
  db.close();
  process.stdout.write("well\n");
  process.exit(0);
}
