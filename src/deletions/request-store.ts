import type { Database } from "bun:sqlite";
import type { System } from "#src/services/system.ts";
import type { Day } from "#src/when.ts";
import type { DeletionRequest } from "./request.ts";

const columns = `id, system_id, way, recipient, account, reference, requested_on, answer_by, follows, by, at, step_id,
  old_data_report_id, due_before, withdrawn_at, withdrawn_by, answered_on`;

/** Every request to a system's provider, taken back ones too, in the order they were made. */
export function requestsOf(db: Database, systemId: number): DeletionRequest[] {
  return db
    .query<DeletionRequest, [number]>(`SELECT ${columns} FROM deletion_requests WHERE system_id = ? ORDER BY id`)
    .all(systemId);
}

export function findRequest(db: Database, id: number): DeletionRequest | null {
  return db.query<DeletionRequest, [number]>(`SELECT ${columns} FROM deletion_requests WHERE id = ?`).get(id);
}

export type WaitingRequest = DeletionRequest & Pick<System, "slug" | "name" | "name_en">;

/** What nobody has answered yet: of each system the newest. */
export function waitingRequests(db: Database): WaitingRequest[] {
  const named = columns.replace(/\w+/g, (column) => `r.${column}`);
  return db
    .query<WaitingRequest, []>(
      `SELECT ${named}, s.slug, s.name, s.name_en FROM deletion_requests r JOIN systems s ON s.id = r.system_id
       WHERE r.id IN (SELECT max(id) FROM deletion_requests WHERE withdrawn_at IS NULL GROUP BY system_id)
         AND r.answered_on IS NULL AND s.archived_on IS NULL ORDER BY r.answer_by, r.id`,
    )
    .all();
}

export type NewRequest = Omit<
  DeletionRequest,
  "id" | "withdrawn_at" | "withdrawn_by" | "answered_on" | "step_id" | "old_data_report_id" | "due_before"
>;

export function insertRequest(db: Database, request: NewRequest): number {
  return db
    .query<{ id: number }, [NewRequest]>(
      `INSERT INTO deletion_requests (system_id, way, recipient, account, reference, requested_on, answer_by, follows, by, at)
       VALUES ($system_id, $way, $recipient, $account, $reference, $requested_on, $answer_by, $follows, $by, $at) RETURNING id`,
    )
    .get(request)!.id;
}

type Effect = Pick<DeletionRequest, "step_id" | "old_data_report_id" | "due_before">;

/** What it changed, so that it can be taken back with the request. */
export function setEffect(db: Database, id: number, effect: Effect): void {
  db.query<null, [Effect & { id: number }]>(
    `UPDATE deletion_requests SET step_id = $step_id, old_data_report_id = $old_data_report_id, due_before = $due_before
     WHERE id = $id`,
  ).run({ ...effect, id });
}

/** False when it was taken back or answered before. */
export function markWithdrawn(db: Database, id: number, by: string, at: string): boolean {
  return (
    db
      .query<null, [string, string, number]>(
        `UPDATE deletion_requests SET withdrawn_at = ?, withdrawn_by = ?
         WHERE id = ? AND withdrawn_at IS NULL AND answered_on IS NULL`,
      )
      .run(at, by, id).changes === 1
  );
}

/** Every request to this provider that was waiting; gives how many there were. */
export function markAnswered(db: Database, systemId: number, on: Day): number {
  return db
    .query<null, [Day, number]>(
      "UPDATE deletion_requests SET answered_on = ? WHERE system_id = ? AND withdrawn_at IS NULL AND answered_on IS NULL",
    )
    .run(on, systemId).changes;
}

export function privacyContact(db: Database, systemId: number): string | null {
  const query = db.query<{ address: string }, [number]>("SELECT address FROM privacy_contacts WHERE system_id = ?");
  return query.get(systemId)?.address ?? null;
}

export function setPrivacyContact(db: Database, systemId: number, address: string, at: string): void {
  db.query<null, [number, string, string]>(
    `INSERT INTO privacy_contacts (system_id, address, at) VALUES (?, ?, ?)
     ON CONFLICT (system_id) DO UPDATE SET address = excluded.address, at = excluded.at`,
  ).run(systemId, address, at);
}

/** The systems whose requests go to one of these addresses (lower-case), and the requests that went there. */
export function knownAddresses(db: Database, addresses: readonly string[]) {
  const asked = JSON.stringify(addresses);
  const contacts = db
    .query<{ address: string; at: string }, [string]>(
      "SELECT address, at FROM privacy_contacts WHERE lower(address) IN (SELECT value FROM json_each(?)) ORDER BY system_id",
    )
    .all(asked);
  const requests = db
    .query<Pick<DeletionRequest, "id" | "way" | "recipient" | "requested_on">, [string]>(
      `SELECT id, way, recipient, requested_on FROM deletion_requests
       WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(', ' || lower(recipient) || ',', ', ' || value || ',') > 0) ORDER BY id`,
    )
    .all(asked);
  return { contacts, requests };
}

export function deletePrivacyContacts(db: Database, addresses: readonly string[]): void {
  db.query<null, [string]>("DELETE FROM privacy_contacts WHERE lower(address) IN (SELECT value FROM json_each(?))").run(
    JSON.stringify(addresses),
  );
}
