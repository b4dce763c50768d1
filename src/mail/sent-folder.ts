import { ImapFlow } from "imapflow";
import { MailTrouble } from "./imap-trouble.ts";
import { optionsOf, type ReceivingAccount, troubleOf } from "./receive.ts";

type Asking = {
  account: ReceivingAccount;
  /** Null: the one that the server marks as the folder for sent mail. */
  folder: string | null;
  /** Without <>. */
  mail_id: string;
};

/** Whether a mail lies in the folder for sent mail: many servers put it there themselves. Throws a MailTrouble when nobody can tell. */
export function liesInSent({ account, folder, mail_id }: Asking): Promise<boolean> {
  return inFolder(account, folder, (client) => has(client, mail_id));
}

/** Puts a mail that was sent into the folder, as read, unless it lies there already. Throws a MailTrouble. */
export function copyToSent({
  account,
  folder,
  mail_id,
  raw,
  at,
}: Asking & { raw: Uint8Array; at: Date }): Promise<"copied" | "was there"> {
  return inFolder(account, folder, async (client, path) => {
    if (await has(client, mail_id)) return "was there";
    const done = await client.append(path, Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), ["\\Seen"], at);
    if (!done) throw new MailTrouble({ code: "server-said", said: "APPEND was refused" });
    return "copied";
  });
}

async function inFolder<Answer>(
  account: ReceivingAccount,
  named: string | null,
  ask: (client: ImapFlow, path: string) => Promise<Answer>,
): Promise<Answer> {
  const client = new ImapFlow(optionsOf(account));
  client.on("error", () => {}); // what it is stands in the answer to the command
  try {
    await client.connect();
    const path = named ?? (await sentFolder(client));
    await client.mailboxOpen(path);
    return await ask(client, path);
  } catch (error) {
    throw error instanceof MailTrouble ? error : new MailTrouble(troubleOf(error));
  } finally {
    const bye = client.usable ? client.logout().catch(() => {}) : Promise.resolve();
    await Promise.race([bye, Bun.sleep(1000)]);
    client.close();
  }
}

async function sentFolder(client: ImapFlow): Promise<string> {
  const folders = await client.list();
  const sent = folders.find(({ specialUse }) => specialUse === "\\Sent");
  if (sent) return sent.path;
  throw new MailTrouble({ code: "folder-missing", said: "no folder is marked as \\Sent" });
}

async function has(client: ImapFlow, mailId: string): Promise<boolean> {
  const found = await client.search({ header: { "message-id": `<${mailId}>` } }, { uid: true });
  return Array.isArray(found) && found.length > 0;
}
