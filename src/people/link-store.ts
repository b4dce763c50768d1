import type { Database } from "bun:sqlite";

export type LinkKind = "setup" | "invitation" | "reset";

/** Whom an open link is for; for set-up nobody is there yet. */
export type OpenLink = { person_id: number | null; email: string | null; name: string | null };

export function findOpenLink(db: Database, kind: LinkKind, tokenHash: string, at: string): OpenLink | null {
  return db
    .query<OpenLink, [string, LinkKind, string]>(
      `SELECT l.person_id, p.email, p.name FROM one_time_links l LEFT JOIN people p ON p.id = l.person_id
       WHERE l.token_hash = ? AND l.kind = ? AND l.used_at IS NULL AND l.expires_at > ? AND p.disabled_at IS NULL`,
    )
    .get(tokenHash, kind, at);
}

/** False when it was used, voided or has expired: the check and the change are one statement, so of two requests one wins. */
export function useLink(db: Database, kind: LinkKind, tokenHash: string, at: string): boolean {
  const { changes } = db
    .query<null, { at: string; hash: string; kind: LinkKind }>(
      `UPDATE one_time_links SET used_at = $at
       WHERE token_hash = $hash AND kind = $kind AND used_at IS NULL AND expires_at > $at`,
    )
    .run({ at, hash: tokenHash, kind });
  return changes === 1;
}

export type NewLink = {
  token_hash: string;
  kind: LinkKind;
  person_id: number | null;
  created_at: string;
  expires_at: string;
};

export function insertLink(db: Database, link: NewLink): void {
  db.query<null, [NewLink]>(
    `INSERT INTO one_time_links (token_hash, kind, person_id, created_at, expires_at)
     VALUES ($token_hash, $kind, $person_id, $created_at, $expires_at)`,
  ).run(link);
}

/** Makes every link of a person worthless; null stands for set-up. True when an open one was among them. */
export function deleteLinks(db: Database, personId: number | null): boolean {
  const open = db.query<{ used_at: string | null }, [number | null]>(
    "DELETE FROM one_time_links WHERE person_id IS ? RETURNING used_at",
  );
  return open.all(personId).some(({ used_at }) => used_at === null);
}
