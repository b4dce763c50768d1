import { Database, type SQLQueryBindings, type Statement } from "bun:sqlite";

/**
 * One number that the main thread and the worker share: how many writes of the main thread are waiting or going on. The worker
 * looks at it after each row, commits early and waits while it is not 0: what a person saves never queues behind a batch.
 * Other processes on the same file are not told; between those, SQLite's own busy time-out decides.
 */
export type Turn = SharedArrayBuffer;

/** A worker that died in the middle must not be waited for, nor a main thread that forgot to lower. */
const patience_ms = 1000;

/** True while the main thread wants to write: commit what you have. */
export function isWanted(turn: Turn): boolean {
  return Atomics.load(new Int32Array(turn), 0) > 0;
}

/** For the worker, outside of its transactions: waits until the main thread has written. */
export function giveWay(turn: Turn): void {
  const wanted = new Int32Array(turn);
  for (let seen = Atomics.load(wanted, 0); seen > 0; seen = Atomics.load(wanted, 0))
    if (Atomics.wait(wanted, 0, seen, patience_ms) === "timed-out") return;
}

/** Whose turn it is on the connection that serves people; null for any other connection. */
export function turnOf(db: Database): Turn | null {
  return db instanceof TurnTaking ? db.turn : null;
}

type Way<Given extends unknown[], Result> = (...given: Given) => Result;
type Transaction<Given extends unknown[], Result> = Way<Given, Result> &
  Record<"deferred" | "immediate" | "exclusive", Way<Given, Result>>;
type Run = (...given: SQLQueryBindings[]) => unknown;
type Wrapped = Statement<unknown, SQLQueryBindings[]> & { takesTurns?: true };

/** A connection whose writes raise the flag, whoever asks for them. Reading, and writing inside a transaction, cost nothing more. */
export class TurnTaking extends Database {
  readonly turn: Turn = new SharedArrayBuffer(4);
  readonly #wanted = new Int32Array(this.turn);

  override transaction<Given extends unknown[], Result>(inside: (...given: Given) => Result) {
    const made = super.transaction(inside as never) as unknown as Transaction<Given, Result>;
    const taking =
      (run: typeof inside) =>
      (...given: Given) =>
        this.#inTurn(() => run(...given));
    const kinds = { deferred: made.deferred, immediate: taking(made.immediate), exclusive: taking(made.exclusive) };
    return Object.assign((...given: Given) => made(...given), kinds) as never;
  }

  override run<Given extends SQLQueryBindings[]>(sql: string, ...given: Given[]) {
    return this.inTransaction ? super.run(sql, ...given) : this.#inTurn(() => super.run(sql, ...given));
  }

  override query<Row, Given extends SQLQueryBindings | SQLQueryBindings[]>(sql: string) {
    const statement = super.query<Row, Given>(sql);
    if (!(statement as Wrapped).takesTurns && !readsOnly.test(sql)) this.#wrap(statement as unknown as Wrapped);
    return statement;
  }

  #wrap(statement: Wrapped): void {
    for (const way of ["run", "get", "all"] as const) {
      const run = statement[way].bind(statement) as Run;
      const taken: Run = (...given) => (this.inTransaction ? run(...given) : this.#inTurn(() => run(...given)));
      Object.defineProperty(statement, way, { value: taken });
    }
    statement.takesTurns = true;
  }

  #inTurn<Result>(write: () => Result): Result {
    Atomics.add(this.#wanted, 0, 1);
    try {
      return write();
    } finally {
      if (Atomics.sub(this.#wanted, 0, 1) === 1) Atomics.notify(this.#wanted, 0);
    }
  }
}

const readsOnly = /^\s*(?:SELECT|PRAGMA)\b/i;
