import type { Database } from "bun:sqlite";
import type { Log } from "#src/http/log.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import { engineOf, tick_ms } from "./engine.ts";
import { judgeHeartbeat } from "./heartbeats.ts";
import { OwnLine } from "./line.ts";
import { registerLive } from "./live.ts";
import { listReferences } from "./observer-store.ts";
import { outsideOf } from "./surroundings.ts";

type Starting = { db: Database; clock: () => Date; log: Log; key: SecretsKey | undefined };

/** Checks from now on until it is stopped: looks twenty times a second at what is due, and writes once. */
export function startChecks({ db, clock, log, key }: Starting): { stop: () => Promise<void> } {
  const engine = engineOf({
    ...{ db, clock, log, key },
    mono: () => performance.now(),
    line: new OwnLine(() => listReferences(db)),
    surroundings: outsideOf(clock),
    heartbeat: (check, config, at) => judgeHeartbeat(db, check, config, at),
  });
  registerLive(db, engine);
  const timers = [setInterval(engine.tick, tick_ms), setInterval(engine.write, 1000)];
  for (const timer of timers) timer.unref();
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await engine.stop();
      registerLive(db, null);
    },
  };
}
