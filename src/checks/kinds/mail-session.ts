import type { Socket } from "node:net";
import { judgeCertificate } from "../outgoing/certificate.ts";
import { dial, placeOf } from "../outgoing/dial.ts";
import { converse, type Dialogue } from "../outgoing/dialogue.ts";
import { down } from "../outgoing/finding.ts";
import type { Run } from "../outgoing/run.ts";
import { secure } from "../outgoing/secure.ts";

export type Encryption = "starttls" | "if-offered" | "tls" | "none";

/** How one protocol greets, asks for encryption, and lists what it can. */
export type Protocol = {
  name: string;
  /** Reads the greeting; throws when it is not one. */
  greet: (dialogue: Dialogue, where: string) => Promise<void>;
  /** What the server offers, in upper case. */
  capabilities: (dialogue: Dialogue, where: string) => Promise<string[]>;
  /** Asks to encrypt; throws when that is refused. */
  startTls: (dialogue: Dialogue, where: string) => Promise<void>;
};

export type MailServer = {
  host: string;
  port: number;
  encryption: Encryption;
  name: string | null;
  family: 4 | 6 | null;
  certificate: { warn_days: number; ignore: boolean };
};

export type Session = { dialogue: Dialogue; offers: string[]; encrypted: boolean; where: string };

/** Connects, greets, and encrypts as wished. What the server offers afterwards is what counts. */
export async function openSession(run: Run, server: MailServer, protocol: Protocol): Promise<Session> {
  const where = placeOf(server.host, server.port);
  const plain = await dial(run, server);
  const first = server.encryption === "tls" ? await encrypt(run, plain, server) : plain;
  run.enter("ask");
  const dialogue = converse(run, first, where);
  await protocol.greet(dialogue, where);
  const offers = await protocol.capabilities(dialogue, where);
  run.details["offers"] = offers;
  if (!mustStart(server, protocol, offers, where))
    return { dialogue, offers, encrypted: server.encryption === "tls", where };

  await protocol.startTls(dialogue, where);
  const early = dialogue.leave();
  if (early !== "") throw injected(where);
  const socket = await encrypt(run, plain, server);
  run.enter("ask");
  const secured = converse(run, socket, where);
  const offersNow = await protocol.capabilities(secured, where);
  run.details["offers"] = offersNow;
  return { dialogue: secured, offers: offersNow, encrypted: true, where };
}

function mustStart({ encryption }: MailServer, protocol: Protocol, offers: readonly string[], where: string): boolean {
  const offered = offers.includes("STARTTLS");
  if (encryption === "starttls" && !offered)
    throw down(
      "no-starttls",
      `${where} bietet keine Verschlüsselung an (STARTTLS fehlt in ${protocol.name}).`,
      `${where} offers no encryption (STARTTLS is missing in ${protocol.name}).`,
    );
  return offered && (encryption === "starttls" || encryption === "if-offered");
}

async function encrypt(run: Run, plain: Socket, { host, port, name, certificate }: MailServer) {
  const called = name ?? host;
  const socket = await secure(run, plain, { host: called, port });
  judgeCertificate(run, socket, { name: called, ...certificate });
  return socket;
}

/** Whoever stands between can slip text in before the encryption begins (CVE-2011-0411); an honest server waits. */
function injected(where: string) {
  return down(
    "text-before-encryption",
    `${where} schickt vor dem Beginn der Verschlüsselung noch Text; dem ist nicht zu trauen.`,
    `${where} sends text before the encryption begins; that is not to be trusted.`,
  );
}
