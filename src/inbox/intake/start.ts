import type { Database } from "bun:sqlite";
import type { Log } from "#src/http/log.ts";
import { isCompiled } from "#src/jobs/own-program.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import { turnOf } from "#src/storage/turn.ts";
import type { Answered, Asked } from "./worker.ts";

export type FiledMail = { mailbox_id: number; ticket_ids: number[] };
type Starting = { db: Database; path: string; secretsKey: SecretsKey; log: Log };

/** A worker that ended by itself is started again after so long. */
const again_ms = 5000;

/** How long the worker may take to finish what it holds. */
const patience_ms = 5000;

const listeners = new Set<(filed: FiledMail) => void>();
const running = new WeakMap<Database, (asked: Asked) => void>();

/** Tells whenever mail became messages, in this process. Gives the way to stop it. */
export function onFiled(listener: (filed: FiledMail) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Call it after a mailbox was changed: the intake looks at them again. Nothing happens where none runs. */
export function mailboxesChanged(db: Database): void {
  running.get(db)?.({ ask: "reread" });
}

/** Asks every server now, files what waits to be filed again, and goes on with imports. */
export function lookForMail(db: Database): void {
  running.get(db)?.({ ask: "look" });
}

/** Starts the worker that takes mail in, and keeps it running until it is stopped. */
export function startIntake(starting: Starting): { stop: () => Promise<void> } {
  let worker = begin(starting, restart);
  let isStopping = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function restart(): void {
    if (isStopping) return;
    starting.log({ level: "error", what: "intake.ended" });
    timer = setTimeout(() => {
      worker = begin(starting, restart);
    }, again_ms);
  }

  return {
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      running.delete(starting.db);
      await ended(worker);
    },
  };
}

function begin({ db, path, secretsKey, log }: Starting, restart: () => void): Worker {
  const worker = new Worker(workerAddress);
  worker.onmessage = ({ data }: MessageEvent<Answered>) => {
    if (data.what === "filed") for (const listener of listeners) listener(data);
    if (data.what === "trouble")
      log({ level: "error", what: "intake.trouble", mailbox: data.mailbox_id, ...data.trouble });
    if (data.what === "log") log({ level: data.level, what: "intake", line: data.line });
  };
  worker.onerror = (event) => log({ level: "error", what: "intake.error", error: event.message });
  worker.addEventListener("close", restart);
  const ask = (asked: Asked) => worker.postMessage(asked);
  ask({ ask: "start", path, turn: turnOf(db)!, key: secretsKey });
  running.set(db, ask);
  return worker;
}

function ended(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(late);
      worker.terminate();
      resolve();
    };
    const late = setTimeout(end, patience_ms);
    worker.addEventListener("close", end);
    worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
      if (data.what === "stopped") end();
    });
    worker.postMessage({ ask: "stop" } satisfies Asked);
  });
}

/** Compiled, all modules share one address, and only what is relative to the main one is found. */
const workerAddress = isCompiled
  ? new URL("./inbox/intake/worker.ts", Bun.pathToFileURL(Bun.main))
  : new URL("./worker.ts", import.meta.url);
