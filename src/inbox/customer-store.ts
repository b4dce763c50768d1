import type { Database } from "bun:sqlite";

export type CustomerRow = {
  id: number;
  name: string;
  note: string;
  blocked_at: string | null;
  created_at: string;
  merged_into: number | null;
};
export type CustomerAddress = { address: string; name: string; bounced_at: string | null };

export function findCustomer(db: Database, id: number): CustomerRow | null {
  return db
    .query<CustomerRow, [number]>(
      "SELECT id, name, note, blocked_at, created_at, merged_into FROM customers WHERE id = ?",
    )
    .get(id);
}

export function findCustomerAt(db: Database, address: string): CustomerRow | null {
  return db
    .query<CustomerRow, [string]>(
      `SELECT c.id, c.name, c.note, c.blocked_at, c.created_at, c.merged_into
       FROM customer_addresses a JOIN customers c ON c.id = a.customer_id WHERE a.address = ?`,
    )
    .get(address);
}

export function addressesOf(db: Database, customerId: number): CustomerAddress[] {
  return db
    .query<CustomerAddress, [number]>(
      "SELECT address, name, bounced_at FROM customer_addresses WHERE customer_id = ? ORDER BY address",
    )
    .all(customerId);
}

export function insertCustomer(db: Database, name: string, at: string): number {
  return db
    .query<{ id: number }, [string, string]>("INSERT INTO customers (name, created_at) VALUES (?, ?) RETURNING id")
    .get(name, at)!.id;
}

export function insertAddress(db: Database, customerId: number, address: string, name: string): void {
  db.query<null, [string, number, string]>(
    "INSERT INTO customer_addresses (address, customer_id, name) VALUES (?, ?, ?)",
  ).run(address, customerId, name);
}

/** Keeps the name as it last stood in From. What a person called them stays: only an empty name is filled. */
export function renameAddress(db: Database, customerId: number, address: string, name: string): void {
  if (name === "") return;
  const changed = db
    .query<null, [string, string, string]>("UPDATE customer_addresses SET name = ? WHERE address = ? AND name <> ?")
    .run(name, address, name).changes;
  if (changed === 0) return;
  db.query<null, [string, number]>("UPDATE customers SET name = ? WHERE id = ? AND name = ''").run(name, customerId);
}

/** False when it is so already. */
export function setBlocked(db: Database, customerId: number, at: string | null): boolean {
  return (
    db
      .query<null, { id: number; at: string | null }>(
        "UPDATE customers SET blocked_at = $at WHERE id = $id AND (blocked_at IS NULL) <> ($at IS NULL)",
      )
      .run({ id: customerId, at }).changes === 1
  );
}

export function setNamed(db: Database, customerId: number, name: string, note: string): boolean {
  return (
    db
      .query<null, { id: number; name: string; note: string }>(
        "UPDATE customers SET name = $name, note = $note WHERE id = $id AND (name <> $name OR note <> $note)",
      )
      .run({ id: customerId, name, note }).changes === 1
  );
}
