import type { Database } from "bun:sqlite";
import type { SigningKey } from "#src/history/key.ts";
import { keptSecretsKey, keptSigningKey, keyFileBeside, readSigningKey } from "#src/history/key-file.ts";
import { beginKey, keysBegun } from "#src/history/signing.ts";
import { todayAt } from "#src/settings/today.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import type { World } from "./command.ts";

/** The key of who serves a database: made at the first start, known to the chain from then on. Call it with the lock held. */
export function beginSigning(db: Database, path: string, world: World): SigningKey {
  const at = world.clock();
  const file = keyFileBeside(path);
  const key = keptSigningKey(file, at);
  if (beginKey(db, key, { by: "aktion", at, reported_on: todayAt(db, at) }) === "new")
    world.note(
      `Another key signed this history until now; from here on it is the one in ${file}. If you did not expect that, run "aktion verify".`,
    );
  return key;
}

/** The key of a database for a command beside the server; null when it is not there, or not the one that signs now. */
export function keyThatSigns(db: Database, path: string): SigningKey | null {
  const key = readSigningKey(keyFileBeside(path));
  return key && keysBegun(db)[0]?.raw.equals(key.raw) ? key : null;
}

/** What seals mailbox passwords: from the environment where it is set there, else from aktion.key. */
export function secretsKeyFor(path: string, world: World): SecretsKey {
  const { secretsKey } = world.settings;
  if (secretsKey) return new Uint8Array(Buffer.from(secretsKey, "base64url"));
  return keptSecretsKey(keyFileBeside(path), world.clock());
}
