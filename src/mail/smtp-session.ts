import { rootCertificates } from "node:tls";
import SMTPConnection, { type SMTPConnectionEnvelope } from "nodemailer/lib/smtp-connection";
import { codeOf, type Trouble, type TroubleCode } from "./imap-trouble.ts";

export type SmtpAccount = {
  host: string;
  port: number;
  security: "tls" | "starttls" | "none";
  user: string | null;
  password: string | null;
  /** PEM of an authority that is trusted beside the usual ones. */
  authority: string | null;
  /** Who we say we are in EHLO: a domain. */
  name: string;
};

export type Patience = { connect_ms: number; command_ms: number; answer_ms: number; stopping_ms: number };

/** A submission server answers within seconds. Only after the mail's end it may take its time (RFC 5321, 4.5.3.2.6: ten minutes). */
export const usualPatience: Patience = {
  connect_ms: 20_000,
  command_ms: 60_000,
  answer_ms: 600_000,
  stopping_ms: 20_000,
};

export type SmtpError = Error & {
  code?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
  command?: string | undefined;
  recipient?: string | undefined;
};

/** What nodemailer knows of a connection and does not say in its types: what servers said of recipients before the mail itself. */
type Inside = {
  _envelope: (SMTPConnectionEnvelope & { mailError?: SmtpError }) | false;
  _supportedExtensions: string[];
  _socket: { setTimeout: (ms: number) => void } | false;
};

export type Session = {
  connection: SMTPConnection;
  inside: Inside;
  patience: Patience;
  /** How many mails went over it. */
  used: number;
  isOpen: () => boolean;
  /** Called once when it breaks off while something waits for it. */
  onBroken: ((error: SmtpError) => void) | null;
  close: () => void;
};

/** Connects, encrypts as the account says, and logs in. */
export async function openSession(
  account: SmtpAccount,
  stopping: AbortSignal,
  patience = usualPatience,
): Promise<Session | Trouble> {
  const session = sessionOf(account, patience);
  const stop = () => session.onBroken?.(new Error("interrupted"));
  stopping.addEventListener("abort", stop);
  try {
    if (stopping.aborted) throw new Error("interrupted");
    await step(session, (done) => session.connection.connect(done));
    await logIn(session, account);
    return session;
  } catch (error) {
    session.close();
    return troubleOf(error as SmtpError);
  } finally {
    stopping.removeEventListener("abort", stop);
  }
}

export const isTrouble = (opened: Session | Trouble): opened is Trouble => "code" in opened;

function sessionOf(account: SmtpAccount, patience: Patience): Session {
  const { host, port, security, name, authority } = account;
  const connection = new SMTPConnection({
    host,
    port,
    name,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    connectionTimeout: patience.connect_ms,
    greetingTimeout: patience.connect_ms,
    dnsTimeout: patience.connect_ms,
    socketTimeout: patience.command_ms,
    socketCloseTimeout: 2000,
    tls: { minVersion: "TLSv1.2", ...(authority ? { ca: [...rootCertificates, authority] } : {}) },
    logger: false,
  });
  let open = true;
  const session: Session = {
    connection,
    inside: connection as unknown as Inside,
    patience,
    used: 0,
    isOpen: () => open,
    onBroken: null,
    close: () => connection.close(),
  };
  connection.on("error", (error: SmtpError) => session.onBroken?.(error));
  connection.on("end", () => {
    open = false;
    // What made the library close it comes a moment later, and says more.
    setImmediate(() =>
      session.onBroken?.(Object.assign(new Error("the connection was closed"), { code: "ECONNECTION" })),
    );
  });
  return session;
}

/** One thing that the connection answers; when it breaks off meanwhile, that is the answer. */
export function step(session: Session, begin: (done: (error?: SmtpError | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: SmtpError | null) => {
      session.onBroken = null;
      if (error) reject(error);
      else resolve();
    };
    session.onBroken = end;
    begin(end);
  });
}

async function logIn(session: Session, { user, password }: SmtpAccount): Promise<void> {
  if (user === null) return;
  if (!session.connection.allowsAuth)
    throw Object.assign(new Error("the server offers no log-in here"), { code: "EAUTH" });
  await step(session, (done) => session.connection.login({ user, pass: password ?? "" }, done));
}

/** Why a session could not be used, from what nodemailer and the system say. */
export function troubleOf(error: SmtpError & { originalCode?: unknown }): Trouble {
  const said = oneLine(error.response ?? error.message);
  const code = codeOf({ code: error.originalCode }) ?? codeOf(error) ?? codeOfStep(error);
  return { code, said };
}

/** nodemailer's own codes say at which step it ended. */
function codeOfStep({ code, responseCode, command }: SmtpError): TroubleCode {
  if (code === "EAUTH") return (responseCode ?? 535) >= 500 ? "password" : "server-said";
  if (code === "EDNS") return "name-not-found";
  if (code === "ETLS" && command === "STARTTLS") return responseCode ? "starttls-missing" : "tls";
  if (code === "ETLS" || (code === "ECONNECTION" && command === "EHLO")) return "tls";
  return responseCode ? "server-said" : "cut-off";
}

/** However many lines a server wrote. */
export function oneLine(said: string): string {
  return said.replace(/[\r\n]+/g, " ").slice(0, 500);
}
