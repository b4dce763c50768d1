import type { Database } from "bun:sqlite";
import type { SigningKey } from "#src/history/key.ts";
import type { Log } from "#src/http/log.ts";
import type { PasswordCost } from "#src/people/password.ts";
import type { Settings } from "#src/settings.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";

/** What every area is given: the one database connection, the clock, the environment's settings and the log. */
export type App = {
  db: Database;
  clock: () => Date;
  settings: Settings;
  log: Log;
  /** What signs the history's head. Tests mostly have none. */
  signingKey?: SigningKey;
  /** What seals passwords that we must use again. Tests that need none have none. */
  secretsKey?: SecretsKey;
  /** What a password costs to check; tests take a cheap one. */
  passwordCost?: PasswordCost;
};
