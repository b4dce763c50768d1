import type { Sentence } from "#src/problem.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import type { MailboxRow } from "./mailbox.ts";

/** What came of trying a server out: well or not, in a sentence, and the folders that were seen. */
export type Tried = { part: "receiving" | "sending"; well: boolean; sentence: Sentence; folders: string[] };

export async function tryReceivingOf(_mailbox: MailboxRow, _key: SecretsKey): Promise<Tried> {
  throw new Error("to be merged");
}

export async function trySendingOf(_mailbox: MailboxRow, _key: SecretsKey, _to: string): Promise<Tried> {
  throw new Error("to be merged");
}
