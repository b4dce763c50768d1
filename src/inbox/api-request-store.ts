import type { Database } from "bun:sqlite";

export type ApiRequest = { token_id: number; key: string; digest: string; location: string; created_at: string };

export function findApiRequest(db: Database, tokenId: number, key: string): ApiRequest | null {
  return db
    .query<ApiRequest, [number, string]>(
      "SELECT token_id, key, digest, location, created_at FROM api_requests WHERE token_id = ? AND key = ?",
    )
    .get(tokenId, key);
}

export function insertApiRequest(db: Database, request: ApiRequest): void {
  db.query<null, [ApiRequest]>(
    "INSERT INTO api_requests (token_id, key, digest, location, created_at) VALUES ($token_id, $key, $digest, $location, $created_at)",
  ).run(request);
}

export function deleteApiRequestsBefore(db: Database, before: string): void {
  db.query<null, [string]>("DELETE FROM api_requests WHERE created_at < ?").run(before);
}
