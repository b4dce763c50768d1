import { Database } from "bun:sqlite";
import { closeSync, existsSync, openSync, statSync } from "node:fs";
import { Problem } from "#src/problem.ts";
import { copyBefore } from "./copy.ts";
import { migrations } from "./migrations/index.ts";
import { TurnTaking } from "./turn.ts";

/** "Akti" in ASCII: marks a SQLite file as ours, so that we never write into somebody else's. */
const applicationId = 0x416b7469;

/** Statements stay prepared: Bun keeps twenty unless told, and one page asks more than that. */
Database.MAX_QUERY_CACHE_SIZE = 400;

type Migration = { name: string; sql: string };
type Opening = {
  create?: boolean;
  now?: Date;
  onMigrate?: ((copy: string) => void) | undefined;
  /** Only tests give others. */
  steps?: readonly Migration[];
};

/**
 * Opens a database and brings it to this program's shape. `:memory:` is for tests.
 * Throws a Problem when the file is missing (and `create` is not said), not ours, newer than the program, damaged, or the disk is full.
 */
export function openDatabase(path: string, opening: Opening = {}): Database {
  const { create = false, now = new Date(), onMigrate, steps = migrations } = opening;
  if (path !== ":memory:" && !create && !existsSync(path)) throw missing(path);
  if (path !== ":memory:" && !create && statSync(path).size === 0) throw empty(path);
  const db = openFile(path, create);
  try {
    const shape = shapeOf(db, steps.length);
    refuse(shape, path);
    prepare(db, shape === "new");
    migrate(db, { path, now, onMigrate, steps });
    return db;
  } catch (error) {
    db.close();
    throw explained(error, path);
  }
}

/** A new file is for the eyes of the user who runs Aktion only; SQLite gives its companions the same mode. */
function openFile(path: string, create: boolean): Database {
  try {
    if (create && path !== ":memory:" && !existsSync(path)) createFile(path);
    return new TurnTaking(path, { create: path === ":memory:", readwrite: true, strict: true });
  } catch (error) {
    throw explained(error, path);
  }
}

function createFile(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
  } catch (error) {
    throw Object.assign(new Error(String(error)), { code: "SQLITE_CANTOPEN" });
  }
}

function prepare(db: Database, isNew: boolean): void {
  if (isNew) db.run("PRAGMA page_size = 8192");
  db.run("PRAGMA busy_timeout = 5000");
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = FULL");
  db.run("PRAGMA foreign_keys = ON");
  db.run("PRAGMA secure_delete = ON");
  db.run("PRAGMA temp_store = MEMORY");
  db.run("PRAGMA cache_size = -16384");
  db.run("PRAGMA wal_autocheckpoint = 4000");
  if (isNew) db.run(`PRAGMA application_id = ${applicationId}`);
}

export type Shape = "new" | "ours" | "older" | "newer" | "foreign";

/** What a file is to this program. Only reads, so that a foreign file is left exactly as it was. */
export function shapeOf(db: Database, known = migrations.length): Shape {
  const id = pragma(db, "application_id");
  const tables = db.query<{ n: number }, []>("SELECT count(*) AS n FROM sqlite_schema").get()!.n;
  if (id === 0 && tables === 0) return "new";
  if (id !== applicationId) return "foreign";
  const version = pragma(db, "user_version");
  return version === known ? "ours" : version > known ? "newer" : "older";
}

function refuse(shape: Shape, path: string): void {
  if (shape === "foreign") {
    throw new Problem("conflict", {
      de: `${path} ist keine Aktion-Datenbank. Wählen Sie mit --db eine andere Datei.`,
      en: `${path} is not an Aktion database. Choose another file with --db.`,
    });
  }
  if (shape === "newer") {
    throw new Problem("conflict", {
      de: `${path} wurde von einer neueren Aktion geschrieben. Nehmen Sie das neuere Programm; die Datei ist unverändert.`,
      en: `${path} was written by a newer Aktion. Use the newer program; the file is unchanged.`,
    });
  }
}

