import type { Database } from "bun:sqlite";
import { deleteNews, dueNews, insertNews, type TicketNews } from "./news-store.ts";

type Happened = Pick<TicketNews, "kind" | "ticket_id" | "by"> & {
  message_id?: number | undefined;
  person_id?: number;
  at: Date;
  /** When it can no longer be taken back; at once unless said. */
  due?: Date | undefined;
};

/** Notes what people may want to hear of. Call it inside the transaction of the change: what is rolled back is not told. */
export function noteNews(db: Database, { at, due = at, message_id, person_id, ...news }: Happened): void {
  insertNews(db, {
    ...news,
    message_id: message_id ?? null,
    person_id: person_id ?? null,
    at: at.toISOString(),
    due_at: due.toISOString(),
  });
}

/** So much in one transaction: a person never waits behind it. */
const most = 10;

/**
 * Hands over what is due, and forgets it in the same transaction: told once, also when the program is killed in between. False when
 * nothing was due.
 */
export function takeNews(db: Database, at: Date, tell: (news: TicketNews) => void): boolean {
  if (dueNews(db, at.toISOString(), 1).length === 0) return false;
  return db
    .transaction(() => {
      const news = dueNews(db, at.toISOString(), most).filter(({ id }) => deleteNews(db, id));
      for (const one of news) tell(one);
      return news.length > 0;
    })
    .immediate();
}
