import { workerAddress } from "#src/jobs/worker-address.ts";
import type { Answer, AttachmentBytes, Frame, Question, Trouble, Wanted } from "./reading.ts";

const patience_ms = 8000;
const idle_ms = 60_000;

type Asked = { question: Question; settle: (answer: Answer) => void };

let worker: Worker | null = null;
let current: Asked | null = null;
let late: Timer | undefined;
let idle: Timer | undefined;
const queue: Asked[] = [];

/** One mail's HTML as a document for its frame, or one attachment's bytes. Never throws for what a mail contains. */
export function readMailPart(raw: Uint8Array, wanted: Extract<Wanted, { what: "frame" }>): Promise<Frame | Trouble>;
export function readMailPart(
  raw: Uint8Array,
  wanted: Extract<Wanted, { what: "attachment" }>,
): Promise<AttachmentBytes | Trouble>;
export function readMailPart(raw: Uint8Array, wanted: Wanted): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  queue.push({ question: { raw, wanted }, settle: resolve });
  next();
  return promise;
}

/** One at a time: a mail that is too much for the worker keeps others waiting at most for its patience, and spoils none of them. */
function next(): void {
  clearTimeout(idle);
  if (current) return;
  current = queue.shift() ?? null;
  if (current === null) {
    idle = setTimeout(end, idle_ms);
    idle.unref();
    return;
  }
  worker ??= begin();
  late = setTimeout(giveUp, patience_ms);
  const { raw } = current.question;
  worker.postMessage(current.question, raw.buffer instanceof ArrayBuffer ? [raw.buffer] : []);
}

function begin(): Worker {
  const begun = new Worker(workerAddress("inbox/reading/worker.ts"), { ref: false });
  begun.onmessage = ({ data }: MessageEvent<Answer>) => settle(data);
  begun.onerror = giveUp;
  return begun;
}

function settle(answer: Answer): void {
  clearTimeout(late);
  const asked = current;
  current = null;
  asked?.settle(answer);
  next();
}

/** A mail that takes this long, or ends the worker, is not worth more: whoever waits is told, and the next begins afresh. */
function giveUp(): void {
  end();
  settle({ trouble: "too-slow" });
}

function end(): void {
  worker?.terminate();
  worker = null;
}
