import type { Database } from "bun:sqlite";
import { passwordsAt } from "#src/people/password.ts";
import { cheap } from "../support/browser.ts";

/** Gives somebody a password that can be typed. */
export async function withPassword(db: Database, email: string, password: string): Promise<void> {
  const hash = await passwordsAt(cheap).hash(password);
  db.query("UPDATE people SET password_hash = ? WHERE email = ?").run(hash, email);
}

/** The cookie a browser would send after this answer. */
export function cookieFrom(response: Response): string {
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

export function secondsLater(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}

type Entry = { what: string; about: string; by: string; facts: string; words: string | null };

/** What the history tells, without its links. */
export function told(db: Database): { what: string; about: string; by: string; facts: object; words: object | null }[] {
  return db
    .query<Entry, []>("SELECT what, about, by, facts, words FROM history_entries ORDER BY seq")
    .all()
    .map((entry) => ({
      ...entry,
      facts: JSON.parse(entry.facts),
      words: entry.words ? JSON.parse(entry.words) : null,
    }));
}

export function codes(db: Database): string[] {
  return told(db).map(({ what }) => what);
}

/** The secret or link that a page shows this once. */
export function secretOn(page: string): string | null {
  return /<code class="secret">([^<]+)<\/code>/.exec(page)?.[1] ?? null;
}