type Migrating = {
  path: string;
  now: Date;
  onMigrate: ((copy: string) => void) | undefined;
  steps: readonly Migration[];
};

function migrate(db: Database, { path, now, onMigrate, steps }: Migrating): void {
  const done = pragma(db, "user_version");
  if (done === steps.length) return;
  if (done > 0 && path !== ":memory:") {
    const copy = copyBefore(db, path, done);
    onMigrate?.(copy);
  }
  for (const [index, { name, sql }] of steps.entries()) {
    if (index < done) continue;
    db.transaction(() => {
      if (pragma(db, "user_version") > index) return; // another process was faster
      db.run(sql);
      db.run(
        "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT, WITHOUT ROWID",
      );
      db.run("INSERT INTO migrations (name, applied_at) VALUES (?, ?)", [name, now.toISOString()]);
      db.run(`PRAGMA user_version = ${index + 1}`);
    }).immediate();
  }
}

function pragma(db: Database, name: "application_id" | "user_version"): number {
  return Object.values(db.query<Record<string, number>, []>(`PRAGMA ${name}`).get()!)[0]!;
}

function empty(path: string): Problem {
  return new Problem("not-found", {
    de: `${path} ist leer. «aktion serve --db ${path}» legt darin eine Datenbank an.`,
    en: `${path} is empty. "aktion serve --db ${path}" makes a database of it.`,
  });
}

function missing(path: string): Problem {
  return new Problem("not-found", {
    de: `${path} gibt es nicht. «aktion serve --db ${path}» legt sie an.`,
    en: `${path} does not exist. "aktion serve --db ${path}" creates it.`,
  });
}

/** SQLite's own words for what a person can do something about; anything else stays our bug. */
export function explained(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const sentence = sentences.find(([prefix]) => code.startsWith(prefix))?.[1];
  return sentence ? new Problem("unavailable", sentence(path)) : error;
}

const sentences: readonly [string, (path: string) => { de: string; en: string }][] = [
  [
    "SQLITE_FULL",
    (path) => ({
      de: `Der Datenträger mit ${path} ist voll. Schaffen Sie Platz; gespeichert ist alles, was bestätigt wurde.`,
      en: `The disk that holds ${path} is full. Make room; everything that was acknowledged is stored.`,
    }),
  ],
  [
    "SQLITE_NOTADB",
    (path) => ({
      de: `${path} ist keine Datenbank oder verschlüsselt. Wählen Sie mit --db eine andere Datei.`,
      en: `${path} is not a database, or it is encrypted. Choose another file with --db.`,
    }),
  ],
  [
    "SQLITE_CORRUPT",
    (path) => ({
      de: `${path} ist beschädigt. Spielen Sie eine Sicherung ein (docs/backup.md).`,
      en: `${path} is damaged. Restore a backup (docs/backup.md).`,
    }),
  ],
  [
    "SQLITE_CANTOPEN",
    (path) => ({
      de: `${path} lässt sich nicht öffnen. Nennen Sie eine Datei in einem Ordner, den es gibt und in dem Sie schreiben dürfen.`,
      en: `${path} cannot be opened. Name a file, in a folder that exists and in which you may write.`,
    }),
  ],
  [
    "SQLITE_READONLY",
    (path) => ({
      de: `${path} ist schreibgeschützt. Geben Sie dem Benutzer, der Aktion ausführt, Schreibrecht.`,
      en: `${path} is read-only. Give the user who runs Aktion the right to write.`,
    }),
  ],
  [
    "SQLITE_BUSY",
    (path) => ({
      de: `${path} wird gerade von einem anderen Programm beschrieben. Versuchen Sie es gleich noch einmal.`,
      en: `${path} is being written by another program. Try again in a moment.`,
    }),
  ],
];
