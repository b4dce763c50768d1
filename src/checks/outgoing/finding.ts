import type { Reason } from "../kind.ts";

/** Thrown to end a run: what is not as it should be, and whose fault it is. */
export class Finding extends Error {
  readonly state: "degraded" | "down" | "unknown";
  readonly reason: Reason;

  constructor(state: Finding["state"], reason: Reason) {
    super(reason.en);
    this.state = state;
    this.reason = reason;
  }
}

/** The target's fault. */
export function down(code: string, de: string, en: string): Finding {
  return new Finding("down", { code, de, en });
}

/** Ours, or nobody's: nothing is said about the target. */
export function unknown(code: string, de: string, en: string): Finding {
  return new Finding("unknown", { code, de, en });
}

export function degraded(code: string, de: string, en: string): Finding {
  return new Finding("degraded", { code, de, en });
}

/** What the operating system says when our side is at its end: no line, no files, no ports, our own firewall. */
const ours = new Set([
  "ENETUNREACH",
  "ENETDOWN",
  "EMFILE",
  "ENFILE",
  "ENOBUFS",
  "ENOMEM",
  "EADDRNOTAVAIL",
  "EACCES",
  "EPERM",
  "EAI_AGAIN",
  "EAFNOSUPPORT",
]);

/** What an error of a connection to `where` (a host and port) means. */
export function connectionFinding(error: unknown, where: string): Finding {
  if (error instanceof Finding) return error;
  const code = codeOf(error);
  if (ours.has(code))
    return unknown(
      "own-fault",
      `Wir konnten ${where} nicht erreichen (${code}).`,
      `We could not reach ${where} (${code}).`,
    );
  if (code === "ECONNREFUSED")
    return down("refused", `${where} nimmt keine Verbindung an.`, `${where} accepts no connection.`);
  if (code === "EHOSTUNREACH" || code === "EHOSTDOWN")
    return down("host-unreachable", `Es führt kein Weg zu ${where}.`, `There is no route to ${where}.`);
  if (code === "ETIMEDOUT")
    return down(
      "no-connection",
      `${where} antwortet nicht auf den Verbindungsaufbau.`,
      `${where} does not answer a connection attempt.`,
    );
  return down(
    "connection-broken",
    `${where} hat die Verbindung abgebrochen${bracket(code)}.`,
    `${where} broke the connection off${bracket(code)}.`,
  );
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function bracket(code: string): string {
  return code === "" ? "" : ` (${code})`;
}
