import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import { Problem } from "#src/problem.ts";
import { discard, nameBlob, releaseBlob, type Taken } from "#src/storage/blobs.ts";
import { endImport, findImport, type ImportRow, insertImport, isImporting, listImports } from "./import-store.ts";
import { mailboxesChanged } from "./intake/start.ts";

type Done = { by: string; at: Date };
type Starting = {
  mailbox_id: number;
  /** A folder of the mailbox's own server, or a file that `takeIn` has stored. */
  from: { source: "folder"; folder: string } | { source: "mbox"; file_name: string; taken: Taken };
};

/** Asks for the history of a mailbox to be taken in, quietly: nobody is told, nothing is answered. Gives the import's number. */
export async function startImport(db: Database, { mailbox_id, from }: Starting, { by, at }: Done): Promise<number> {
  const id = db
    .transaction(() => {
      if (isImporting(db, mailbox_id)) throw new Problem("conflict", oneAtATime);
      const file = from.source === "mbox" ? { file_name: from.file_name, blob_id: nameBlob(db, from.taken) } : noFile;
      const folder = from.source === "folder" ? from.folder : null;
      const added = insertImport(db, {
        mailbox_id,
        source: from.source,
        folder,
        ...file,
        by,
        created_at: at.toISOString(),
      });
      const what = "mailbox.import-started";
      noteActivity(db, { what, about: `mailbox:${mailbox_id}`, by, at, detail: { import: added } });
      return added;
    })
    .immediate();
  if (from.source === "mbox") await discard(db, [from.taken.id]); // nothing, unless the same file lay there already
  mailboxesChanged(db);
  return id;
}

const noFile = { file_name: null, blob_id: null };

const oneAtATime = {
  de: "Für dieses Postfach läuft schon ein Import. Warten Sie, bis er fertig ist, oder halten Sie ihn an.",
  en: "An import is running for this mailbox already. Wait until it is done, or stop it.",
};

/** What has come in stays; the rest does not come. */
export async function stopImport(db: Database, id: number, { by, at }: Done): Promise<void> {
  const blob_id = db
    .transaction(() => {
      const found = findImport(db, id);
      if (!found || !endImport(db, id, "stopped", at.toISOString())) throw new Problem("conflict", overAlready);
      const what = "mailbox.import-stopped";
      noteActivity(db, { what, about: `mailbox:${found.mailbox_id}`, by, at, detail: { import: id } });
      return found.blob_id !== null && releaseBlob(db, found.blob_id) ? found.blob_id : null;
    })
    .immediate();
  if (blob_id !== null) await discard(db, [blob_id]);
}

const overAlready = { de: "Dieser Import ist schon zu Ende.", en: "This import is over already." };

/** `share`: how much of it is in, 0 to 1; null while that is not known. */
export type ImportProgress = ImportRow & { share: number | null };

export function importsOf(db: Database, mailboxId: number): ImportProgress[] {
  return listImports(db, mailboxId).map((one) => ({ ...one, share: shareOf(one) }));
}

function shareOf({ state, source, total, done, position, size }: ImportRow & { size: number | null }): number | null {
  if (state === "done") return 1;
  if (source === "folder") return total ? done / total : null;
  return size ? position / size : null;
}
