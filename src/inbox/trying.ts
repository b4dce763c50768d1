import { MailTrouble } from "#src/mail/imap-trouble.ts";
import { ImapSession } from "#src/mail/receive.ts";
import type { Sentence } from "#src/problem.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import type { MailboxRow } from "./mailbox.ts";
import type { Secrets } from "./mailbox-settings-store.ts";
import { receivingAccount } from "./receiving.ts";
import { troubleSentence } from "./trouble.ts";

/** What came of trying a server out: well or not, in a sentence, and the folders that were seen. */
export type Tried = { part: "receiving" | "sending"; well: boolean; sentence: Sentence; folders: string[] };

type Trying = { mailbox: MailboxRow; secrets: Secrets; key: SecretsKey };

/** Connects, logs in and opens the folder, as the intake would, and looks at what lies there. Nothing is fetched or marked. */
export async function tryReceivingOf({ mailbox, secrets, key }: Trying): Promise<Tried> {
  if (mailbox.imap_host === null) return { part: "receiving", well: false, sentence: noHost, folders: [] };
  let folders: string[] = [];
  let session: ImapSession | null = null;
  try {
    session = await ImapSession.open(receivingAccount(mailbox, secrets.imap_secret, key));
    folders = await session.folders();
    const { exists } = await session.select(mailbox.imap_folder);
    return { part: "receiving", well: true, sentence: receivingIsWell(mailbox, exists, folders.length), folders };
  } catch (error) {
    if (!(error instanceof MailTrouble)) throw error;
    const { code, said } = error.trouble;
    return { part: "receiving", well: false, sentence: troubleSentence(code, said), folders };
  } finally {
    await session?.close();
  }
}

function receivingIsWell({ imap_folder }: MailboxRow, mails: number, folders: number): Sentence {
  const de = `Empfang geht. Im Ordner «${imap_folder}» ${mails === 1 ? "liegt eine Mail" : `liegen ${mails} Mails`}; `;
  const en = `Receiving works. In the folder "${imap_folder}" there ${mails === 1 ? "is one mail" : `are ${mails} mails`}; `;
  return {
    de: `${de}${folders === 1 ? "es gibt einen Ordner" : `es gibt ${folders} Ordner`}.`,
    en: `${en}${folders === 1 ? "there is one folder" : `there are ${folders} folders`}.`,
  };
}

const noHost: Sentence = { de: "Der Name des Servers fehlt.", en: "The server's name is missing." };
