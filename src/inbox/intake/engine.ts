import { forgetAttempts } from "../arrival-store.ts";
import { listMailboxes, type MailboxRow } from "../mailbox-store.ts";
import { receives } from "../receiving.ts";
import { imapSecretOf } from "../receiving-store.ts";
import { fileWaiting } from "./file-stored.ts";
import { Imports } from "./importing.ts";
import { type Intake, inGroups } from "./intake.ts";
import { MailboxLoop } from "./mailbox-loop.ts";
import { startUpkeep } from "./upkeep.ts";

export type Engine = {
  /** Looks at the mailboxes again: some are new, changed, paused or gone. */
  reread: () => void;
  /** Asks every server now, and files what waits. */
  look: () => Promise<void>;
  stop: () => Promise<void>;
};

type Running = { loop: MailboxLoop; fingerprint: string };

/** Files what a crash left, then receives for every mailbox, each on its own. */
export async function startEngine(intake: Intake): Promise<Engine> {
  const { db } = intake;
  const running = new Map<number, Running>();
  await fileWaiting(intake, { starting: true });

  function reread(): void {
    const wanted = new Map(
      listMailboxes(db)
        .filter(receives)
        .map((mailbox) => [mailbox.id, mailbox]),
    );
    for (const [id, { loop }] of running) {
      if (wanted.has(id)) continue;
      running.delete(id);
      void loop.stop();
    }
    for (const [id, mailbox] of wanted) {
      const before = running.get(id);
      const fingerprint = fingerprintOf(intake, mailbox);
      if (before?.fingerprint === fingerprint) continue;
      running.set(id, { loop: new MailboxLoop(intake, mailbox, before?.loop.stop()), fingerprint });
    }
  }

  const stopUpkeep = startUpkeep(intake);
  const imports = new Imports(intake);
  reread();
  imports.look();
  return {
    reread() {
      reread();
      imports.look();
    },
    async look() {
      await fileWaiting(intake, { starting: false });
      for (const { loop } of running.values()) loop.wake();
    },
    async stop() {
      stopUpkeep();
      await Promise.all([imports.stop(), ...[...running.values()].map(({ loop }) => loop.stop())]);
      inGroups(intake, [db], forgetAttempts);
    },
  };
}

function fingerprintOf({ db }: Intake, mailbox: MailboxRow): string {
  return JSON.stringify([mailbox, imapSecretOf(db, mailbox.id)]);
}
