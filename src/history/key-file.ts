import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Problem } from "#src/problem.ts";
import { newSecretsKey, type SecretsKey } from "#src/storage/sealed.ts";
import { newSigningKey, type SigningKey, secretPem, signingKeyFrom } from "./key.ts";

/** `aktion.key`: several keys, each under its name. A program that knows only some of them keeps the others. */
type KeyFile = { format: "aktion-keys/1"; keys: Record<string, StoredKey> };
type StoredKey = { kind: string; begun_at: string; secret: string };

/** Where the keys of a database lie: beside it, whatever its name. */
export function keyFileBeside(database: string): string {
  return join(dirname(database), "aktion.key");
}

/** The signing key; null when there is no file, or none in it. Throws a Problem when the file is damaged or not for us to read. */
export function readSigningKey(path: string): SigningKey | null {
  const stored = existsSync(path) ? readKeyFile(path).keys["signing"] : undefined;
  if (stored === undefined) return null;
  try {
    return signingKeyFrom(stored.secret);
  } catch {
    throw unreadable(path);
  }
}

/** The signing key, made at the first call. Of two processes that make one at once, the first one's stays. */
export function keptSigningKey(path: string, at: Date): SigningKey {
  const kept = readSigningKey(path);
  if (kept) return kept;
  addKey(path, "signing", { kind: "ed25519", begun_at: at.toISOString(), secret: secretPem(newSigningKey()) });
  return readSigningKey(path)!;
}

/** What seals the secrets of mailboxes and checks, made at the first call. */
export function keptSecretsKey(path: string, at: Date): SecretsKey {
  const kept = readSecretsKey(path);
  if (kept) return kept;
  const secret = Buffer.from(newSecretsKey()).toString("base64url");
  addKey(path, "secrets", { kind: "aes-256-gcm", begun_at: at.toISOString(), secret });
  return readSecretsKey(path)!;
}

/** Null when there is no file, or no such key in it. Throws a Problem when the file is damaged or not for us to read. */
function readSecretsKey(path: string): SecretsKey | null {
  const stored = existsSync(path) ? readKeyFile(path).keys["secrets"] : undefined;
  if (stored === undefined) return null;
  const key = new Uint8Array(Buffer.from(stored.secret, "base64url"));
  if (key.length !== 32) throw unreadable(path);
  return key;
}

/** Adds a key under a name that is free. A key that is there is never replaced. */
function addKey(path: string, name: string, key: StoredKey): void {
  const isNew = !existsSync(path);
  const file: KeyFile = isNew ? { format: "aktion-keys/1", keys: {} } : readKeyFile(path);
  if (Object.hasOwn(file.keys, name)) throw new Error(`${path} already holds a key "${name}"`);
  file.keys[name] = key;
  writeWhole(path, `${JSON.stringify(file, null, 2)}\n`, isNew);
}

function readKeyFile(path: string): KeyFile {
  try {
    const file = JSON.parse(readFileSync(path, "utf8")) as Partial<KeyFile>;
    if (file.format !== "aktion-keys/1" || typeof file.keys !== "object" || file.keys === null) throw unreadable(path);
    return file as KeyFile;
  } catch {
    throw unreadable(path);
  }
}

/** The file is there whole or not at all, even when the power fails, and never open to others. A new one never takes another's place. */
function writeWhole(path: string, text: string, isNew: boolean): void {
  const part = `${path}.${process.pid}.part`;
  try {
    const file = openSync(part, "w", 0o600);
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    if (isNew) linkUnlessThere(part, path);
    else renameSync(part, path);
    syncFolder(dirname(path));
  } catch (error) {
    throw notWritable(path, error);
  } finally {
    rmSync(part, { force: true });
  }
}

function linkUnlessThere(part: string, path: string): void {
  try {
    linkSync(part, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}

function unreadable(path: string): Problem {
  return new Problem("conflict", {
    de: `${path} lässt sich nicht lesen. Spielen Sie die Datei aus einer Sicherung ein, oder legen Sie sie beiseite: dann beginnt ein neuer Schlüssel.`,
    en: `${path} cannot be read. Restore it from a backup, or move it away: then a new key begins.`,
  });
}

function notWritable(path: string, error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return new Problem("unavailable", {
    de: `${path} lässt sich nicht schreiben (${code}). Geben Sie dem Benutzer, der Aktion ausführt, Schreibrecht im Ordner.`,
    en: `${path} cannot be written (${code}). Give the user who runs Aktion the right to write in its folder.`,
  });
}
