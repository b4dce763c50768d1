import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import { hashSecret, newSecret } from "./secret.ts";
import type { Scope } from "./token.ts";
import { findToken, insertToken, markRevoked } from "./token-store.ts";

/** Gives the token itself, which is stored nowhere; null when a token in force has this name. */
export function issueToken(db: Database, token: { name: string; scope: Scope }, done: Done): string | null {
  const secret = `aktion_${newSecret()}`;
  const { name, scope } = token;
  return db
    .transaction(() => {
      const created = { created_by: done.by, created_at: done.at.toISOString() };
      const id = insertToken(db, { name, scope, token_hash: hashSecret(secret), ...created });
      if (id === null) return null;
      recordToken(db, "token.issued", id, { ...done, facts: { scope }, words: { name } });
      return secret;
    })
    .immediate();
}

export function revokeToken(db: Database, tokenId: number, done: Done): void {
  db.transaction(() => {
    if (markRevoked(db, tokenId, done.at.toISOString())) recordToken(db, "token.revoked", tokenId, done);
    else if (!findToken(db, tokenId)) throw gone;
  }).immediate();
}

type Told = Done & { facts?: Record<string, unknown>; words?: Record<string, string> };

function recordToken(db: Database, what: string, tokenId: number, told: Told): void {
  record(db, { ...told, what, about: `token:${tokenId}`, reported_on: todayAt(db, told.at) });
}

const gone = new Problem("not-found", { de: "Diesen Token gibt es nicht.", en: "There is no such token." });
