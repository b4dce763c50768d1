import type { ParsedMail } from "#src/mail/message.ts";

/**
 * Whether our own server vouches for the sender (S4): the topmost Authentication-Results that bears its name says that DMARC passed, or
 * DKIM for the sender's own domain. What others wrote further down is not believed; where no name is set, nothing is.
 */
export function isVouchedFor(
  { authenticationResults }: Pick<ParsedMail, "authenticationResults">,
  { authserv_id, from }: { authserv_id: string | null; from: string },
): boolean {
  const [results = ""] = authenticationResults;
  const [name = "", ...methods] = results.replace(/\([^()]*\)/g, " ").split(";");
  if (authserv_id === null || name.trim().split(/\s+/)[0]?.toLowerCase() !== authserv_id.toLowerCase()) return false;
  return methods.some((method) => passes(method.toLowerCase(), from.slice(from.lastIndexOf("@") + 1)));
}

function passes(method: string, domain: string): boolean {
  if (/\bdmarc\s*=\s*pass\b/.test(method)) return true;
  if (!/\bdkim\s*=\s*pass\b/.test(method)) return false;
  const signer = /\bheader\.(?:d|i)\s*=\s*"?(?:[^@\s";]*@)?([^\s";]+)/.exec(method)?.[1];
  return signer === domain;
}
