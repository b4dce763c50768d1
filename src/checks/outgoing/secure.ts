import { isIP, type Socket } from "node:net";
import {
  connect,
  createSecureContext,
  getCACertificates,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
} from "node:tls";
import { codeOf, connectionFinding, down, type Finding } from "./finding.ts";
import type { Run } from "./run.ts";

export type Securing = {
  /** The name that is asked for (SNI), and that errors are told with. */
  host: string;
  port: number;
  protocols?: string[];
};

/**
 * Encrypts an open connection. Nothing is judged here: an expired certificate too gives a socket, so that what is on it can be
 * told; `judgeCertificate` decides.
 */
export function secure(run: Run, plain: Socket, { host, port, protocols }: Securing): Promise<TLSSocket> {
  run.enter("secure");
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: plain,
      secureContext: contextFor(run.surroundings.ca),
      rejectUnauthorized: false,
      ...(isIP(host) ? {} : { servername: host }),
      ...(protocols ? { ALPNProtocols: protocols } : {}),
    });
    const fail = (error: Error) => reject(handshakeFinding(error, `${host}:${port}`));
    run.signal.addEventListener("abort", () => socket.destroy(), { once: true });
    socket.once("error", fail);
    socket.once("close", () => fail(new Error()));
    socket.once("secureConnect", () => {
      socket.off("error", fail);
      socket.on("error", () => {});
      resolve(socket);
    });
  });
}

function handshakeFinding(error: Error, where: string): Finding {
  const code = codeOf(error);
  if (!/SSL|TLS|EPROTO/.test(code)) return connectionFinding(error, where);
  return down(
    "no-encryption",
    `Mit ${where} kam keine verschlüsselte Verbindung zustande (${code}).`,
    `No encrypted connection came about with ${where} (${code}).`,
  );
}

const contexts = new WeakMap<readonly string[], SecureContext>();

/** One for each list of authorities: making one for every connection would read some 260 certificates each time. */
function contextFor(own: readonly string[]): SecureContext {
  const made = contexts.get(own) ?? createSecureContext({ ca: [...wellKnown(), ...own] });
  contexts.set(own, made);
  return made;
}

/** The bundled ones, and what the machine's owner added to the system: a company's own authority is usually there. */
function wellKnown(): string[] {
  return [...new Set([...rootCertificates, ...getCACertificates("system"), ...getCACertificates("extra")])];
}
