import type { Database } from "bun:sqlite";
import type { Answer } from "./check.ts";
import { foldBuckets } from "./result-actions.ts";
import { lastJournalId, readJournal } from "./result-store.ts";
import { addAnswer, answersFrom, type Bucket, bucketOf, newBucket } from "./rollup.ts";

/** So many checks' five minutes are written in one transaction: it stays short with thousands of checks. */
const slice = 400;

/** The five minutes that are not over, of every check, and those that are over and not yet written. */
export class Buckets {
  readonly #open = new Map<number, Bucket>();
  #closed: Bucket[] = [];
  #journalUpTo: number | null = null;
  /** The journal's last row when this was last folded: everything up to it is older than what opens now. */
  #journalSeen = 0;
  #starts_at = "";

  add(answer: Answer): void {
    const starts_at = bucketOf(answer.at) > this.#starts_at ? bucketOf(answer.at) : this.#starts_at;
    const open = this.#open.get(answer.check_id);
    if (open && open.starts_at >= starts_at) addAnswer(open, fitted(answer, open));
    else {
      if (open) this.#closed.push(open);
      const bucket = newBucket(answer.check_id, starts_at);
      addAnswer(bucket, fitted(answer, bucket));
      this.#open.set(answer.check_id, bucket);
    }
  }

  of(checkId: number): Bucket[] {
    const open = this.#open.get(checkId);
    return [...this.#closed.filter(({ check_id }) => check_id === checkId), ...(open ? [open] : [])];
  }

  /** What a crash left: everything in the journal that was not written for good. */
  readAgain(db: Database): string | null {
    const rows = readJournal(db).map(({ id, results }) => ({ id, answers: answersFrom(results) }));
    const answers = rows.flatMap((row) => row.answers);
    for (const answer of answers) this.add(answer);
    this.#journalSeen = rows.at(-1)?.id ?? 0;
    return answers.reduce((last, { at }) => (at > last ? at : last), "") || null;
  }

  /** Call it after everything so far is in the journal. Writes at most one slice. */
  fold(db: Database, now: string): void {
    const starts_at = bucketOf(now);
    if (starts_at > this.#starts_at) this.#close(starts_at);
    this.#journalSeen = lastJournalId(db);
    if (this.#closed.length === 0) return;
    const some = this.#closed.slice(0, slice);
    const isLast = some.length === this.#closed.length;
    foldBuckets(db, some, isLast ? this.#journalUpTo : null);
    this.#closed = this.#closed.slice(slice);
    if (isLast) this.#journalUpTo = null;
  }

  #close(starts_at: string): void {
    this.#starts_at = starts_at;
    for (const [id, bucket] of this.#open) {
      if (bucket.starts_at >= starts_at) continue;
      this.#closed.push(bucket);
      this.#open.delete(id);
    }
    this.#journalUpTo = this.#journalSeen;
  }
}

/** A clock that was set back would put an answer before its five minutes. */
function fitted(answer: Answer, { starts_at }: Bucket): Answer {
  return answer.at < starts_at ? { ...answer, at: starts_at } : answer;
}
