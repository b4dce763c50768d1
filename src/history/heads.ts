import { type Checkpoint, type Head, isCheckpointOf, parseCheckpoint } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import type { PublicKey } from "./note.ts";
import type { SignedHead } from "./signed-head-store.ts";
import { type KeyBegun, keyIn } from "./signing.ts";
import { type Fault, faultAt } from "./witness.ts";

/**
 * A head from another time or place that the chain must still fit. `from` says where it was kept; without a checkpoint it was
 * only written down, and its hash may be the beginning of one.
 */
export type KnownHead = Head & { from: string; checkpoint: Checkpoint | null };

/** Kept in the database. Null when the row does not say what its checkpoint says. */
export function keptHead({ count, hash, key_id, checkpoint, at }: SignedHead): KnownHead | null {
  const parsed = parseCheckpoint(checkpoint);
  const same = parsed?.count === count && parsed.hash === hash && parsed.note.signatures[0]?.key_id === key_id;
  return same ? { count, hash, checkpoint: parsed, from: `signed ${at}` } : null;
}

/** A checkpoint file, or a line that somebody noted: `128 3f2a…`, at least twelve digits of the hash. Null when it is neither. */
export function notedHead(written: string, from: string): KnownHead | null {
  const checkpoint = parseCheckpoint(written);
  if (checkpoint) return { count: checkpoint.count, hash: checkpoint.hash, checkpoint, from };
  const [, count, hash] = /^\s*(\d{1,15})\s+([0-9a-f]{12,64})…?\s*$/.exec(written) ?? [];
  return count === undefined || hash === undefined ? null : { count: Number(count), hash, checkpoint: null, from };
}

export type HeadsCheck = {
  take: (entry: Entry) => void;
  /** Once all entries were taken. */
  fault: () => Fault | null;
  keys: () => readonly KeyBegun[];
  /** Up to which entry a signature reaches. */
  signed: () => KnownHead | null;
};

/** Compares heads with the chain. `trusted` is a key that somebody kept elsewhere: then the newest head must be signed by it. */
export function headsCheck(heads: readonly KnownHead[], trusted: PublicKey | null = null): HeadsCheck {
  const hashes = new Map<number, string | null>(heads.map(({ count }) => [count, null]));
  const keys: KeyBegun[] = [];
  let last = 0;
  const inOrder = [...heads].sort((a, b) => a.count - b.count);
  const signed = () => inOrder.findLast(({ checkpoint }) => checkpoint !== null) ?? null;
  return {
    take(entry) {
      last = entry.seq;
      if (hashes.has(entry.seq)) hashes.set(entry.seq, entry.hash);
      const key = keyIn(entry);
      if (key) keys.push(key);
    },
    fault() {
      if (keys.length > 0 && !signed()) return faultAt("signature-missing", keys[0]!.seq, unsigned(keys[0]!));
      return firstFault(inOrder, { last, keys, hashes }) ?? trustFault(signed(), trusted);
    },
    keys: () => keys,
    signed,
  };
}

type Chain = { last: number; keys: readonly KeyBegun[]; hashes: Map<number, string | null> };

function firstFault(heads: readonly KnownHead[], chain: Chain): Fault | null {
  let fits = 0;
  for (const head of heads) {
    const fault = signatureFault(head, chain) ?? placeFault(head, fits, chain);
    if (fault) return fault;
    fits = head.count;
  }
  return null;
}

function signatureFault({ checkpoint, count, from }: KnownHead, { keys }: Chain): Fault | null {
  if (checkpoint === null) return null;
  const ids = checkpoint.note.signatures.map(({ key_id }) => key_id);
  const key = keys.find(({ key_id, name, seq }) => ids.includes(key_id) && name === checkpoint.log && seq <= count);
  if (key === undefined)
    return faultAt(
      "key-unknown",
      null,
      `The head of ${count} entries (${from}) is signed by key ${ids.join(", ")}, which this chain does not begin: it is another chain, or was recomputed.`,
    );
  if (isCheckpointOf(checkpoint, key)) return null;
  return faultAt("signature-wrong", null, `The signature of the head of ${count} entries (${from}) does not hold.`);
}

function placeFault({ count, hash, from }: KnownHead, fits: number, { last, hashes }: Chain): Fault | null {
  if (count > last)
    return faultAt(
      "cut-off",
      last + 1,
      `Entry ${last + 1} and those after it were cut off: a head of ${count} entries exists (${from}).`,
    );
  if (count === 0 || hashes.get(count)?.startsWith(hash)) return null;
  return faultAt(
    "recomputed",
    fits + 1,
    `Entries ${fits + 1} to ${count} were recomputed: they fit each other, but not the head of ${count} entries (${from}).`,
  );
}

function trustFault(newest: KnownHead | null, trusted: PublicKey | null): Fault | null {
  if (trusted === null || (newest?.checkpoint && isCheckpointOf(newest.checkpoint, trusted))) return null;
  return faultAt("key-unknown", null, "The newest head is not signed by the public key that you gave.");
}

function unsigned({ key_id, seq }: KeyBegun): string {
  return `Entry ${seq} begins the key ${key_id}, but no signed head is left: they were removed.`;
}
