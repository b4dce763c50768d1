import { type ParsedMail, parseMail } from "#src/mail/message.ts";
import { bytesOf, discard, partsOf, releaseBlob } from "#src/storage/blobs.ts";
import { type ArrivalRow, countAttempt, emptyArrival, markArrival, storedAfter } from "../arrival-store.ts";
import { canonicalHashOf } from "../canonical.ts";
import { type Filed, fileMail, fileUnreadable } from "../filing.ts";
import { sameBytesBefore } from "../filing-store.ts";
import { closeHistory } from "../history-store.ts";
import { findMailbox, type MailboxRow } from "../mailbox-store.ts";
import { readyText } from "../message-text-store.ts";
import { indexUnmerged, type Unindexed } from "../message-words.ts";
import { type Intake, inGroups } from "./intake.ts";
import { dealtWith } from "./memory.ts";
import type { Stored } from "./storing.ts";
import { mergeNowAndThen } from "./upkeep.ts";

/** Larger ones are kept and can be saved, but not read as mail. */
const mostParsed = 160 * 1024 * 1024;

type Ready = { arrival: ArrivalRow; same?: number } & ({ parsed: ParsedMail } | { error: string });
type Became = { ticket_id: number | null; releases?: number | null; words?: Unindexed };

/**
 * Makes messages and tickets of stored mails: each is read outside of a transaction and filed inside. What throws is rolled back alone
 * and becomes a stub that people see; it stops no other.
 */
export async function fileStored(intake: Intake, mailbox: MailboxRow, stored: readonly Stored[]): Promise<void> {
  const ready = stored.map((one) => read(intake, one));
  const became = inGroups(
    intake,
    ready,
    (one) => file(intake, mailbox, one),
    (done) =>
      indexUnmerged(
        intake.db,
        done.flatMap(({ words }) => words ?? []),
      ),
  );
  intake.at?.("filed");
  mergeNowAndThen(intake, became.length);
  dealtWith(stored.reduce((sum, { arrival }) => sum + arrival.size, 0));
  const ticket_ids = [...new Set(became.flatMap(({ ticket_id }) => ticket_id ?? []))];
  if (ticket_ids.length > 0) intake.tell({ what: "filed", mailbox_id: mailbox.id, ticket_ids });
  await discard(
    intake.db,
    became.flatMap(({ releases }) => releases ?? []),
  );
}

function read({ db, at }: Intake, { arrival, raw }: Stored): Ready {
  const same = sameBytesBefore(db, arrival)?.message_id;
  if (same) return { arrival, same, error: "" };
  if (arrival.size > mostParsed) return { arrival, error: "too-large" };
  try {
    at?.("parsing");
    const parsed = parsedOf(db, arrival, raw);
    const isBig = arrival.size > 1024 * 1024;
    if (isBig) dealtWith(arrival.size);
    canonicalHashOf(parsed); // what takes long is done here, not inside the transaction
    readyText(parsed.text.toWellFormed());
    if (isBig) dealtWith(arrival.size);
    return { arrival, parsed };
  } catch (error) {
    return { arrival, error: told(error) };
  }
}

/** On its own, so that the bytes are held no longer than it takes to read them. */
function parsedOf(db: Intake["db"], { blob_id }: ArrivalRow, raw: Uint8Array | null): ParsedMail {
  return parseMail(raw ?? bytesOf(db, blob_id!));
}

function file(intake: Intake, mailbox: MailboxRow, ready: Ready): Became {
  const { db } = intake;
  const { arrival } = ready;
  const at = intake.clock();
  const finished_at = mailbox.after_intake === "nothing" || arrival.source === "import" ? at.toISOString() : null;
  if (ready.same) {
    markArrival(db, arrival.id, { state: "duplicate", message_id: ready.same, finished_at });
    return { ticket_id: null };
  }
  if ("error" in ready) return stub(intake, mailbox, arrival, ready.error);
  try {
    return db.transaction(() => {
      const words: Unindexed = [];
      const { outcome, ticket_id, message_id } = fileAs(intake, { ...ready, mailbox, at, words });
      markArrival(db, arrival.id, { state: outcome, message_id, finished_at });
      intake.at?.("filing");
      return { ticket_id, words, releases: outcome === "erased" ? emptied(intake, arrival) : null };
    })();
  } catch (error) {
    if (isOfTheDisk(error)) throw error;
    intake.tell({ what: "log", level: "error", line: `arrival ${arrival.id} could not be filed: ${told(error)}` });
    return stub(intake, mailbox, arrival, told(error));
  }
}

