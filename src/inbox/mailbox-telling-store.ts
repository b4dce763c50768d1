import type { Database } from "bun:sqlite";

/** How much of what customers write may stand in mail about this mailbox: nothing, a ticket's subject, or a message's first line too. */
export const mailWordChoices = ["none", "subject", "line"] as const;
export type MailWords = (typeof mailWordChoices)[number];

export function mailWordsOf(db: Database, mailboxId: number): MailWords {
  return (
    db
      .query<{ mail_words: MailWords }, [number]>("SELECT mail_words FROM mailbox_telling WHERE mailbox_id = ?")
      .get(mailboxId)?.mail_words ?? "subject"
  );
}

export function setMailWords(db: Database, mailboxId: number, words: MailWords): void {
  db.query<null, [number, string]>(
    `INSERT INTO mailbox_telling (mailbox_id, mail_words) VALUES (?, ?)
     ON CONFLICT (mailbox_id) DO UPDATE SET mail_words = excluded.mail_words`,
  ).run(mailboxId, words);
}
