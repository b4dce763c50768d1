import type { Database } from "bun:sqlite";
import type { Log } from "#src/http/log.ts";
import { isCompiled } from "#src/jobs/own-program.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import { turnOf } from "#src/storage/turn.ts";
import { storedAfter } from "../arrival-store.ts";
import { nextImport } from "../import-store.ts";
import { listMailboxes } from "../mailbox-store.ts";
import { receives } from "../receiving.ts";
import type { Answered, Asked } from "./worker.ts";

export type FiledMail = { mailbox_id: number; ticket_ids: number[] };
type Starting = { db: Database; path: string; secretsKey: SecretsKey; log: Log };

/** A worker that ended by itself is started again after so long. */
const again_ms = 5000;

/** How long the worker may take to finish what it holds. */
const patience_ms = 5000;

const listeners = new Set<(filed: FiledMail) => void>();
const running = new WeakMap<Database, (ask: "reread" | "look") => void>();

/** Tells whenever mail became messages, in this process. Gives the way to stop it. */
export function onFiled(listener: (filed: FiledMail) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Call it after a mailbox was changed, or an import was asked for: the intake looks at them again. Nothing where none runs. */
export function mailboxesChanged(db: Database): void {
  running.get(db)?.("reread");
}

/** Asks every server now, and files what waits to be filed again. */
export function lookForMail(db: Database): void {
  running.get(db)?.("look");
}

/** Keeps a worker that takes mail in, from the moment on when a mailbox receives, until it is stopped. */
export function startIntake(starting: Starting): { stop: () => Promise<void> } {
  const { db, log } = starting;
  let worker: Worker | null = null;
  let isStopping = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function beginIfNeeded(): void {
    if (worker || isStopping || !hasWork(db)) return;
    const begun = begin(starting);
    begun.addEventListener("close", () => {
      if (worker === begun) worker = null;
      if (isStopping) return;
      log({ level: "error", what: "intake.ended" });
      timer = setTimeout(beginIfNeeded, again_ms);
    });
    worker = begun;
  }

  running.set(db, (ask) => {
    if (worker) worker.postMessage({ ask } satisfies Asked);
    else beginIfNeeded();
  });
  beginIfNeeded();
  return {
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      running.delete(db);
      if (worker) await ended(worker);
    },
  };
}

function hasWork(db: Database): boolean {
  return listMailboxes(db).some(receives) || storedAfter(db, 0, 1).length > 0 || nextImport(db) !== null;
}

function begin({ db, path, secretsKey, log }: Starting): Worker {
  const worker = new Worker(workerAddress);
  worker.onmessage = ({ data }: MessageEvent<Answered>) => {
    if (data.what === "filed") for (const listener of listeners) listener(data);
    if (data.what === "trouble")
      log({ level: "error", what: "intake.trouble", mailbox: data.mailbox_id, ...data.trouble });
    if (data.what === "log") log({ level: data.level, what: "intake", line: data.line });
  };
  worker.onerror = (event) => log({ level: "error", what: "intake.error", error: event.message });
  worker.postMessage({ ask: "start", path, turn: turnOf(db)!, key: secretsKey } satisfies Asked);
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
