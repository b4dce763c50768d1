/** Why a mail server could not be used. Their words stand in trouble-words.ts. */
export const troubleCodes = [
  "name-not-found",
  "connection-refused",
  "unreachable",
  "timeout",
  "certificate-expired",
  "certificate-name",
  "certificate-authority",
  "certificate",
  "starttls-missing",
  "tls",
  "password",
  "too-many-connections",
  "folder-missing",
  "cut-off",
  "server-said",
  "secret-unreadable",
  "disk-full",
  "our-fault",
] as const;
export type TroubleCode = (typeof troubleCodes)[number];

/** `said` is what the server or the system said, for whoever looks closer; never a secret. */
export type Trouble = { code: TroubleCode; said: string };

/** A server could not be used, and it is known why. */
export class MailTrouble extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(`${trouble.code}: ${trouble.said}`);
    this.trouble = trouble;
  }
}

/** What the system and TLS say, by their code. The same for every protocol. */
const byCode: readonly [RegExp, TroubleCode][] = [
  [/^(ENOTFOUND|EAI_AGAIN|EAI_NONAME|ENODATA|ESERVFAIL|DNS_)/, "name-not-found"],
  [/^(ECONNREFUSED|ConnectionRefused)$/, "connection-refused"],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EACCES)$/, "unreachable"],
  [/^(ETIMEDOUT|ETIMEOUT|CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT|ESOCKETTIMEDOUT)$/, "timeout"],
  [/^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/, "certificate-expired"],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, "certificate-name"],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|CERT_UNTRUSTED|INVALID_CA|CERT_CHAIN_TOO_LONG)$/,
    "certificate-authority",
  ],
  [/^(CERT_|UNABLE_TO_|CRL_|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/, "certificate"],
  [/^(ERR_SSL|ERR_TLS|EPROTO|ERR_OSSL)/, "tls"],
  [/^SQLITE_(FULL|IOERR_WRITE)/, "disk-full"],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|EConnectionClosed|NoConnection|StateLogout|ClosedAfterConnect)/, "cut-off"],
];

/** The code of a system or TLS error; null when it says nothing that is known here. */
export function codeOf(error: unknown): TroubleCode | null {
  const code = textOf(error, "code");
  return byCode.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

/** A text that stands on an error under a name; "" when there is none. */
export function textOf(error: unknown, name: string): string {
  const value = typeof error === "object" && error !== null ? (error as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : "";
}
