import type { Gauge } from "./health.ts";

/** One browser that listens. */
export type Listener = {
  /** Sends one event; what a browser cannot take any more ends the stream. */
  send: (text: string) => void;
  end: () => void;
};

const open = new Set<Listener>();
let isStopping = false;

/** A comment this often keeps a silent stream from being closed on its way. */
const heartbeat_ms = 5000;

/** A browser that has not taken so many events is not there any more, whatever its connection says. */
const mostWaiting = 200;

type Opening = {
  /** The browser went, or the stream was ended: once. */
  onEnd: () => void;
  /** The request's: it says when the browser goes. */
  signal: AbortSignal;
  /** Asked at every heartbeat; false ends the stream. */
  holds?: () => boolean;
};

/** An event stream to one browser. It lives in memory; a browser that comes back asks anew. */
export function openStream({ onEnd, signal, holds = () => true }: Opening): { answer: Response; listener: Listener } {
  const encoder = new TextEncoder();
  let beat: ReturnType<typeof setInterval> | undefined;
  let writer: ReadableStreamDefaultController<Uint8Array> | null = null;
  const leave = () => {
    if (!open.delete(listener)) return;
    clearInterval(beat);
    onEnd();
  };
  const listener: Listener = { send: (text) => write(`data: ${text}\n\n`), end };
  function write(text: string): void {
    if (!open.has(listener)) return;
    if ((writer?.desiredSize ?? 0) < -mostWaiting) end();
    else writer?.enqueue(encoder.encode(text));
  }
  function end(): void {
    if (!open.has(listener)) return;
    leave();
    writer?.close();
  }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      writer = controller;
      open.add(listener);
      beat = setInterval(() => (holds() ? write(": still here\n\n") : end()), heartbeat_ms);
      beat.unref();
      signal.addEventListener("abort", leave);
      if (isStopping) queueMicrotask(end);
    },
    cancel: leave,
  });
  const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
  return { answer: new Response(body, { headers }), listener };
}

export function endStreams(): void {
  for (const one of [...open]) one.end();
}

/** Before the program stops: open streams would keep it waiting, and so would those that browsers open again on connections they still have. */
export function stopStreams(): void {
  isStopping = true;
  endStreams();
}

export const streamGauge: Gauge = {
  name: "aktion_event_streams",
  help: "Browsers that listen for changes.",
  read: () => open.size,
};
