import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** 32 bytes that lie in `aktion.key` or come from the environment, never in the database. */
export type SecretsKey = Uint8Array;

export function newSecretsKey(): SecretsKey {
  return new Uint8Array(randomBytes(32));
}

/**
 * A password that we must be able to use again, as it may lie in the database: AES-256-GCM, `v1.` and base64url. `purpose` says
 * whose it is, such as `mailbox:3 imap`; a sealed text that was moved to another row does not open there.
 */
export function sealSecret(key: SecretsKey, text: string, purpose: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${sealed.toString("base64url")}`;
}

/** The text again; null when it was sealed with another key or for another purpose: then a person must type it once more. */
export function openSecret(key: SecretsKey, sealed: string, purpose: string): string | null {
  const bytes = Buffer.from(sealed.slice(3), "base64url");
  if (!sealed.startsWith("v1.") || bytes.length < 28) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
