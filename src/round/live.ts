type Listener = { send: (version: number) => void; end: () => void };

const everybody = new Set<Listener>();

/** A comment this often keeps a silent stream from being closed on its way. */
const heartbeat_ms = 5000;

/** Who is looking at which round. In memory: a browser that comes back asks anew. */
export function newLive() {
  const listening = new Map<number, Set<Listener>>();
  return {
    /** Tells every browser that looks at this round which version it is at now. */
    tell(roundId: number, version: number): void {
      for (const one of listening.get(roundId) ?? []) one.send(version);
    },
    /** An event stream of the round's versions; the first comes at once. Ends when the browser goes, or the program stops. */
    stream(roundId: number, version: number, signal: AbortSignal): Response {
      const { body, listener } = newStream(() => listening.get(roundId)?.delete(listener), signal);
      listening.set(roundId, (listening.get(roundId) ?? new Set()).add(listener));
      listener.send(version);
      return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
    },
  };
}

/** Before the program stops: open streams would keep it waiting. */
export function endStreams(): void {
  for (const one of [...everybody]) one.end();
}

function newStream(left: () => void, signal: AbortSignal) {
  const encoder = new TextEncoder();
  let beat: ReturnType<typeof setInterval> | undefined;
  let writer: ReadableStreamDefaultController<Uint8Array>;
  const leave = () => {
    clearInterval(beat);
    everybody.delete(listener);
    left();
  };
  const write = (text: string) => {
    try {
      writer.enqueue(encoder.encode(text));
    } catch {
      leave(); // the browser went between two events
    }
  };
  const listener: Listener = {
    send: (version) => write(`data: ${version}\n\n`),
    end() {
      leave();
      writer.close();
    },
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      writer = controller;
      beat = setInterval(() => write(": still here\n\n"), heartbeat_ms);
      everybody.add(listener);
      signal.addEventListener("abort", leave);
    },
    cancel: leave,
  });
  return { body, listener };
}