type Reading = { arrival: ArrivalRow; mailbox: MailboxRow; parsed: ParsedMail; at: Date; words: Unindexed };

function fileAs({ db }: Intake, { arrival, mailbox, parsed, at, words: unindexed }: Reading): Filed {
  const quiet = isHistory(mailbox, arrival);
  const source = quiet ? "import" : arrival.source;
  const filed = fileMail(db, { arrival: { ...arrival, source }, mailbox, parsed, at, quiet, unindexed });
  const isSettled = arrival.was_read === 1 || isOld(mailbox, arrival, at);
  if (quiet && isSettled && filed.outcome === "filed") closeHistory(db, filed.ticket_id!, arrival.received_at);
  return filed;
}

function emptied({ db }: Intake, arrival: ArrivalRow): number | null {
  emptyArrival(db, arrival.id);
  return arrival.blob_id !== null && releaseBlob(db, arrival.blob_id) ? arrival.blob_id : null;
}

/** What cannot be read is seen all the same. It is neither flagged nor deleted on the server. */
function stub({ db, clock, tell }: Intake, mailbox: MailboxRow, arrival: ArrivalRow, error: string): Became {
  const head: Uint8Array = partsOf(db, arrival.blob_id!).next().value ?? new Uint8Array();
  const mark = (message_id: number | null) =>
    markArrival(db, arrival.id, { state: "unreadable", message_id, error, finished_at: null });
  try {
    return db.transaction(() => {
      const { ticket_id, message_id } = fileUnreadable(db, { arrival, mailbox, error, head, at: clock() });
      mark(message_id);
      return { ticket_id };
    })();
  } catch (again) {
    if (isOfTheDisk(again)) throw again;
    tell({ what: "log", level: "error", line: `arrival ${arrival.id} has no stub: ${told(again)}` });
    mark(null);
    return { ticket_id: null };
  }
}

/** Nothing to do with the mail: the same will go well once the disk is. */
function isOfTheDisk(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^SQLITE_(FULL|IOERR|BUSY|LOCKED|CORRUPT|NOTADB|CANTOPEN|READONLY|NOMEM|PROTOCOL)/.test(code);
}

const day_ms = 86_400_000;

/** Nobody waits for an answer to it any more. */
function isOld({ new_ticket_after_days }: MailboxRow, { received_at }: ArrivalRow, at: Date): boolean {
  return Date.parse(received_at) < at.getTime() - new_ticket_after_days * day_ms;
}

/** An import, or what lay in the folder long before the mailbox was set up here: nobody waits for an answer. */
function isHistory({ created_at }: MailboxRow, { source, received_at }: ArrivalRow): boolean {
  return source === "import" || Date.parse(received_at) < Date.parse(created_at) - day_ms;
}

/**
 * Files what is stored and not filed. At the start such a mail was in the middle when the program ended: each is tried alone and
 * noted before, and what has ended it twice becomes a stub.
 */
export async function fileWaiting(intake: Intake, { starting }: { starting: boolean }): Promise<void> {
  for (let last = 0; ; ) {
    const [arrival] = storedAfter(intake.db, last, 1);
    if (!arrival) return;
    last = arrival.id;
    const mailbox = findMailbox(intake.db, arrival.mailbox_id)!;
    if (starting && arrival.attempts >= 2) inGroups(intake, [arrival], (one) => stub(intake, mailbox, one, "crashed"));
    else {
      if (starting || arrival.attempts === 0) inGroups(intake, [arrival], ({ id }) => countAttempt(intake.db, id));
      await fileStored(intake, mailbox, [{ arrival, raw: null }]);
    }
  }
}

const told = (error: unknown) => (error instanceof Error ? error.message : String(error));
