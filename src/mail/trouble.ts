/**
 * Why a mail server could not be used, as a code for pages:
 * `name-not-found` the host has no address · `unreachable` nobody answers there · `timeout` it answers too slowly · `certificate` its
 * certificate is not valid for it · `no-tls` it offers no encryption · `password` it does not take the log-in · `refused` it does not
 * take what was sent · `broken` the connection broke off, or it does not speak the protocol.
 */
export type TroubleCode =
  | "name-not-found"
  | "unreachable"
  | "timeout"
  | "certificate"
  | "no-tls"
  | "password"
  | "refused"
  | "broken";

/** `said`: the server's or the system's own words, one line. */
export type Trouble = { code: TroubleCode; said: string };

const byCode: readonly [RegExp, TroubleCode][] = [
  [/^(ENOTFOUND|EAI_|EDNS|ENODATA)/, "name-not-found"],
  [/CERT|SELF_SIGNED|ISSUER|UNABLE_TO|ALTNAME/, "certificate"],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT)/, "timeout"],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)/, "unreachable"],
  [/^ERR_SSL|^EPROTO$/, "no-tls"],
];

/** What the system or TLS says of a connection; null when its code says nothing of the kind. */
export function connectionTrouble(error: unknown): Trouble | null {
  const codes = codesOf(error);
  for (const [pattern, code] of byCode)
    if (codes.some((one) => pattern.test(one))) return { code, said: saidBy(error) };
  return null;
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code, originalCode, cause } = error as Error & { code?: unknown; originalCode?: unknown };
  return [originalCode, code].filter((one) => typeof one === "string").concat(cause ? codesOf(cause) : []);
}

/** One line, however many a server wrote. */
export function saidBy(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return oneLine(said);
}

export function oneLine(said: string): string {
  return said.replace(/[\r\n]+/g, " ").slice(0, 500);
}
