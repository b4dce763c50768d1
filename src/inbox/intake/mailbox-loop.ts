import { codeOf, MailTrouble, type Trouble } from "#src/mail/imap-trouble.ts";
import { ImapSession, type ReceivingAccount } from "#src/mail/receive.ts";
import { giveUpFinishing } from "../arrival-store.ts";
import { beginCursor, findCursor, markReconciled } from "../cursor-store.ts";
import { notePolled, noteTrouble, noteUnaccounted } from "../health-store.ts";
import type { MailboxRow } from "../mailbox-store.ts";
import { receivingAccount } from "../receiving.ts";
import { imapSecretOf } from "../receiving-store.ts";
import { backoff_ms } from "./backoff.ts";
import { fileWaiting } from "./file-stored.ts";
import { type Intake, inGroups } from "./intake.ts";
import { Stubborn } from "./stubborn.ts";
import { finish, folderSource, type Taking, take, unknownAmong } from "./taking.ts";

const hour_ms = 3_600_000;

/** So long a mail may lie on the server without a row here before it is told. */
const unaccountedAfter_ms = 600_000;

/** Receives for one mailbox until it is stopped. No other mailbox is touched by what happens here. */
export class MailboxLoop {
  readonly #intake: Intake;
  readonly #mailbox: MailboxRow;
  readonly #stop = new AbortController();
  readonly #stubborn = new Stubborn();
  readonly ended: Promise<void>;
  #wake: () => void = () => {};

  /** `before` is what received with other settings until now: it ends first. */
  constructor(intake: Intake, mailbox: MailboxRow, before: Promise<void> = Promise.resolve()) {
    this.#intake = intake;
    this.#mailbox = mailbox;
    this.ended = before.then(() => this.#run());
  }

  /** Asks the server now. */
  wake(): void {
    this.#wake();
  }

  stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    return this.ended;
  }

  async #run(): Promise<void> {
    const stop = this.#stop.signal;
    for (let failures = 0; !stop.aborted; ) {
      const before = this.#lastUid();
      let session: ImapSession | null = null;
      try {
        session = await ImapSession.open(this.#account(), stop);
        await this.#attend(session, () => {
          failures = 0;
        });
      } catch (error) {
        if (stop.aborted) return;
        const trouble = troubleOf(error);
        this.#note(trouble);
        if (this.#lastUid() !== before) failures = 0; // it broke, but it brought something
        await this.#pause((this.#intake.backoff ?? backoff_ms)(failures, trouble.code, Math.random()));
        failures += 1;
      } finally {
        await session?.close();
      }
    }
  }

  async #attend(session: ImapSession, well: () => void): Promise<void> {
    const { signal } = this.#stop;
    this.#wake = () => session.wake();
    await fileWaiting(this.#intake, { starting: false });
    while (!signal.aborted) {
      const taking = await this.#begin(session);
      await this.#reconcile(taking);
      well();
      const again_at = this.#intake.clock().getTime() + hour_ms;
      while (!signal.aborted && this.#intake.clock().getTime() < again_at) {
        this.#polled();
        await session.wait(this.#mailbox.poll_s * 1000, signal);
        if (!signal.aborted) await this.#poll(taking);
      }
    }
  }

  /** Opens the folder; where the server counts anew, everything is looked at again. */
  async #begin(session: ImapSession): Promise<Taking> {
    const { db, clock, tell } = this.#intake;
    const mailbox = this.#mailbox;
    const { uidvalidity } = await session.select(mailbox.imap_folder);
    const source = folderSource(this.#intake, mailbox, uidvalidity);
    const cursor = findCursor(db, mailbox.id, mailbox.imap_folder);
    if (cursor?.uidvalidity !== uidvalidity) {
      if (cursor) tell({ what: "log", level: "info", line: `${mailbox.slug}: the server counts anew` });
      inGroups(this.#intake, [source.place], (place) => {
        beginCursor(db, mailbox.id, mailbox.imap_folder, uidvalidity);
        giveUpFinishing(db, place, clock().toISOString());
      });
    }
    return { intake: this.#intake, session, mailbox, source, stubborn: this.#stubborn };
  }

  async #poll(taking: Taking): Promise<void> {
    await take(taking, await taking.session.uidsAbove(this.#lastUid()), this.#stop.signal);
    await finish(taking);
  }

  /** Compares all that lies there with all that is here, takes what is missing, and tells what stays missing. */
  async #reconcile(taking: Taking): Promise<void> {
    const { db, clock } = this.#intake;
    const { place } = taking.source;
    await take(taking, unknownAmong(this.#intake, place, await taking.session.uidsAbove(0)), this.#stop.signal);
    await finish(taking);
    if (this.#stop.signal.aborted) return;
    const missing = unknownAmong(this.#intake, place, await taking.session.uidsAbove(0));
    const long = clock().getTime() - unaccountedAfter_ms;
    const lost = missing.length === 0 ? [] : await taking.session.list(missing);
    inGroups(this.#intake, [lost.filter(({ receivedAt }) => receivedAt.getTime() < long).length], (unaccounted) => {
      noteUnaccounted(db, place.mailbox_id, unaccounted);
      markReconciled(db, place.mailbox_id, place.folder, clock().toISOString());
    });
  }

  #lastUid(): number {
    return findCursor(this.#intake.db, this.#mailbox.id, this.#mailbox.imap_folder)?.last_uid ?? 0;
  }

  #account(): ReceivingAccount {
    return receivingAccount(this.#mailbox, imapSecretOf(this.#intake.db, this.#mailbox.id), this.#intake.key);
  }

  #polled(): void {
    const { db, clock, tell } = this.#intake;
    inGroups(this.#intake, [this.#mailbox.id], (id) => notePolled(db, id, clock().toISOString()));
    tell({ what: "well", mailbox_id: this.#mailbox.id });
  }

  #note(trouble: Trouble): void {
    const { db, clock, tell } = this.#intake;
    tell({ what: "trouble", mailbox_id: this.#mailbox.id, trouble });
    try {
      inGroups(this.#intake, [this.#mailbox.id], (id) => noteTrouble(db, id, trouble, clock().toISOString()));
    } catch {
      // On a full disk not even that can be written; it was told.
    }
  }

  async #pause(wait_ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait_ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof MailTrouble) return error.trouble;
  return {
    code: codeOf(error) ?? "our-fault",
    said: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
