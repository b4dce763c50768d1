import { rootCertificates } from "node:tls";
import { type FetchMessageObject, ImapFlow } from "imapflow";
import { version } from "#src/version.ts";
import { codeOf, MailTrouble, type Trouble, type TroubleCode, textOf } from "./imap-trouble.ts";

/** How somebody proves that a mailbox is theirs. Pages offer the password; a token is the place for XOAUTH2. */
export type Credentials =
  | { method: "password"; user: string; password: string }
  | { method: "xoauth2"; user: string; accessToken: string };

export type Security = "tls" | "starttls" | "none";

/** Where mail is fetched. `authority`: certificates in PEM that are trusted besides the usual ones. */
export type ReceivingAccount = {
  host: string;
  port: number;
  security: Security;
  authority: string | null;
  folder: string;
  credentials: Credentials;
};

/** What the server says of one mail before its content is fetched. `read` is \Seen: told, never relied on. */
export type Listed = { uid: number; size: number; read: boolean; receivedAt: Date };

/** One mail with its bytes as they lie on the server. */
export type Fetched = Listed & { raw: Uint8Array };

const seconds = 1000;

/** So many bytes of a big mail are asked for at once. */
const piece = 1024 * 1024;

/**
 * One session with one folder of one server. Everything that goes wrong is thrown as a MailTrouble.
 * Mails are named by UID, which means something only together with the `uidvalidity` that the same session read.
 */
export class ImapSession {
  readonly #client: ImapFlow;
  #ended: unknown = null;
  #wake: () => void = () => {};
  #hasNews = false;

  private constructor(client: ImapFlow) {
    this.#client = client;
    client.on("error", (error) => this.#end(error));
    client.on("close", () => this.#end(null));
    client.on("exists", () => {
      this.#hasNews = true;
      this.#wake();
    });
  }

  /** Connects and logs in. A certificate is always checked; STARTTLS that was chosen is never done without. */
  static async open(account: ReceivingAccount, until?: AbortSignal): Promise<ImapSession> {
    const client = new ImapFlow(optionsOf(account));
    const session = new ImapSession(client);
    until?.addEventListener("abort", () => client.close(), { once: true });
    await session.#told(() => client.connect());
    return session;
  }

  /** Opens a folder anew and gives what names its mails, and how many lie there. */
  async select(folder: string): Promise<{ uidvalidity: number; exists: number }> {
    return this.#told(async () => {
      if (this.#client.mailbox) await this.#client.mailboxClose();
      const { uidValidity, exists } = await this.#client.mailboxOpen(folder);
      return { uidvalidity: Number(uidValidity), exists };
    });
  }

  /** The UIDs above one, ascending; all for 0. */
  async uidsAbove(uid: number): Promise<number[]> {
    this.#hasNews = false;
    const found = await this.#told(() =>
      this.#client.search(uid === 0 ? { all: true } : { uid: `${uid + 1}:*` }, { uid: true }),
    );
    if (!Array.isArray(found)) throw new MailTrouble({ code: "server-said", said: "UID SEARCH was refused" });
    return found.filter((one) => one > uid).sort((a, b) => a - b); // `n:*` names the last mail even when it is below n
  }

