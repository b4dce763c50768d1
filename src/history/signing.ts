import type { Database } from "bun:sqlite";
import { signedCheckpoint } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import type { SigningKey } from "./key.ts";
import { keyIdOf, type PublicKey } from "./note.ts";
import { type Done, record } from "./record.ts";
import { insertSignedHead, lastSignedHead, type SignedHead } from "./signed-head-store.ts";
import { entriesAbout, headOf } from "./store.ts";

/** A signing key as the chain tells of it: with the entry that says from when it signs. */
export type KeyBegun = PublicKey & { seq: number; key_id: string };

const about = "history";
const what = "key.begun";

/** The keys that ever signed this chain, the newest first. */
export function keysBegun(db: Database): KeyBegun[] {
  return entriesAbout(db, about).flatMap((entry) => keyIn(entry) ?? []);
}

/** The key that an entry begins; null for any other entry. */
export function keyIn(entry: Pick<Entry, "seq" | "what" | "facts">): KeyBegun | null {
  if (entry.what !== what) return null;
  const { log, public_key } = JSON.parse(entry.facts) as Record<string, unknown>;
  if (typeof log !== "string" || typeof public_key !== "string") return null;
  const key = { name: log, raw: Buffer.from(public_key, "base64") };
  return { ...key, seq: entry.seq, key_id: keyIdOf(key) };
}

type Beginning = Done & { reported_on: string };

/**
 * Makes the key the one that signs this chain: an entry, unless it is that already. The first entry also names the chain, for
 * good. Says whether it is the first, a new one in place of another, or known.
 */
export function beginKey(db: Database, key: SigningKey, { by, at, reported_on }: Beginning): "first" | "new" | "known" {
  return db
    .transaction(() => {
      const before = keysBegun(db)[0];
      if (before?.raw.equals(key.raw)) return "known";
      const log = before?.name ?? newLogName();
      const facts = {
        log,
        algorithm: "ed25519",
        key: keyIdOf({ name: log, raw: key.raw }),
        public_key: key.raw.toString("base64"),
        replaces: before?.key_id ?? null,
      };
      record(db, { by, at, reported_on, what: "key.begun", about, facts });
      signedHead(db, key, at);
      return before ? "new" : "first";
    })
    .immediate();
}

/** Names the chain, not the machine nor the company: it stands in every signed head, also outside. */
function newLogName(): string {
  return `aktion.history/${Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString("hex")}`;
}

/** The current head, signed and kept, so that a chain that is cut off or recomputed later no longer fits. Signed once per head. */
export function signedHead(db: Database, key: SigningKey, at: Date): SignedHead {
  return db
    .transaction(() => {
      const head = headOf(db);
      const signer = signerIn(db, key);
      const last = lastSignedHead(db);
      if (last && last.count === head.count && last.hash === head.hash && last.key_id === signer.key_id) return last;
      const checkpoint = signedCheckpoint(head, key.secret, signer);
      const signed = { ...head, key_id: signer.key_id, checkpoint, at: at.toISOString() };
      insertSignedHead(db, signed);
      return signed;
    })
    .immediate();
}

/** The chain's own name of the key. A key that no entry begins must not sign: nobody could check it. */
export function signerIn(db: Database, key: SigningKey): KeyBegun {
  const begun = keysBegun(db)[0];
  if (begun?.raw.equals(key.raw)) return begun;
  throw new Error("this key has not begun: no entry names it");
}
