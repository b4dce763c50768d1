import type { Database } from "bun:sqlite";

/** The program's own mail to them, and what servers said of it. Gives the blobs. */
export function deleteNoticesTo(db: Database, addresses: readonly string[]): number[] {
  const ids = db
    .query<{ id: number; blob_id: number | null }, [string]>(
      `SELECT id, blob_id FROM outgoing_mails WHERE message_id IS NULL AND state NOT IN ('sending', 'unknown')
         AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(content || ' ' || coalesce(answer, '')), value) > 0)`,
    )
    .all(JSON.stringify(addresses));
  for (const { id } of ids) db.query<null, [number]>("DELETE FROM outgoing_mails WHERE id = ?").run(id);
  return ids.flatMap(({ blob_id }) => blob_id ?? []);
}

/** Whom the program wrote to by itself, kept as keyed digests. */
export function deleteSendsTo(db: Database, digests: readonly string[]): void {
  db.query<null, [string]>("DELETE FROM automatic_sends WHERE address IN (SELECT value FROM json_each(?))").run(
    JSON.stringify(digests),
  );
}

export type WrittenDraft = { id: number; fields: string };

/** What somebody is writing that names them. */
export function draftsNaming(db: Database, addresses: readonly string[]): WrittenDraft[] {
  return db
    .query<WrittenDraft, [string]>(
      "SELECT id, fields FROM ticket_drafts WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(fields), value) > 0)",
    )
    .all(JSON.stringify(addresses));
}

export function setDraftFields(db: Database, { id, fields }: WrittenDraft): void {
  db.query<null, [string, number]>("UPDATE ticket_drafts SET fields = ? WHERE id = ?").run(fields, id);
}

export function renameImports(db: Database, addresses: readonly string[]): void {
  db.query<null, [string]>(
    `UPDATE mail_imports SET file_name = NULL
     WHERE file_name IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(file_name), value) > 0)`,
  ).run(JSON.stringify(addresses));
}

/** The list from which many tickets were done at once may have been a search for them. */
export function forgetLists(db: Database, addresses: readonly string[]): void {
  const written = addresses.flatMap((address) => [address, encodeURIComponent(address).toLowerCase()]);
  db.query<null, [string]>(
    `UPDATE bulk_actions SET list = '/inbox' WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(list), value) > 0)`,
  ).run(JSON.stringify(written));
}

export function notesNaming(db: Database, addresses: readonly string[]): { id: number; name: string; note: string }[] {
  return db
    .query<{ id: number; name: string; note: string }, [string]>(
      `SELECT id, name, note FROM customers
       WHERE note <> '' AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(note), value) > 0)`,
    )
    .all(JSON.stringify(addresses));
}

/** The person and everybody who was put together with them. Their tickets have let go of them before. */
export function deleteCustomer(db: Database, id: number): number[] {
  const all = db
    .query<{ id: number }, { id: number }>(
      `WITH RECURSIVE parts (id) AS (SELECT $id UNION SELECT c.id FROM customers c JOIN parts p ON c.merged_into = p.id)
       SELECT c.id FROM customers c JOIN parts USING (id) ORDER BY c.id DESC`,
    )
    .all({ id });
  for (const one of all) {
    db.query<null, [number]>("UPDATE customers SET merged_into = NULL WHERE merged_into = ?").run(one.id);
    db.query<null, [number]>("UPDATE tickets SET customer_id = NULL WHERE customer_id = ?").run(one.id);
    db.query<null, [number]>("DELETE FROM customers WHERE id = ?").run(one.id);
  }
  return all.map((one) => one.id);
}

/** From the moment the erasing begins, their addresses are nobody's: what they write now is from somebody new. */
export function deleteAddresses(db: Database, customerId: number): void {
  db.query<null, [number]>("DELETE FROM customer_addresses WHERE customer_id = ?").run(customerId);
}

/** Every address of anybody outside that a row names. */
export function everyAddress(db: Database): string[] {
  return db
    .query<{ address: string }, []>(
      "SELECT address FROM customer_addresses UNION SELECT address FROM ticket_participants UNION SELECT from_address FROM messages",
    )
    .all()
    .map(({ address }) => address);
}
