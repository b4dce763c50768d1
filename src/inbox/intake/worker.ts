import type { Database } from "bun:sqlite";
import type { SecretsKey } from "#src/storage/sealed.ts";
import type { Turn } from "#src/storage/turn.ts";
import { connectWorker } from "#src/storage/worker-connection.ts";
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
  db = connectWorker(path);
  return startEngine({ db, turn, key, clock: () => new Date(), tell: answer });
}
