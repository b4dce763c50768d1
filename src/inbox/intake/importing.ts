import { MailTrouble } from "#src/mail/imap-trouble.ts";
import { extentsIn, mboxFacts, unescaped } from "#src/mail/mbox.ts";
import { ImapSession, type Listed } from "#src/mail/receive.ts";
import { discard, partsOf, releaseBlob } from "#src/storage/blobs.ts";
import {
  beginImport,
  endImport,
  findImport,
  type ImportRow,
  moveImport,
  nextImport,
  noteImportError,
} from "../import-store.ts";
import { findMailbox, type MailboxRow } from "../mailbox-store.ts";
import { receivingAccount } from "../receiving.ts";
import { imapSecretOf } from "../receiving-store.ts";
import { backoff_ms } from "./backoff.ts";
import { fileStored } from "./file-stored.ts";
import { type Intake, inGroups } from "./intake.ts";
import { type Incoming, type Source, storeBigMail, storeMails } from "./storing.ts";
import { Stubborn } from "./stubborn.ts";
import { take } from "./taking.ts";

const bigBytes = 2 * 1024 * 1024;
const grouped = { mails: 32, bytes: 2 * 1024 * 1024 };

/** Takes in what was asked for, one import after the other. What was interrupted goes on where it was. */
export class Imports {
  readonly #intake: Intake;
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;

  constructor(intake: Intake) {
    this.#intake = intake;
  }

  /** Goes on, if there is something and nothing is going on. */
  look(): void {
    this.#running ??= this.#all().finally(() => {
      this.#running = null;
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #all(): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted; ) {
      const next = nextImport(this.#intake.db);
      if (!next) return;
      try {
        await importAll(this.#intake, next, this.#stop.signal);
        failures = 0;
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        await this.#failed(next, error, failures);
        failures += 1;
      }
    }
  }

  /** A server that is away comes back; a folder that is not there does not. */
  async #failed({ id }: ImportRow, error: unknown, failures: number): Promise<void> {
    const { tell, db, clock } = this.#intake;
    const code = error instanceof MailTrouble ? error.trouble.code : "our-fault";
    tell({
      what: "log",
      level: "error",
      line: `import ${id}: ${error instanceof Error ? error.stack : String(error)}`,
    });
    const isFinal = code === "folder-missing" || code === "our-fault" || failures >= 20;
    inGroups(this.#intake, [id], (one) => {
      noteImportError(db, one, code);
      if (isFinal) endImport(db, one, "failed", clock().toISOString());
    });
    if (isFinal) return;
    const until = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(backoff_ms(failures, code, 0.5))]);
    await new Promise((resolve) => until.addEventListener("abort", resolve, { once: true }));
  }
}

/** One import to its end, or until it is stopped. */
export async function importAll(intake: Intake, row: ImportRow, stop: AbortSignal): Promise<void> {
  const mailbox = findMailbox(intake.db, row.mailbox_id)!;
  if (row.source === "mbox") await importMbox(intake, row, mailbox, stop);
  else await importFolder(intake, row, mailbox, stop);
  if (stop.aborted || !goesOn(intake, row.id)) return;
  const [released] = inGroups(intake, [row], ({ id, blob_id }) => {
    endImport(intake.db, id, "done", intake.clock().toISOString());
    return blob_id !== null && releaseBlob(intake.db, blob_id) ? [blob_id] : [];
  });
  await discard(intake.db, released!);
}

/** Somebody may have stopped it since. */
function goesOn({ db }: Intake, id: number): boolean {
  return findImport(db, id)?.state === "running";
}

async function importFolder(intake: Intake, row: ImportRow, mailbox: MailboxRow, stop: AbortSignal): Promise<void> {
  const { db, key } = intake;
  const leave = new AbortController();
  const account = receivingAccount(mailbox, imapSecretOf(db, mailbox.id), key);
  const session = await ImapSession.open(account, AbortSignal.any([stop, leave.signal]));
  try {
    const { uidvalidity } = await session.select(row.folder!);
    const position = row.uidvalidity === uidvalidity ? row.position : 0;
    const uids = await session.uidsAbove(position);
    const total = row.done + uids.length;
    inGroups(intake, [{ id: row.id, uidvalidity, position, total }], (one) => beginImport(db, one));
    const place = { mailbox_id: mailbox.id, folder: `import:${row.id}`, uidvalidity };
    const source: Source = {
      place,
      source: "import",
      moved({ uid }) {
        moveImport(db, row.id, uid);
        if (!goesOn(intake, row.id)) leave.abort();
      },
    };
    await take(
      { intake, session, mailbox, source, stubborn: new Stubborn() },
      uids,
      AbortSignal.any([stop, leave.signal]),
    );
  } catch (error) {
    if (!leave.signal.aborted) throw error;
  } finally {
    await session.close();
  }
}

async function importMbox(intake: Intake, row: ImportRow, mailbox: MailboxRow, stop: AbortSignal): Promise<void> {
  const { db } = intake;
  const file = row.blob_id!;
  inGroups(intake, [{ ...row, uidvalidity: 0 }], (one) => beginImport(db, one));
  const next = new Map<number, number>();
  const place = { mailbox_id: mailbox.id, folder: `import:${row.id}`, uidvalidity: 0 };
  const source: Source = { place, source: "import", moved: ({ uid }) => moveImport(db, row.id, next.get(uid)!) };
  let group: Incoming[] = [];
  let bytes = 0;
  const settle = async () => {
    await fileStored(intake, mailbox, storeMails(intake, source, group));
    [group, bytes] = [[], 0];
    await Bun.sleep(0); // sessions speak in between
  };
  let uid = row.done;
  for (const extent of extentsIn(partsOf(db, file, row.position), row.position)) {
    uid += 1;
    next.set(uid, extent.next);
    const content = () => unescaped(between(partsOf(db, file, extent.start), extent.end - extent.start));
    const listed = listedOf(uid, extent, content().next().value ?? new Uint8Array(), row);
    if (listed.size > bigBytes) {
      await settle();
      const stored = await storeBigMail(intake, source, listed, piecewise(content()));
      if (stored) await fileStored(intake, mailbox, [stored]);
    } else {
      group.push({ ...listed, raw: Buffer.concat([...content()]) });
      bytes += listed.size;
    }
    if (group.length === grouped.mails || bytes > grouped.bytes) await settle();
    if (stop.aborted || !goesOn(intake, row.id)) return;
  }
  await settle();
}

type Extents = { separator: string; start: number; end: number };

function listedOf(
  uid: number,
  { separator, start, end }: Extents,
  head: Uint8Array,
  { created_at }: ImportRow,
): Listed {
  const { receivedAt, read } = mboxFacts(separator, head);
  return { uid, size: end - start, read: read ?? false, receivedAt: receivedAt ?? new Date(created_at) };
}

function* between(parts: Iterable<Uint8Array>, size: number): Generator<Uint8Array> {
  let left = size;
  for (const part of parts) {
    if (left <= 0) return;
    yield part.byteLength <= left ? part : part.subarray(0, left);
    left -= part.byteLength;
  }
}

async function* piecewise(parts: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield part;
}
