import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/** The public half of a signing key, under the name it signs with. `raw` is the 32 bytes of an Ed25519 key. */
export type PublicKey = { name: string; raw: Buffer };

/** A text with its signatures. `text` ends in a line feed and is what was signed. */
export type Note = { text: string; signatures: readonly { name: string; key_id: string; bytes: Buffer }[] };

const ed25519 = 0x01;
const dash = "— ";

/** A text signed with Ed25519, in the form of https://c2sp.org/signed-note. `text` must end in a line feed and hold no empty line. */
export function signNote(text: string, secret: KeyObject, key: PublicKey): string {
  const bytes = Buffer.concat([Buffer.from(keyIdOf(key), "hex"), sign(null, Buffer.from(text), secret)]);
  return `${text}\n${dash}${key.name} ${bytes.toString("base64")}\n`;
}

/** Null when it has not the form of a signed note. The text ends at the last empty line. */
export function parseNote(written: string): Note | null {
  const end = written.lastIndexOf("\n\n");
  if (end < 0 || !written.endsWith("\n")) return null;
  const lines = written.slice(end + 2, -1).split("\n");
  const signatures = lines.map(signatureIn);
  if (signatures.some((one) => one === null)) return null;
  return { text: written.slice(0, end + 1), signatures: signatures as Note["signatures"][number][] };
}

function signatureIn(line: string): Note["signatures"][number] | null {
  const [, name, base64] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  const bytes = Buffer.from(base64 ?? "", "base64");
  // Base64 may be written in more ways than one; a signed note is written in one.
  if (name === undefined || bytes.toString("base64") !== base64 || bytes.length !== 4 + 64) return null;
  return { name, key_id: bytes.subarray(0, 4).toString("hex"), bytes: bytes.subarray(4) };
}

/** True when the key signed it. A signature of another name or key id is not this key's business. */
export function isSignedBy({ text, signatures }: Note, key: PublicKey): boolean {
  const own = signatures.filter((one) => one.name === key.name && one.key_id === keyIdOf(key));
  return own.length > 0 && own.every(({ bytes }) => verify(null, Buffer.from(text), keyObjectOf(key), bytes));
}

/** SHA-256(name || 0x0A || 0x01 || key), the first four bytes, in hex. */
export function keyIdOf({ name, raw }: PublicKey): string {
  const hash = new Bun.CryptoHasher("sha256")
    .update(`${name}\n`)
    .update(new Uint8Array([ed25519]))
    .update(raw);
  return hash.digest("hex").slice(0, 8);
}

/** The key as one line, the way tools for signed notes take it: name, key id, and the key with its kind in base64. */
export function verifierKey(key: PublicKey): string {
  return `${key.name}+${keyIdOf(key)}+${Buffer.concat([Buffer.from([ed25519]), key.raw]).toString("base64")}`;
}

/** The key of such a line; null when the line is no such key, or its key id does not fit. */
export function readVerifierKey(line: string): PublicKey | null {
  const [, name, id, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(line.trim()) ?? [];
  const bytes = Buffer.from(base64 ?? "", "base64");
  if (name === undefined || bytes.length !== 33 || bytes[0] !== ed25519) return null;
  const key = { name, raw: bytes.subarray(1) };
  return keyIdOf(key) === id ? key : null;
}

const spkiHead = Buffer.from("302a300506032b6570032100", "hex");

/** For OpenSSL: the key as SubjectPublicKeyInfo. */
export function publicPem({ raw }: PublicKey): string {
  const base64 = Buffer.concat([spkiHead, raw]).toString("base64");
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`;
}

function keyObjectOf({ raw }: PublicKey): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: "der", type: "spki" });
}
