import type { Database } from "bun:sqlite";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { activityAbout } from "#src/activity/read.ts";
import { cleanName } from "#src/deletions/evidence.ts";
import type { Language } from "#src/say.ts";
import { partsOf } from "#src/storage/blobs.ts";
import { exportFoot, exportHead, exportTicket } from "#views/inbox/export-document.tsx";
import type { CustomerRow } from "./customer-store.ts";
import type { Person } from "./erased-text.ts";
import { bytesOf } from "./file-answer.ts";
import { type AttachmentRow, type MessageRow, readAddresses } from "./message.ts";
import { attachmentsOf, messagesOf } from "./message-store.ts";
import { wholeTextOf } from "./message-text-store.ts";
import { theirTickets, ticketsWithMessagesFrom } from "./person-export-store.ts";
import { personalTraces } from "./personal-traces.ts";
import { findPrivacyRequest } from "./privacy-request-store.ts";
import { readMailPart } from "./reading/read.ts";
import { findTicket, type TicketRow } from "./ticket-store.ts";

export type PersonExport = {
  customer: CustomerRow;
  person: Person;
  /** Whether our own notes about them go along: the note on their page and those in their tickets. */
  notes: boolean;
  language: Language;
  company: string;
  at: Date;
};

/** One message as it goes out: without whom else we wrote to in blind copy. */
export type ExportedMessage = {
  id: number;
  kind: MessageRow["kind"];
  at: string;
  from: { name: string; address: string };
  to: { name: string; address: string }[];
  cc: { name: string; address: string }[];
  subject: string;
  text: string;
  /** Paths inside the ZIP. */
  original: string | null;
  files: string[];
};
export type ExportedTicket = {
  id: number;
  subject: string;
  state: string;
  created_at: string;
  messages: ExportedMessage[];
};

/**
 * Everything that lies here about a person, as a ZIP made while it is read: nothing of it is ever written to a disk of ours. Of their tickets what
 * they wrote and what was sent to them; of other people's tickets what they wrote there.
 */
export function personArchive(db: Database, exporting: PersonExport): Readable {
  const zip = new ZipFile();
  const options = { mtime: exporting.at, mode: 0o100644, forceDosTimestamp: true };
  const add = (name: string, source: () => AsyncIterable<string | Uint8Array>) =>
    zip.addReadStreamLazy(name, options, (give) => give(null, Readable.from(bytesIn(source()))));
  const tickets = [
    ...theirTickets(db, exporting.customer.id),
    ...ticketsWithMessagesFrom(db, exporting.customer.id, exporting.person.addresses),
  ];
  const ids = [...new Set(tickets)];
  add("index.html", () => documentOf(db, exporting, ids));
  add("data.json", () => jsonOf(db, exporting, ids));
  const listed = async () => {
    for (const ticket of ids) {
      for (const message of messagesOf(db, ticket).filter((one) => isTheirs(db, exporting, one))) {
        if (message.raw_blob_id !== null) add(originalPath(message), () => piecesOf(db, message.raw_blob_id!));
        for (const file of attachmentsOf(db, message.id)) add(filePath(message, file), () => fileOf(db, message, file));
      }
      await Bun.sleep(0);
    }
    zip.end();
  };
  const stream = zip.outputStream as Readable;
  listed().catch((error) => stream.destroy(error));
  return stream;
}

async function* bytesIn(source: AsyncIterable<string | Uint8Array>): AsyncGenerator<Buffer> {
  for await (const part of source) yield Buffer.from(part as string);
}

/** What they wrote, what was sent to them, and our notes in their tickets where these go along. */
function isTheirs(db: Database, { person, customer, notes }: PersonExport, message: MessageRow): boolean {
  const { kind, from_address, to_addresses, cc_addresses } = message;
  if (kind === "note") return notes && findTicket(db, message.ticket_id)?.customer_id === customer.id;
  const all = [from_address, ...[to_addresses, cc_addresses].flatMap(readAddresses).map(({ address }) => address)];
  return all.some((address) => person.addresses.includes(address));
}

async function* documentOf(db: Database, exporting: PersonExport, tickets: readonly number[]): AsyncGenerator<string> {
  yield exportHead(exporting);
  for (const id of tickets) {
    yield exportTicket(exportedTicket(db, exporting, findTicket(db, id)!), exporting.language);
    await Bun.sleep(0);
  }
  yield exportFoot(exporting.language);
}

async function* jsonOf(db: Database, exporting: PersonExport, tickets: readonly number[]): AsyncGenerator<string> {
  const { customer, person, notes, at } = exporting;
  const { id, name, created_at } = customer;
  const about = { id, names: [...new Set([name, ...person.names])], addresses: person.addresses, since: created_at };
  yield `{"exported_at":${JSON.stringify(at)},\n"person":${JSON.stringify({ ...about, ...(notes ? { note: customer.note } : {}) })},\n`;
  for (const { kind, export: held } of personalTraces())
    yield `${JSON.stringify(kind)}:${JSON.stringify(held(db, person.addresses))},\n`;
  yield `"tickets":[`;
  for (const [n, ticket] of tickets.entries()) {
    const row = findTicket(db, ticket)!;
    const own = row.customer_id === customer.id;
    const more = own ? { request: findPrivacyRequest(db, ticket), events: eventsOf(db, ticket) } : {};
    yield `${n === 0 ? "\n" : ",\n"}${JSON.stringify({ ...exportedTicket(db, exporting, row), ...more })}`;
    await Bun.sleep(0);
  }
  yield "\n]}\n";
}

/** What happened and when; who of us did it is not theirs to know. */
function eventsOf(db: Database, ticket: number): { what: string; at: string }[] {
  return activityAbout(db, `ticket:${ticket}`).map(({ what, at }) => ({ what, at }));
}

function exportedTicket(
  db: Database,
  exporting: PersonExport,
  { id, subject, state, created_at }: TicketRow,
): ExportedTicket {
  const messages = messagesOf(db, id).filter((message) => isTheirs(db, exporting, message));
  return { id, subject, state, created_at, messages: messages.map((message) => exported(db, exporting, message)) };
}

function exported(db: Database, { company }: PersonExport, message: MessageRow): ExportedMessage {
  const ours = message.kind === "note" || message.kind === "out";
  return {
    id: message.id,
    kind: message.kind,
    at: message.at,
    from: { name: ours ? company : message.from_name, address: message.from_address },
    to: readAddresses(message.to_addresses),
    cc: readAddresses(message.cc_addresses),
    subject: message.subject,
    text: wholeTextOf(db, message.id),
    original: message.raw_blob_id === null ? null : originalPath(message),
    files: attachmentsOf(db, message.id).map((file) => filePath(message, file)),
  };
}

const originalPath = ({ id }: MessageRow) => `messages/${id}.eml`;
const filePath = ({ id }: MessageRow, file: AttachmentRow) =>
  `files/${id}-${file.id}-${cleanName(file.filename).replaceAll("/", "_")}`;

async function* piecesOf(db: Database, blob: number): AsyncGenerator<Uint8Array> {
  for (const part of partsOf(db, blob)) {
    yield part;
    await Bun.sleep(0);
  }
}

async function* fileOf(
  db: Database,
  { raw_blob_id }: MessageRow,
  { blob_id, part }: AttachmentRow,
): AsyncGenerator<Uint8Array> {
  if (blob_id !== null) return yield* piecesOf(db, blob_id);
  if (raw_blob_id === null) return;
  const taken = await readMailPart(await bytesOf(db, raw_blob_id), { what: "attachment", part });
  if ("bytes" in taken) yield taken.bytes;
}
