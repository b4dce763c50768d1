import { Database } from "bun:sqlite";
import type { SecretsKey } from "#src/storage/sealed.ts";
import type { Turn } from "#src/storage/turn.ts";
import { type Engine, startEngine } from "./engine.ts";
import type { Told } from "./intake.ts";

/** What the main thread asks of the worker. `start` comes first and once. */
export type Asked =
  | { ask: "start"; path: string; turn: Turn; key: SecretsKey }
  | { ask: "reread" }
  | { ask: "look" }
  | { ask: "stop" };
export type Answered = Told | { what: "stopped" };

declare const self: Worker;

let engine: Promise<Engine> | null = null;
let db: Database | null = null;
const answer = (told: Answered) => self.postMessage(told);

self.onmessage = async ({ data }: MessageEvent<Asked>) => {
  if (data.ask === "start") engine = begin(data);
  const running = await engine;
  if (data.ask === "reread") running?.reread();
  if (data.ask === "look") await running?.look();
  if (data.ask !== "stop") return;
  await running?.stop();
  db?.close();
  answer({ what: "stopped" });
};

function begin({ path, turn, key }: Extract<Asked, { ask: "start" }>): Promise<Engine> {
  db = connect(path);
  return startEngine({ db, turn, key, clock: () => new Date(), tell: answer });
}

/** As the main connection, but with less cache, and what the WAL holds is folded in here rather than by somebody who waits. */
export function connect(path: string): Database {
  const opened = new Database(path, { readwrite: true, create: false, strict: true });
  opened.run("PRAGMA busy_timeout = 5000");
  opened.run("PRAGMA synchronous = FULL");
  opened.run("PRAGMA foreign_keys = ON");
  opened.run("PRAGMA secure_delete = ON");
  opened.run("PRAGMA temp_store = MEMORY");
  opened.run("PRAGMA wal_autocheckpoint = 1000");
  return opened;
}
