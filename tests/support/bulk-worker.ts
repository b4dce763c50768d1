import { giveWay, isWanted, type Turn } from "#src/storage/turn.ts";
import { connectWorker } from "#src/storage/worker-connection.ts";

declare const self: Worker;

/** Writes for ever, in groups of a second, and gives way. */
self.onmessage = ({ data: { path, turn } }: MessageEvent<{ path: string; turn: Turn }>) => {
  const db = connectWorker(path);
  self.postMessage("begun");
  const group = db.transaction(() => {
    for (const began = performance.now(); performance.now() - began < 1000 && !isWanted(turn); )
      db.query("INSERT INTO bulk VALUES (hex(randomblob(50)))").run();
  });
  for (;;) {
    giveWay(turn);
    group.immediate();
  }
};
