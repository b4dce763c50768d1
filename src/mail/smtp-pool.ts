import { type Letter, type SendOutcome, sendLetter } from "./send.ts";
import {
  isTrouble,
  openSession,
  type Patience,
  type Session,
  type SmtpAccount,
  usualPatience,
} from "./smtp-session.ts";

/** So long a session waits for the next mail; servers hang up after a few minutes at the latest. */
const idle_ms = 20_000;

/** Some servers take only so many mails over one connection. */
const mostMails = 100;

/** Sessions of one account that are used again. How many mails go at once is for the caller to say. */
export type SmtpPool = { send: (letter: Letter, stopping: AbortSignal) => Promise<SendOutcome>; close: () => void };

export function smtpPool(account: SmtpAccount, patience: Patience = usualPatience): SmtpPool {
  const idle = new Map<Session, ReturnType<typeof setTimeout>>();
  let closed = false;

  function take(): Session | null {
    for (const [session, timer] of idle) {
      clearTimeout(timer);
      idle.delete(session);
      if (session.isOpen()) return session;
    }
    return null;
  }

  function giveBack(session: Session): void {
    if (!session.isOpen()) return;
    if (closed || session.used >= mostMails) {
      leave(session);
      return;
    }
    const timer = setTimeout(() => {
      idle.delete(session);
      leave(session);
    }, idle_ms);
    timer.unref();
    idle.set(session, timer);
  }

  async function sendOverNew(letter: Letter, stopping: AbortSignal): Promise<SendOutcome> {
    const opened = await openSession(account, stopping, patience);
    if (isTrouble(opened)) return { outcome: "unsent", trouble: opened };
    const outcome = await sendLetter(opened, letter, stopping);
    giveBack(opened);
    return outcome;
  }

  return {
    async send(letter, stopping) {
      const session = take();
      if (session === null) return await sendOverNew(letter, stopping);
      const outcome = await sendLetter(session, letter, stopping);
      giveBack(session);
      // The server may have hung up while the session lay idle: nothing was sent, and a new one tells.
      return outcome.outcome === "unsent" && !stopping.aborted ? await sendOverNew(letter, stopping) : outcome;
    },
    close() {
      closed = true;
      for (const [session, timer] of idle) {
        clearTimeout(timer);
        leave(session);
      }
      idle.clear();
    },
  };
}

/** Says goodbye; the server's answer to that is of no interest. */
function leave(session: Session): void {
  session.onBroken = null;
  session.connection.quit();
  setTimeout(() => session.close(), 2000).unref();
}
