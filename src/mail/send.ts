import { Readable } from "node:stream";
import type { Trouble } from "./imap-trouble.ts";
import { oneLine, type Session, type SmtpError, step, troubleOf } from "./smtp-session.ts";

export type Letter = {
  /** "" for automatic mail: nobody answers `<>`. */
  from: string;
  /** What to say where a server takes no mail from `<>`. */
  otherFrom: string | null;
  recipients: readonly string[];
  /** Comes back in reports of delivery. */
  envid: string;
  size: number;
  content: () => AsyncIterable<Uint8Array>;
  /**
   * The last moment in which the mail has surely not arrived: what follows is its end. Gives whom the server refused before. When
   * this throws, nothing is sent.
   */
  beforeTheDot: (refused: readonly Verdict[]) => void;
};

/** A server's word on one recipient: `later` is 4xx, `never` is 5xx. `status` as in RFC 3463: "5.1.1". */
export type Verdict = { address: string; answer: "accepted" | "later" | "never"; status: string | null; said: string };

/**
 * `answered`: every recipient has a verdict. `unsent`: it broke off before the mail's end, so nobody has it. `unknown`: it broke off
 * between the mail's end and the answer, so they may have it.
 */
export type SendOutcome =
  | { outcome: "answered"; verdicts: Verdict[]; said: string }
  | { outcome: "unsent"; trouble: Trouble }
  | { outcome: "unknown"; trouble: Trouble };

