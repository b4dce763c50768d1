import type { Database } from "bun:sqlite";
import type { TicketState } from "./ticket.ts";

/** What a ticket is about: a service or a system of the register. */
export type TicketSubject = {
  kind: "service" | "system";
  id: number;
  slug: string;
  name: string;
  name_en: string | null;
};

export type Target = { service_id: number | null; system_id: number | null };

/** False when it was said before. */
export function insertSubject(db: Database, row: Target & { ticket_id: number; by: string; at: string }): boolean {
  return (
    db
      .query<null, [typeof row]>(
        `INSERT INTO ticket_subjects (ticket_id, service_id, system_id, by, at)
         VALUES ($ticket_id, $service_id, $system_id, $by, $at) ON CONFLICT DO NOTHING`,
      )
      .run(row).changes === 1
  );
}

/** A ticket and everything that was merged into it. */
const together = `WITH RECURSIVE parts (id) AS (SELECT $ticket_id
  UNION SELECT t.id FROM tickets t JOIN parts p ON t.merged_into = p.id)`;

/** Takes it from the ticket and from what was merged into it; false when nobody had said it. */
export function deleteSubject(db: Database, row: Target & { ticket_id: number }): boolean {
  return (
    db
      .query<null, [typeof row]>(
        `${together} DELETE FROM ticket_subjects WHERE ticket_id IN (SELECT id FROM parts)
           AND service_id IS $service_id AND system_id IS $system_id`,
      )
      .run(row).changes > 0
  );
}

/** What a ticket is about, with what was said of tickets merged into it. */
export function subjectsOfTicket(db: Database, ticketId: number): TicketSubject[] {
  return db
    .query<TicketSubject, { ticket_id: number }>(
      `${together} SELECT DISTINCT CASE WHEN s.service_id IS NULL THEN 'system' ELSE 'service' END AS kind,
         coalesce(v.id, y.id) AS id, coalesce(v.slug, y.slug) AS slug, coalesce(v.name, y.name) AS name,
         coalesce(v.name_en, y.name_en) AS name_en
       FROM ticket_subjects s LEFT JOIN services v ON v.id = s.service_id LEFT JOIN systems y ON y.id = s.system_id
       WHERE s.ticket_id IN (SELECT id FROM parts) ORDER BY kind, name COLLATE NOCASE`,
    )
    .all({ ticket_id: ticketId });
}

export type SubjectTicket = { id: number; subject: string; state: TicketState; last_at: string };

type Asking = { services: readonly number[]; systems: readonly number[]; mailboxes: readonly number[] };

/** The tickets about some services or systems that lie in some mailboxes, the newest first. What was merged is told by where it is now. */
export function ticketsAbout(db: Database, { services, systems, mailboxes }: Asking): SubjectTicket[] {
  return db
    .query<SubjectTicket, Record<string, string>>(
      `WITH RECURSIVE found (id) AS (
         SELECT ticket_id FROM ticket_subjects
         WHERE service_id IN (SELECT value FROM json_each($services)) OR system_id IN (SELECT value FROM json_each($systems))
         UNION SELECT t.merged_into FROM tickets t JOIN found f ON f.id = t.id WHERE t.merged_into IS NOT NULL)
       SELECT t.id, t.subject, t.state, t.last_at FROM tickets t
       WHERE t.id IN (SELECT id FROM found) AND t.merged_into IS NULL
         AND t.mailbox_id IN (SELECT value FROM json_each($mailboxes))
       ORDER BY t.last_at DESC, t.id DESC LIMIT 50`,
    )
    .all({
      services: JSON.stringify(services),
      systems: JSON.stringify(systems),
      mailboxes: JSON.stringify(mailboxes),
    });
}
