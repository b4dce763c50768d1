import { checkServerIdentity, type DetailedPeerCertificate, type TLSSocket } from "node:tls";
import { degraded, down, type Finding } from "./finding.ts";
import type { Run } from "./run.ts";

/** What is kept of a certificate. Dates in UTC; `days_left` is negative after the end. */
export type CertificateSeen = {
  subject: string;
  names: string[];
  issuer: string;
  valid_from: string;
  valid_until: string;
  days_left: number;
  fingerprint: string;
  serial: string;
  /** From the server's certificate to the authority, as far as it was sent or found. */
  chain: string[];
  protocol: string | null;
};

type Expected = {
  /** The name that the certificate must be for. */
  name: string;
  /** Fewer days than this are "degraded"; 0 when they do not matter. */
  warn_days: number;
  /** Looks, and judges nothing. */
  ignore?: boolean;
};

const day_ms = 86_400_000;

/** Writes the certificate into the details and throws when it would not be accepted. */
export function judgeCertificate(run: Run, socket: TLSSocket, expected: Expected): CertificateSeen | null {
  const certificate = socket.getPeerCertificate(true);
  if (!certificate?.raw) {
    if (expected.ignore) return null;
    throw down(
      "certificate-missing",
      `${expected.name} zeigt kein Zertifikat.`,
      `${expected.name} shows no certificate.`,
    );
  }
  const seen = seenOf(certificate, socket, run.surroundings.clock());
  run.details["certificate"] = seen;
  if (expected.ignore) return seen;
  const finding = findingOf(socket, certificate, seen, expected.name);
  if (finding) throw finding;
  warnSoon(run, seen, expected.warn_days);
  return seen;
}

function findingOf(socket: TLSSocket, certificate: DetailedPeerCertificate, seen: CertificateSeen, name: string) {
  const code = String(socket.authorizationError ?? "");
  const trouble = code === "" || code === "ERR_TLS_CERT_ALTNAME_INVALID" ? null : chainFinding(code, seen);
  return trouble ?? (checkServerIdentity(name, certificate) ? wrongName(name, seen) : null);
}

function chainFinding(code: string, seen: CertificateSeen): Finding {
  if (code === "CERT_HAS_EXPIRED") return expired(seen);
  if (code === "CERT_NOT_YET_VALID")
    return down(
      "certificate-not-yet-valid",
      `Das Zertifikat gilt erst ab ${dayOf(seen.valid_from)}.`,
      `The certificate is valid only from ${dayOf(seen.valid_from)}.`,
    );
  if (code === "DEPTH_ZERO_SELF_SIGNED_CERT")
    return down(
      "certificate-self-signed",
      "Das Zertifikat hat sich selbst unterschrieben; keine Stelle bürgt dafür.",
      "The certificate is self-signed; no authority vouches for it.",
    );
  return down(
    "certificate-untrusted",
    `Dem Zertifikat von «${seen.issuer}» fehlt eine Kette zu einer bekannten Stelle (${code}).`,
    `The certificate by "${seen.issuer}" has no chain to a known authority (${code}).`,
  );
}

/** With an expired certificate in the chain above it, the server's own may still be valid. */
function expired(seen: CertificateSeen): Finding {
  if (seen.days_left >= 0)
    return down(
      "certificate-chain-expired",
      `In der Kette über dem Zertifikat ist eines abgelaufen: ${seen.chain.slice(1).join(", ")}.`,
      `One in the chain above the certificate has expired: ${seen.chain.slice(1).join(", ")}.`,
    );
  return down(
    "certificate-expired",
    `Das Zertifikat ist am ${dayOf(seen.valid_until)} abgelaufen.`,
    `The certificate expired on ${dayOf(seen.valid_until)}.`,
  );
}

function wrongName(name: string, { names, subject }: CertificateSeen): Finding {
  const on = names.length > 0 ? names.slice(0, 5).join(", ") : subject;
  return down(
    "certificate-wrong-name",
    `Das Zertifikat gilt für ${on}, erwartet ist ${name}.`,
    `The certificate is for ${on}; ${name} is expected.`,
  );
}

/** A certificate that lives for six days is not about to end for all its life: a third of it is enough. */
function warnSoon(run: Run, seen: CertificateSeen, warn_days: number): void {
  const life_days = (Date.parse(seen.valid_until) - Date.parse(seen.valid_from)) / day_ms;
  const warned_days = Math.min(warn_days, life_days / 3);
  if (seen.days_left >= warned_days) return;
  run.degrade(
    degraded(
      "certificate-ends-soon",
      `Das Zertifikat läuft in ${seen.days_left} Tagen ab, am ${dayOf(seen.valid_until)}.`,
      `The certificate ends in ${seen.days_left} days, on ${dayOf(seen.valid_until)}.`,
    ),
  );
}

function seenOf(certificate: DetailedPeerCertificate, socket: TLSSocket, now: Date): CertificateSeen {
  const until = new Date(certificate.valid_to);
  return {
    subject: called(certificate.subject),
    names: namesOf(certificate.subjectaltname),
    issuer: called(certificate.issuer),
    valid_from: isoOf(new Date(certificate.valid_from)),
    valid_until: isoOf(until),
    days_left: Math.floor((until.getTime() - now.getTime()) / day_ms),
    fingerprint: certificate.fingerprint256,
    serial: certificate.serialNumber,
    chain: chainOf(certificate),
    protocol: socket.getProtocol(),
  };
}

function chainOf(certificate: DetailedPeerCertificate): string[] {
  const chain = [called(certificate.subject)];
  const visited = new Set([certificate.fingerprint256]);
  let above: DetailedPeerCertificate | undefined = certificate.issuerCertificate;
  while (above?.fingerprint256 && !visited.has(above.fingerprint256)) {
    visited.add(above.fingerprint256);
    chain.push(called(above.subject));
    above = above.issuerCertificate;
  }
  return chain;
}

/** "DNS:a.example.ch, IP Address:192.0.2.1" as ["a.example.ch", "192.0.2.1"]. */
function namesOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(", ")
    .filter((one) => /^(DNS|IP Address):/.test(one))
    .map((one) => one.replace(/^[^:]+:/, ""));
}

function called(subject: Record<string, unknown> | undefined): string {
  const { CN, O, OU } = (subject ?? {}) as Record<string, string | string[] | undefined>;
  return [CN ?? O ?? OU ?? "?"].flat().join(", ");
}

function isoOf(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