/** Sends one mail over a session. When told to stop it gives up at once before the mail's end, and waits a little for the answer after it. */
export async function sendLetter(session: Session, letter: Letter, stopping: AbortSignal): Promise<SendOutcome> {
  const foreign = letter.recipients.filter((one) => needsUtf8(one) || needsUtf8(letter.from));
  if (foreign.length === 0 || session.inside._supportedExtensions.includes("SMTPUTF8"))
    return await sendTo(session, letter, stopping);
  const refused = foreign.map(refusedAsForeign);
  const recipients = letter.recipients.filter((one) => !foreign.includes(one));
  if (recipients.length === 0) return { outcome: "answered", verdicts: refused, said: refused[0]!.said };
  const rest = {
    ...letter,
    recipients,
    beforeTheDot: (more: readonly Verdict[]) => letter.beforeTheDot([...refused, ...more]),
  };
  const outcome = await sendTo(session, rest, stopping);
  return outcome.outcome === "answered" ? { ...outcome, verdicts: [...refused, ...outcome.verdicts] } : outcome;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with control characters
const needsUtf8 = (address: string) => /[^\x00-\x7f]/.test(address);

function refusedAsForeign(address: string): Verdict {
  const said = "The mail server does not take addresses with other than ASCII letters (SMTPUTF8).";
  return { address, answer: "never", status: "5.6.7", said };
}

async function sendTo(session: Session, letter: Letter, stopping: AbortSignal): Promise<SendOutcome> {
  const first = await attempt(session, letter, stopping);
  if (letter.from !== "" || letter.otherFrom === null || !refusesSender(session, first))
    return await tidy(session, first);
  await tidy(session, first);
  const again = { ...letter, from: letter.otherFrom };
  return session.isOpen() ? await tidy(session, await attempt(session, again, stopping)) : first;
}

/** Many submission servers take mail from the account's own address only, not from `<>`. */
function refusesSender({ inside }: Session, { outcome }: SendOutcome): boolean {
  const refused = inside._envelope ? inside._envelope.mailError : undefined;
  return outcome === "answered" && (refused?.responseCode ?? 0) >= 500;
}

/** After an answer the session can take the next mail; after anything else it is of no use. */
async function tidy(session: Session, outcome: SendOutcome): Promise<SendOutcome> {
  session.used += 1;
  if (outcome.outcome !== "answered") session.close();
  else if (outcome.verdicts.every(({ answer }) => answer !== "accepted"))
    await step(session, (done) => session.connection.reset(done)).catch(() => session.close());
  return outcome;
}

/** A mail on its way: `past` once its end may have gone out. */
type Passage = { past: boolean; refused: Verdict[] };

async function attempt(session: Session, letter: Letter, stopping: AbortSignal): Promise<SendOutcome> {
  const passage: Passage = { past: false, refused: [] };
  const stop = () => stopIn(session, passage);
  stopping.addEventListener("abort", stop);
  try {
    if (stopping.aborted) throw new Error("interrupted");
    return await answered(session, letter, passage);
  } catch (error) {
    return failed(error as SmtpError, letter, passage, session);
  } finally {
    stopping.removeEventListener("abort", stop);
  }
}

function stopIn(session: Session, passage: Passage): void {
  const stop = () => session.onBroken?.(new Error("interrupted"));
  if (passage.past) setTimeout(stop, session.patience.stopping_ms).unref();
  else stop();
}

async function answered(session: Session, letter: Letter, passage: Passage): Promise<SendOutcome> {
  const source = Readable.from(withItsEnd(session, letter, passage), { objectMode: false });
  const dsn = letter.from === "" ? {} : { dsn: { ret: "HDRS", notify: "FAILURE,DELAY", envid: letter.envid } };
  const envelope = { from: letter.from, to: [...letter.recipients], size: letter.size, ...dsn };
  let said = "";
  if (session.inside._socket) session.inside._socket.setTimeout(session.patience.command_ms);
  await step(session, (done) =>
    session.connection.send(envelope, source, (error, info) => {
      said = oneLine(info?.response ?? "");
      done(error);
    }),
  );
  // A server that says yes before it has the whole mail has not taken it.
  if (!passage.past) throw new Error(`answered before the mail's end: ${said}`);
  return { outcome: "answered", verdicts: verdicts(letter, passage, { answer: "accepted", said }), said };
}

/** The connection writes the final dot once this is through. */
async function* withItsEnd(session: Session, letter: Letter, passage: Passage): AsyncGenerator<Uint8Array> {
  yield* letter.content();
  passage.refused = refusedIn(session);
  letter.beforeTheDot(passage.refused);
  passage.past = true;
  if (session.inside._socket) session.inside._socket.setTimeout(session.patience.answer_ms);
}

function failed(error: SmtpError, letter: Letter, passage: Passage, session: Session): SendOutcome {
  const said = oneLine(error.response ?? error.message);
  if (error.responseCode) {
    const answer = error.responseCode >= 500 ? "never" : "later";
    const refused = passage.past ? passage.refused : refusedIn(session);
    return { outcome: "answered", verdicts: verdicts(letter, { refused }, { answer, said }), said };
  }
  if (!passage.past && (error.code === "EENVELOPE" || error.code === "EMESSAGE"))
    return { outcome: "answered", verdicts: verdicts(letter, passage, { answer: "never", said }), said };
  return { outcome: passage.past ? "unknown" : "unsent", trouble: troubleOf(error) };
}

/** Each recipient's own word where the server gave one, else what it said of the whole mail. */
function verdicts(
  { recipients }: Letter,
  { refused }: Pick<Passage, "refused">,
  whole: Pick<Verdict, "answer" | "said">,
) {
  return recipients.map(
    (address): Verdict =>
      refused.find((one) => one.address === address) ?? { address, ...whole, status: statusIn(whole.said) },
  );
}

function refusedIn({ inside }: Session): Verdict[] {
  const envelope = inside._envelope;
  // Where the sender was refused, a server refuses every recipient after it, which says nothing of them.
  const errors: SmtpError[] = envelope && !envelope.mailError ? envelope.rejectedErrors : [];
  return errors.map((error) => {
    const said = oneLine(error.response ?? error.message);
    return {
      address: error.recipient ?? "",
      answer: (error.responseCode ?? 500) >= 500 ? "never" : "later",
      status: statusIn(said),
      said,
    };
  });
}

/** "5.1.1" of "550 5.1.1 no such user". */
function statusIn(said: string): string | null {
  return /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(said)?.[1] ?? null;
}
