import type { Database } from "bun:sqlite";
import { cleanName } from "#src/deletions/evidence.ts";
import { readDossier } from "#src/deletions/read.ts";
import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { listSystems } from "#src/services/store.ts";
import { named } from "#src/settings/company.ts";
import { type Day, dayIn } from "#src/when.ts";
import type { MessageRow } from "./message.ts";
import { attachmentsOf } from "./message-store.ts";
import { subjectsOfTicket } from "./subject-store.ts";
import type { TicketRow } from "./ticket.ts";
import type { ShownFile } from "./ticket-page.ts";

export type ConfirmationShown = {
  ticket: TicketRow;
  message: MessageRow;
  files: ShownFile[];
  systems: { value: string; label: string; recorded: boolean }[];
  /** The day on which the message came. */
  day: Day;
  values: Fields;
};

/** What of a message could confirm which deletion. The systems that the ticket is about come first. */
export function confirmationShown(
  db: Database,
  ticket: TicketRow,
  message: MessageRow,
  reader: Reader,
): ConfirmationShown {
  const about = subjectsOfTicket(db, ticket.id).flatMap(({ kind, slug }) => (kind === "system" ? [slug] : []));
  const moment = { asOf: reader.today, knownAt: reader.today };
  const systems = listSystems(db)
    .filter(({ slug, archived_on }) => archived_on === null || about.includes(slug))
    .sort((a, b) => Number(about.includes(b.slug)) - Number(about.includes(a.slug)))
    .map((system) => ({
      value: system.slug,
      label: named(system, reader.language),
      recorded: readDossier(db, system.id, moment) !== null,
    }));
  const files = attachmentsOf(db, message.id).map(({ id, filename, content_type, size }) => ({
    ...{ id, size, type: content_type },
    name: cleanName(filename),
  }));
  return {
    ticket,
    message,
    files,
    systems: about.length > 0 ? systems.filter(({ value }) => about.includes(value)) : systems,
    day: dayIn(reader.company.time_zone, new Date(message.at)),
    values: {
      system: about[0] ?? "",
      level: "confirmation",
      raw: "yes",
      file: files.map(({ id }) => id).join(","),
      confirmed_from: message.from_name || message.from_address,
      confirmation_reference: "",
    },
  };
}
