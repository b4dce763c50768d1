import type { Database } from "bun:sqlite";
import type { ApiToken, Scope } from "./token.ts";

const columns = "id, name, scope, created_by, created_at, last_used_at, revoked_at";

/** Those in force first, the newest on top. */
export function listTokens(db: Database): ApiToken[] {
  return db.query<ApiToken, []>(`SELECT ${columns} FROM api_tokens ORDER BY revoked_at IS NOT NULL, id DESC`).all();
}

export function findToken(db: Database, tokenId: number): ApiToken | null {
  return db.query<ApiToken, [number]>(`SELECT ${columns} FROM api_tokens WHERE id = ?`).get(tokenId);
}

/** Names by id, for showing which program did something. */
export function namesOfTokens(db: Database): Map<number, string> {
  const rows = db.query<{ id: number; name: string }, []>("SELECT id, name FROM api_tokens").all();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export function findTokenInForce(
  db: Database,
  tokenHash: string,
): { id: number; scope: Scope; last_used_at: string | null } | null {
  return db
    .query<{ id: number; scope: Scope; last_used_at: string | null }, [string]>(
      "SELECT id, scope, last_used_at FROM api_tokens WHERE token_hash = ? AND revoked_at IS NULL",
    )
    .get(tokenHash);
}

type NewToken = { name: string; token_hash: string; scope: Scope; created_by: string; created_at: string };

/** The new id; null when a token in force has this name. */
export function insertToken(db: Database, token: NewToken): number | null {
  const row = db
    .query<{ id: number }, [NewToken]>(
      `INSERT INTO api_tokens (name, token_hash, scope, created_by, created_at)
       SELECT $name, $token_hash, $scope, $created_by, $created_at
       WHERE NOT EXISTS (SELECT 1 FROM api_tokens WHERE name = $name AND revoked_at IS NULL)
       RETURNING id`,
    )
    .get(token);
  return row?.id ?? null;
}

export function markTokenUsed(db: Database, tokenId: number, at: string): void {
  db.query<null, [string, number]>("UPDATE api_tokens SET last_used_at = ? WHERE id = ?").run(at, tokenId);
}

/** False when there is none, or it was revoked before. */
export function markRevoked(db: Database, tokenId: number, at: string): boolean {
  const { changes } = db
    .query<null, [string, number]>("UPDATE api_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
    .run(at, tokenId);
  return changes === 1;
}
