import type { Fetched, ImapSession, Listed } from "#src/mail/receive.ts";
import type { Place } from "../arrival-store.ts";
import { knownUids, markFinished, unfinishedUids } from "../arrival-store.ts";
import { moveCursor } from "../cursor-store.ts";
import type { MailboxRow } from "../mailbox-store.ts";
import { fileStored } from "./file-stored.ts";
import { type Intake, inGroups } from "./intake.ts";
import { type Source, storeBigMail, storeMails } from "./storing.ts";
import { type Stubborn, sizeOf } from "./stubborn.ts";

/** So many mails are listed at once. */
const listedAtOnce = 500;

/** From this size on a mail comes in pieces. */
const bigBytes = 2 * 1024 * 1024;

/** What is fetched with one command, and what is stored and filed in one go. */
const fetched = { mails: 200, bytes: 8 * 1024 * 1024 };
const grouped = { mails: 32, bytes: 2 * 1024 * 1024 };

export type Taking = {
  intake: Intake;
  session: ImapSession;
  mailbox: MailboxRow;
  source: Source;
  stubborn: Stubborn;
};

/** Takes mails in, in this order: listed, stored, filed, and only then finished on the server. */
export async function take(taking: Taking, uids: readonly number[], stop: AbortSignal): Promise<void> {
  taking.intake.at?.("listed");
  const inOrder = taking.stubborn.last(uids);
  for (let from = 0; from < inOrder.length && !stop.aborted; from += listedAtOnce) {
    const mails = await taking.session.list(inOrder.slice(from, from + listedAtOnce));
    const [alone, together] = [mails, mails].map((all, n) =>
      all.filter(({ uid }) => taking.stubborn.has(uid) === (n === 0)),
    );
    for (const run of [...runsOf(together!), ...alone!.map((mail) => [mail])]) {
      if (isAlone(taking, run)) await takeAlone(taking, run[0]!);
      else await takeTogether(taking, run);
      if (stop.aborted) return;
    }
    if (taking.source.source === "imap") await finish(taking);
  }
}

/** Mails that are fetched together, in the order of their UIDs; a big one stands alone. */
function* runsOf(mails: readonly Listed[]): Generator<Listed[]> {
  let run: Listed[] = [];
  let bytes = 0;
  for (const mail of mails) {
    const isBig = mail.size > bigBytes;
    if (run.length > 0 && (isBig || run.length === fetched.mails || bytes + mail.size > fetched.bytes)) {
      yield run;
      [run, bytes] = [[], 0];
    }
    if (isBig) yield [mail];
    else [run, bytes] = [[...run, mail], bytes + mail.size];
  }
  if (run.length > 0) yield run;
}

function isAlone({ stubborn }: Taking, run: readonly Listed[]): boolean {
  return run.length === 1 && (run[0]!.size > bigBytes || stubborn.has(run[0]!.uid));
}

async function takeTogether({ intake, session, mailbox, source, stubborn }: Taking, run: Listed[]): Promise<void> {
  let group: Fetched[] = [];
  let bytes = 0;
  const settle = async () => {
    const mails = group;
    [group, bytes] = [[], 0];
    await fileStored(intake, mailbox, storeMails(intake, source, mails));
  };
  const left = new Set(run.map(({ uid }) => uid));
  try {
    for await (const mail of session.fetch(run)) {
      left.delete(mail.uid);
      group.push(mail);
      bytes += mail.raw.byteLength;
      if (group.length === grouped.mails || bytes > grouped.bytes) await settle();
    }
  } catch (error) {
    for (const uid of [...left].slice(0, 1)) stubborn.broke(uid);
    if (group.length > 0) await settle(); // what came before the break came whole
    throw error;
  }
  if (group.length > 0) await settle();
}

async function takeAlone(taking: Taking, mail: Listed): Promise<void> {
  const { intake, mailbox, source, stubborn } = taking;
  try {
    const stored = await storeBigMail(intake, source, mail, piecesOf(taking, mail));
    stubborn.forget(mail.uid);
    if (stored) await fileStored(intake, mailbox, [stored]);
  } catch (error) {
    stubborn.broke(mail.uid);
    throw error;
  }
}

async function* piecesOf({ session, stubborn }: Taking, { uid }: Listed): AsyncGenerator<Uint8Array> {
  if (!stubborn.has(uid)) return yield* session.pieces(uid);
  const kept = stubborn.partsOf(uid);
  yield* kept;
  for await (const part of session.pieces(uid, { from: sizeOf(kept), bytes: stubborn.pieceOf(uid) })) {
    stubborn.keep(uid, part);
    yield part;
  }
}

/** Flags or deletes on the server what is here for good. It may be repeated: after a crash it is. */
export async function finish({ intake, session, mailbox, source }: Taking): Promise<void> {
  const { db, clock } = intake;
  for (;;) {
    const uids = unfinishedUids(db, source.place, listedAtOnce);
    if (uids.length === 0) return;
    if (mailbox.after_intake === "seen") await session.markSeen(uids);
    if (mailbox.after_intake === "delete") {
      await session.markDeleted(uids);
      intake.at?.("marked-deleted");
      await session.expunge(uids);
    }
    intake.at?.("flagged");
    inGroups(intake, [uids], (some) => markFinished(db, source.place, some, clock().toISOString()));
    intake.at?.("finished");
  }
}

/** A folder that is taken in: its cursor moves with what is stored. */
export function folderSource({ db }: Intake, mailbox: MailboxRow, uidvalidity: number): Source {
  const place: Place = { mailbox_id: mailbox.id, folder: mailbox.imap_folder, uidvalidity };
  return { place, source: "imap", moved: ({ uid }) => moveCursor(db, mailbox.id, mailbox.imap_folder, uid) };
}

/** The UIDs among these for which there is no row. */
export function unknownAmong({ db }: Intake, place: Place, uids: readonly number[]): number[] {
  const known = knownUids(db, place);
  return uids.filter((uid) => !known.has(uid));
}
