import type { Database } from "bun:sqlite";
import { createHmac, randomBytes } from "node:crypto";
import { readMacKey } from "./page-store.ts";

export function newSalt(): string {
  return randomBytes(12).toString("base64url");
}

/** What stands in the links of somebody's mails. It is made from the salt each time and stored nowhere; its hash finds them again. */
export function secretFrom(db: Database, salt: string): string {
  return createHmac("sha256", readMacKey(db)).update(`subscriber ${salt}`).digest("base64url");
}

/** An address of somebody who left, in a shape that recognises it and does not tell it. */
export function suppressionDigest(db: Database, address: string): string {
  return createHmac("sha256", readMacKey(db)).update(`left ${address}`).digest("base64url");
}
