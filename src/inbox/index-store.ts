import type { Database } from "bun:sqlite";

/** What is searched of a message. To take it out again, exactly the same words must be given. */
export type Indexed = { id: number; subject: string; people: string; body: string; files: string; mailbox: number };

export function indexMessage(db: Database, { id, subject, people, body, files, mailbox }: Indexed): void {
  db.query<null, [number, string, string, string, string, number]>(
    "INSERT INTO message_index (rowid, subject, people, body, files, mailbox) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(id, subject, people, body, files, mailbox);
}

/** Takes the words of a message out of the index, and out of the file. */
export function unindexMessage(db: Database, { id, subject, people, body, files, mailbox }: Indexed): void {
  db.query<null, [number, string, string, string, string, number]>(
    "INSERT INTO message_index (message_index, rowid, subject, people, body, files, mailbox) VALUES ('delete', ?, ?, ?, ?, ?, ?)",
  ).run(id, subject, people, body, files, mailbox);
}

/**
 * Merges a little of the index; false when there was nothing to merge. Filing itself never merges, so that no mail waits for it.
 * `pages` of 8 KB bound how long it takes: 16 are about a millisecond.
 */
export function mergeIndex(db: Database, pages: number): boolean {
  const changes = () => db.query<{ n: number }, []>("SELECT total_changes() AS n").get()!.n;
  const before = changes();
  db.query<null, [number]>("INSERT INTO message_index (message_index, rank) VALUES ('merge', ?)").run(pages);
  return changes() - before >= 2;
}

/** Throws when the index and its own structure disagree. */
export function checkIndex(db: Database): void {
  db.run("INSERT INTO message_index (message_index) VALUES ('integrity-check')");
}
