import type { KeyObject } from "node:crypto";
import { isSignedBy, type Note, type PublicKey, parseNote, signNote } from "./note.ts";

/** How many entries a chain has, and the hash of the last. */
export type Head = { count: number; hash: string };

/** A head as it was signed: `log` names the chain. */
export type Checkpoint = Head & { log: string; note: Note };

/** The head as a signed note in the form of https://c2sp.org/tlog-checkpoint; where that has a tree's root, ours has the last hash. */
export function signedCheckpoint(head: Head, secret: KeyObject, key: PublicKey): string {
  const text = `${key.name}\n${head.count}\n${Buffer.from(head.hash, "hex").toString("base64")}\n`;
  return signNote(text, secret, key);
}

/** Null when it is no checkpoint. Says nothing of whether a signature holds. */
export function parseCheckpoint(written: string): Checkpoint | null {
  const note = parseNote(written);
  const [, log, count, base64] = /^([^\s+]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n$/.exec(note?.text ?? "") ?? [];
  if (!note || log === undefined || count === undefined || base64 === undefined) return null;
  return { log, count: Number(count), hash: Buffer.from(base64, "base64").toString("hex"), note };
}

export function isCheckpointOf({ log, note }: Checkpoint, key: PublicKey): boolean {
  return log === key.name && isSignedBy(note, key);
}
