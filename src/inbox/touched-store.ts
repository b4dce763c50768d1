import type { Database } from "bun:sqlite";

/** A ticket that something was written about, and the mailbox in which it lies or lay. */
export type Touched = { ticket_id: number; mailbox_id: number };

const ofTicket = (id: string) => `INSERT OR IGNORE INTO touched SELECT id, mailbox_id FROM tickets WHERE id = ${id};`;
const asItWas = (row: "OLD" | "NEW") => `INSERT OR IGNORE INTO touched VALUES (${row}.id, ${row}.mailbox_id);`;
const ofMail = (messageId: string) => ofTicket(`(SELECT ticket_id FROM messages WHERE id = ${messageId})`);

/** What is written where, and which ticket it is about. */
const watched: Record<string, string> = {
  "INSERT ON main.tickets": asItWas("NEW"),
  "UPDATE ON main.tickets": `${asItWas("OLD")} ${asItWas("NEW")}`,
  "DELETE ON main.tickets": asItWas("OLD"),
  "INSERT ON main.messages": ofTicket("NEW.ticket_id"),
  "UPDATE OF ticket_id ON main.messages": `${ofTicket("OLD.ticket_id")} ${ofTicket("NEW.ticket_id")}`,
  "DELETE ON main.messages": ofTicket("OLD.ticket_id"),
  "UPDATE OF state ON main.outgoing_mails": ofMail("NEW.message_id"),
  ...besideTickets("ticket_tags", "ticket_followers", "ticket_subjects"),
};

/** What a page of a ticket shows beside it: it comes and goes. */
function besideTickets(...tables: string[]): Record<string, string> {
  const each = tables.flatMap((table) => [
    [`INSERT ON main.${table}`, ofTicket("NEW.ticket_id")],
    [`DELETE ON main.${table}`, ofTicket("OLD.ticket_id")],
  ]);
  return Object.fromEntries(each);
}

/**
 * Notes from now on which tickets this connection writes about, whoever does it. In temporary triggers: they belong to the connection,
 * lie in memory, and what is rolled back is not noted. Other connections (the intake) say so themselves.
 */
export function watchTickets(db: Database): void {
  db.run(
    "CREATE TEMP TABLE IF NOT EXISTS touched (ticket_id INTEGER, mailbox_id INTEGER, PRIMARY KEY (ticket_id, mailbox_id)) WITHOUT ROWID",
  );
  for (const [at, [what, insert]] of Object.entries(watched).entries())
    db.run(`CREATE TEMP TRIGGER IF NOT EXISTS touched_${at} AFTER ${what} BEGIN ${insert} END`);
  db.run("DELETE FROM temp.touched");
}

export function unwatchTickets(db: Database): void {
  for (const at of Object.keys(watched).keys()) db.run(`DROP TRIGGER IF EXISTS temp.touched_${at}`);
}

/** What was noted since this was last asked. */
export function takeTouched(db: Database): Touched[] {
  const touched = db.query<Touched, []>("SELECT ticket_id, mailbox_id FROM temp.touched").all();
  if (touched.length > 0) db.run("DELETE FROM temp.touched");
  return touched;
}

/** Where some tickets lie now. */
export function placesOf(db: Database, ticketIds: readonly number[]): Touched[] {
  return db
    .query<Touched, [string]>(
      "SELECT id AS ticket_id, mailbox_id FROM tickets WHERE id IN (SELECT value FROM json_each(?))",
    )
    .all(JSON.stringify(ticketIds));
}
