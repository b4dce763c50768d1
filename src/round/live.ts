import { type Listener, openStream } from "#src/http/event-stream.ts";

/** Who is looking at which round. In memory: a browser that comes back asks anew. */
export function newLive() {
  const listening = new Map<number, Set<Listener>>();
  return {
    /** Tells every browser that looks at this round which version it is at now. */
    tell(roundId: number, version: number): void {
      for (const one of listening.get(roundId) ?? []) one.send(String(version));
    },
    /** An event stream of the round's versions; the first comes at once. Ends when the browser goes, or the program stops. */
    stream(roundId: number, version: number, signal: AbortSignal): Response {
      const { answer, listener } = openStream({ onEnd: () => listening.get(roundId)?.delete(listener), signal });
      listening.set(roundId, (listening.get(roundId) ?? new Set()).add(listener));
      listener.send(String(version));
      return answer;
    },
  };
}