  /** Sizes, dates and marks of some mails; those that are gone meanwhile are missing. */
  async list(uids: readonly number[]): Promise<Listed[]> {
    return this.#told(async () => {
      const query = { uid: true, size: true, flags: true, internalDate: true };
      const found = await this.#client.fetchAll(setOf(uids), query, { uid: true });
      return found.map(listed).sort((a, b) => a.uid - b.uid);
    });
  }

  /** The mails themselves, one after the other, without marking them as read. */
  async *fetch(mails: readonly Listed[]): AsyncGenerator<Fetched> {
    const known = new Map(mails.map((one) => [one.uid, one]));
    const query = { uid: true, source: true };
    try {
      for await (const found of this.#client.fetch(setOf([...known.keys()]), query, { uid: true })) {
        const one = known.get(found.uid);
        if (one && found.source) yield { ...one, raw: found.source };
      }
    } catch (error) {
      throw this.#explained(error);
    }
    if (!this.#client.usable) throw this.#explained(this.#ended);
  }

  /** The bytes of one mail from one of them on, so many at a time. Nothing comes when it is gone. */
  async *pieces(uid: number, { from = 0, bytes: maxLength = piece } = {}): AsyncGenerator<Uint8Array> {
    for (let start = from; ; start += maxLength) {
      const found = await this.#told(() =>
        this.#client.fetchOne(String(uid), { uid: true, source: { start, maxLength } }, { uid: true }),
      );
      const bytes = found ? found.source : undefined;
      if (!bytes || bytes.byteLength === 0) return;
      yield bytes;
      if (bytes.byteLength < maxLength) return;
    }
  }

  /** Marks as read. */
  async markSeen(uids: readonly number[]): Promise<void> {
    const done = await this.#told(() => this.#client.messageFlagsAdd(setOf(uids), ["\\Seen"], { uid: true }));
    if (!done) throw new MailTrouble({ code: "server-said", said: "UID STORE was refused" });
  }

  /** Marks as deleted. What is only marked is still there. */
  async markDeleted(uids: readonly number[]): Promise<void> {
    const done = await this.#told(() => this.#client.messageFlagsAdd(setOf(uids), ["\\Deleted"], { uid: true }));
    if (!done) throw new MailTrouble({ code: "server-said", said: "UID STORE was refused" });
  }

  /** Removes these and no others, which no server can do that does not expunge by UID: there they stay marked. */
  async expunge(uids: readonly number[]): Promise<void> {
    if (!this.#client.capabilities.has("UIDPLUS")) return;
    const done = await this.#told(() => this.#client.messageDelete(setOf(uids), { uid: true }));
    if (!done) throw new MailTrouble({ code: "server-said", said: "UID EXPUNGE was refused" });
  }

  /** Every folder's name, as a person chooses among them. */
  async folders(): Promise<string[]> {
    return (await this.#told(() => this.#client.list())).map(({ path }) => path);
  }

  /** Ends a wait. */
  wake(): void {
    this.#wake();
  }

  /** Waits until the server says that something came, the time is over or somebody wakes it. */
  async wait(most_ms: number, until: AbortSignal): Promise<void> {
    if (this.#ended !== null || this.#hasNews || until.aborted) return;
    if (this.#client.capabilities.has("IDLE")) void this.#client.idle().catch(() => {}); // the next command ends it
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, most_ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      until.addEventListener("abort", this.#wake, { once: true });
    });
    until.removeEventListener("abort", this.#wake);
    this.#wake = () => {};
  }

  /** Says goodbye, but not for long. */
  async close(): Promise<void> {
    const bye = this.#client.usable ? this.#client.logout().catch(() => {}) : Promise.resolve();
    await Promise.race([bye, Bun.sleep(seconds)]);
    this.#client.close();
  }

  #end(error: unknown): void {
    this.#ended ??= error ?? new MailTrouble({ code: "cut-off", said: "the server closed the connection" });
    this.#wake();
  }

  async #told<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #explained(error: unknown): MailTrouble {
    if (error instanceof MailTrouble) return error;
    return new MailTrouble(troubleOf(error ?? this.#ended));
  }
}

export function optionsOf({ host, port, security, authority, credentials }: ReceivingAccount) {
  const { user } = credentials;
  return {
    host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "tls" ? undefined : security === "starttls",
    auth:
      credentials.method === "password"
        ? { user, pass: credentials.password }
        : { user, accessToken: credentials.accessToken },
    tls: { rejectUnauthorized: true, ...(authority ? { ca: [...rootCertificates, authority] } : {}) },
    logger: false as const,
    clientInfo: { name: "Aktion", version },
    disableAutoIdle: true,
    disableCompression: true,
    maxIdleTime: 240 * seconds, // some servers and routers forget a silent line after five minutes
    connectionTimeout: 20 * seconds,
    greetingTimeout: 15 * seconds,
    socketTimeout: 300 * seconds,
  };
}

function listed({ uid, size, flags, internalDate }: FetchMessageObject): Listed {
  const receivedAt = internalDate === undefined ? new Date() : new Date(internalDate);
  return { uid, size: size ?? 0, read: flags?.has("\\Seen") ?? false, receivedAt };
}

/** "1:3,7": what a server reads faster than a list. */
function setOf(uids: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const uid of [...uids].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && uid <= last[1] + 1) last[1] = uid;
    else ranges.push([uid, uid]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}:${to}`)).join(",");
}

/** What an error of the library means. */
export function troubleOf(error: unknown): Trouble {
  const said = textOf(error, "responseText") || textOf(error, "byeReason");
  const words = said || (error instanceof Error ? error.message : String(error));
  return { code: fromServer(error, said) ?? codeOf(error) ?? (said ? "server-said" : "our-fault"), said: words };
}

function fromServer(error: unknown, said: string): TroubleCode | null {
  const code = textOf(error, "serverResponseCode");
  if (/too many|maximum number of connections|connection limit/i.test(said)) return "too-many-connections";
  if (code === "UNAVAILABLE" || code === "INUSE" || code === "LIMIT") return "server-said";
  if ((error as { authenticationFailed?: boolean } | null)?.authenticationFailed) return "password";
  if (/STARTTLS/.test(error instanceof Error ? error.message : "") && !textOf(error, "code")) return "starttls-missing";
  if ((error as { mailboxMissing?: boolean } | null)?.mailboxMissing) return "folder-missing";
  return null;
}
