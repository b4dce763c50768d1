import { connect } from "node:net";

export type Reference = { host: string; port: number };
export type Line = "up" | "down" | "unguarded";

const patience_ms = 3000;
const remembered_ms = 5000;

/** Fewer would blame our line for one host's trouble. */
const fewest = 2;

/** Is it our own line? It is when none of at least two hosts that always answer can be reached. */
export class OwnLine {
  #asked: { at_ms: number; answer: Promise<Line> } | null = null;
  readonly #targets: () => readonly Reference[];

  constructor(targets: () => readonly Reference[]) {
    this.#targets = targets;
  }

  /** An answer holds for five seconds, so that five hundred checks that fail at once ask once. */
  ask(mono_ms: number): Promise<Line> {
    if (this.#asked && mono_ms - this.#asked.at_ms < remembered_ms) return this.#asked.answer;
    const answer = askAll(this.#targets());
    this.#asked = { at_ms: mono_ms, answer };
    return answer;
  }
}

async function askAll(targets: readonly Reference[]): Promise<Line> {
  if (targets.length < fewest) return "unguarded";
  const answers = await Promise.all(targets.map(answersFast));
  return answers.some(Boolean) ? "up" : "down";
}

/** True when a connection opens, or is refused: a refusal comes from there too. */
function answersFast({ host, port }: Reference): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port });
  socket.setTimeout(patience_ms, () => resolve(false));
  socket.on("connect", () => resolve(true));
  socket.on("error", (error) => resolve("code" in error && error.code === "ECONNREFUSED"));
  return promise.finally(() => socket.destroy());
}
