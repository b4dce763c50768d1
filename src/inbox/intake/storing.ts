import type { Listed } from "#src/mail/receive.ts";
import { discard, nameBlob, packed, putBlob, takeIn } from "#src/storage/blobs.ts";
import { giveWay } from "#src/storage/turn.ts";
import { type ArrivalRow, insertArrival, type Place } from "../arrival-store.ts";
import { isErased } from "../tombstone.ts";
import { type Intake, inGroups } from "./intake.ts";
import { dealtWith } from "./memory.ts";

/** Where mails come from; `moved` notes how far, in the same transaction. */
export type Source = { place: Place; source: ArrivalRow["source"]; moved: (mail: Incoming) => void };
export type Incoming = Listed & { raw: Uint8Array };

/** A mail that is committed with all its bytes. `raw` is at hand where it was small enough. */
export type Stored = { arrival: ArrivalRow; raw: Uint8Array | null };

/** More than this no mail has; what is longer is a broken server. */
const mostBytes = 1024 ** 3;

/** Commits small mails with their bytes; gives those that were not there yet and are to be filed. */
export function storeMails(intake: Intake, source: Source, mails: readonly Incoming[]): Stored[] {
  const ready = mails.map((mail) => ({ mail, blob: packed(mail.raw) }));
  const rows = inGroups(intake, ready, ({ mail, blob }) => {
    const at = intake.clock();
    const erased = isErased(intake.db, { raw_sha256: blob.sha256, mail_id: null, canonical_hash: null });
    const blob_id = erased ? null : putBlob(intake.db, blob, at);
    const arrival = insertArrival(intake.db, newArrival(source, mail, { ...(erased ? gone : blob), blob_id, at }));
    source.moved(mail);
    intake.at?.("storing");
    return arrival;
  });
  intake.at?.("stored");
  return rows.flatMap((arrival, n) => (arrival?.state === "stored" ? [{ arrival, raw: mails[n]!.raw }] : []));
}

/** The same for a big one, piece by piece: it is never held as a whole. Null when it is gone from the server, or here already. */
export async function storeBigMail(
  intake: Intake,
  source: Source,
  mail: Listed,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Stored | null> {
  const { db } = intake;
  const at = intake.clock();
  const taken = await takeIn(db, givingWay(intake, pieces), { at, mostBytes });
  const [row] = inGroups(intake, taken.size === 0 ? [] : [taken], (one) => {
    const erased = isErased(db, { raw_sha256: one.sha256, mail_id: null, canonical_hash: null });
    const blob_id = erased ? null : nameBlob(db, one);
    const arrival = insertArrival(db, newArrival(source, mail, { ...(erased ? gone : one), blob_id, at }));
    source.moved({ ...mail, raw: one.head });
    intake.at?.("storing");
    return arrival;
  });
  intake.at?.("stored");
  await discard(db, [taken.id]); // nothing, unless the same bytes lay there already
  return row?.state === "stored" ? { arrival: row, raw: null } : null;
}

async function* givingWay({ turn, at }: Intake, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    at?.("piece");
    for (let from = 0; from < piece.byteLength; from += 256 * 1024) {
      if (turn) giveWay(turn);
      yield piece.subarray(from, from + 256 * 1024);
    }
    dealtWith(piece.byteLength);
  }
}

const gone = { sha256: null, size: 0 };

type Content = { sha256: string | null; size: number; blob_id: number | null; at: Date };

function newArrival({ place, source }: Source, mail: Listed, { sha256, size, blob_id, at }: Content) {
  return {
    ...place,
    uid: mail.uid,
    source,
    state: blob_id === null ? ("erased" as const) : ("stored" as const),
    raw_sha256: sha256,
    blob_id,
    size,
    received_at: mail.receivedAt.toISOString(),
    was_read: mail.read ? (1 as const) : (0 as const),
    attempts: 1,
    stored_at: at.toISOString(),
  };
}
