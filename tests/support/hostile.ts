import type { Database } from "bun:sqlite";
import { record } from "#src/history/record.ts";
import { hashSecret } from "#src/people/secret.ts";
import { sourcesIn } from "./source.ts";

/** Text that would be an image with a script if any page forgot to escape it. Lower case, because e-mail addresses must be. */
export const hostile = `"'><img src=x onerror=alert(1)>`;
const hostileAddress = "javascript:alert(1)";

type Column = { name: string; type: string; notnull: 0 | 1; dflt_value: string | null; pk: number };
type Reference = { from: string; table: string };

/**
 * Puts rows into every table there is, with hostile text wherever text is free. Nothing here names a table's columns, so a new
 * table is filled as soon as its migration exists. Gives what may stand in an address: ids, slugs, secrets.
 */
export function fillWithHostileText(db: Database): string[] {
  db.run("PRAGMA defer_foreign_keys = ON");
  db.run("PRAGMA foreign_keys = OFF");
  for (const table of tables(db)) fillTable(db, table);
  for (const what of recordedChanges()) recordHostile(db, what);
  db.query("UPDATE company SET name = ?, stand_intro = ?, stand_is_public = 1").run(hostile, hostile);
  db.run("UPDATE company SET public_address = 'https://aktion.example.ch'");
  db.run("UPDATE mailboxes SET sends_notices = 1, smtp_host = '127.0.0.1', archived_at = NULL WHERE id = 1");
  db.query("UPDATE status_page SET name = ?1, intro = ?1, intro_en = ?1, contact_url = ?2").run(
    hostile,
    hostileAddress,
  );
  db.query("UPDATE people SET name = ? WHERE id = 1").run(hostile);
  db.query("UPDATE blob_rows SET position = 0, encoding = 'raw', bytes = ? WHERE id = 1").run(hostileMail());
  db.run("UPDATE messages SET has_html = 1");
  return tables(db).flatMap((table) => addressed(db, table));
}

/** The first blob, to which every message refers, is a mail whose HTML, subject and sender are hostile. */
function hostileMail(): Uint8Array {
  const head = `From: ${hostile} <a@b.example>\r\nSubject: ${hostile}\r\nContent-Type: text/html\r\n\r\n`;
  return new TextEncoder().encode(`${head}<p>${hostile}</p><a href="javascript:alert(1)">x</a>`);
}

const kept = ["history_entries", "company", "migrations", "login_attempts", "mail_identity", "status_page"];

function tables(db: Database): string[] {
  const rows = db
    .query<{ name: string; sql: string }, []>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  const indexes = rows.filter(({ sql }) => sql.startsWith("CREATE VIRTUAL")).map(({ name }) => name);
  const isIndex = (name: string) => indexes.some((index) => name === index || name.startsWith(`${index}_`));
  return rows.map(({ name }) => name).filter((name) => !kept.includes(name) && !isIndex(name));
}

function fillTable(db: Database, table: string): void {
  const columns = db.query<Column, []>(
    `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${table}')`,
  );
  const references = db.query<Reference, []>(`SELECT "from", "table" FROM pragma_foreign_key_list('${table}')`).all();
  const choices = choicesIn(db, table);
  const holdsOne = /CHECK \(id = 1\)/.test(sqlOf(db, table));
  if (holdsOne) db.run(`DELETE FROM "${table}"`); // the row that its migration wrote
  const rows = holdsOne ? 1 : Math.max(2, ...[...choices.values()].map((values) => values.length));
  const all = columns.all();
  const sql = sqlOf(db, table);
  const isNumbered = all.filter(({ pk }) => pk > 0).length === 1;
  for (let n = 1; n <= rows; n += 1) {
    const values = all
      .filter((column) => !(isNumbered && column.pk > 0 && column.type === "INTEGER"))
      .map((column) => [column.name, valueFor(column, { table, sql, n, references, choices })] as const)
      .filter(([, value]) => value !== undefined);
    const names = values.map(([name]) => `"${name}"`).join(", ");
    db.query(
      values.length === 0
        ? `INSERT INTO "${table}" DEFAULT VALUES`
        : `INSERT INTO "${table}" (${names}) VALUES (${values.map(() => "?").join(", ")}) ON CONFLICT DO NOTHING`,
    ).run(...values.map(([, value]) => value!));
  }
}

/** The lowest number that `CHECK (minutes BETWEEN 1 AND 5)` allows. */
function leastOf(sql: string, column: string): number | null {
  const found = new RegExp(`CHECK \\(${column} BETWEEN (\\d+) AND`).exec(sql);
  return found ? Number(found[1]) : null;
}

type Filling = { table: string; sql: string; n: number; references: Reference[]; choices: Map<string, string[]> };

/** A value that fits a column by its constraints and name; undefined leaves the default, or nothing. */
function valueFor(column: Column, filling: Filling): string | number | Uint8Array | undefined {
  const { table, n, references, choices } = filling;
  // One of two: the first is filled, the second stays empty.
  const [, , second] = /CHECK \(\((\w+) IS NULL\) <> \((\w+) IS NULL\)\)/.exec(filling.sql) ?? [];
  if (second === column.name) return undefined;
  const reference = references.find((one) => one.from === column.name);
  if (reference) return reference.table === table ? undefined : 1;
  const choice = choices.get(column.name);
  if (choice) return choice[(n - 1) % choice.length];
  if (column.type === "BLOB") return bytesFor(table, n);
  if (filling.sql.includes(`CHECK (${column.name} IN (0, 1))`)) return (n - 1) % 2;
  const least = leastOf(filling.sql, column.name);
  if (column.type !== "TEXT" && least !== null && column.notnull && column.dflt_value === null) return least;
  if (column.type !== "TEXT") return column.dflt_value === null && column.notnull ? n : undefined;
  return textFor(column, filling);
}

/** Where bytes are packed text, packed hostile text. */
function bytesFor(table: string, n: number): Uint8Array {
  return table === "message_texts" ? Bun.zstdCompressSync(hostile) : new Uint8Array([n]);
}

function textFor(column: Column, filling: Filling): string | undefined {
  const { n } = filling;
  const named = byName.find(([name]) => name.test(column.name));
  if (named && !(column.notnull && named[1](filling) === undefined)) return named[1](filling);
  return column.dflt_value === null || column.dflt_value === "''" ? `${hostile}${n}` : undefined;
}

const seenHostile = {
  duration_ms: 1,
  reason: { code: hostile, de: hostile, en: hostile },
  details: { [hostile]: hostile, certificate: { fingerprint: hostile, valid_until: "2026-01-02", subject: hostile } },
  answer: hostile,
};

const byName: [RegExp, (filling: Filling) => string | undefined][] = [
  [/^(slug|handle)$/, ({ table, n }) => `${table.replaceAll("_", "-")}-${n}`],
  [/^token_hash$/, ({ table, n }) => hashSecret(secretOf(table, n))],
  [/^country$/, () => "US"],
  [/^(archived|disabled|revoked|used|claimed|finished|dropped|removed)_(on|at)$/, () => undefined],
  [/^expires_at$/, () => "2027-01-01T00:00:00.000Z"],
  [/^snoozed_until$/, () => undefined],
  [/^minutes$/, () => ""],
  [/_addresses$/, () => JSON.stringify([{ name: hostile, address: hostile }])],
  [/^reply_to$/, ({ table }) => (table === "messages" ? "[]" : hostile)],
  [/^tracker_senders$/, () => "[]"],
  [/^(fields|content|matched_how|detail)$/, () => JSON.stringify({ to: hostile, cc: hostile, text: hostile })],
  [/(_|^)(at|since)$|^not_before$/, ({ n }) => `2026-01-${String(n).padStart(2, "0")}T00:00:00.000Z`],
  [/_on$|^valid_until$/, ({ n }) => `2026-01-${String(n).padStart(2, "0")}`],
  [/^seen$/, () => JSON.stringify({ at: "2026-01-01T00:00:00.000Z", state: "down", ...seenHostile })],
  [/^config$/, () => JSON.stringify({ url: `https://example.ch/?${hostile}`, keyword: hostile })],
  [/^kind$/, ({ table }) => (table === "checks" ? "http" : undefined)],
  [/^starts$/, () => "2026-01-01T23:00"],
  [/^act$/, () => JSON.stringify({ verb: "tag", tags: hostile })],
  [/^why$/, ({ table }) => (table === "bulk_tickets" ? JSON.stringify({ de: hostile, en: hostile }) : undefined)],
  [/^before$/, ({ table }) => (table === "bulk_tickets" ? JSON.stringify({ tags: [hostile] }) : undefined)],
  [/^forwarded$/, () => undefined],
  [/^time_zone$/, () => "Europe/Zurich"],
  [/^rule$/, () => undefined],
  [/^addresses$/, () => "own-network"],
  [/website|url|source|address/, () => hostileAddress],
];

/** The values that `CHECK (stage IN ('open', …))` allows, by column. */
function choicesIn(db: Database, table: string): Map<string, string[]> {
  const checks = [...sqlOf(db, table).matchAll(/CHECK \((\w+) IN \(('[^)]*)\)\)/g)];
  return new Map(checks.map(([, name, list]) => [name!, [...list!.matchAll(/'([^']*)'/g)].map((one) => one[1]!)]));
}

function sqlOf(db: Database, table: string): string {
  return db.query<{ sql: string }, [string]>("SELECT sql FROM sqlite_schema WHERE name = ?").get(table)!.sql;
}

const secretOf = (table: string, n: number) => `secret-of-${table}-${n}`.padEnd(43, "a");

function addressed(db: Database, table: string): string[] {
  const columns = db.query<{ name: string }, []>(`SELECT name FROM pragma_table_info('${table}')`).all();
  const named = columns.map(({ name }) => name).filter((name) => name === "slug" || name === "handle");
  const values = named.flatMap((name) =>
    db.query<{ value: string }, []>(`SELECT "${name}" AS value FROM "${table}" WHERE "${name}" LIKE '%-1'`).all(),
  );
  const secrets = columns.some(({ name }) => name === "token_hash") ? [1, 2, 3].map((n) => secretOf(table, n)) : [];
  return [...values.map(({ value }) => value), ...secrets];
}

/** Every change that some action records: a page that tells the story must show the words of each. */
function recordedChanges(): string[] {
  const found = sourcesIn("src").flatMap(({ text }) => [...text.matchAll(/what: "([a-z-]+\.[a-z-]+)"/g)]);
  return [...new Set(found.map((match) => match[1]!))];
}

function recordHostile(db: Database, what: string): void {
  for (const about of ["service:services-1", "system:systems-1", "person:1", "company"])
    record(db, {
      what,
      about,
      by: "person:1",
      at: new Date("2026-11-20T09:00:00.000Z"),
      reported_on: "2026-11-20",
      happened: { on: null, text: hostile },
      words: { name: hostile, note: hostile, reason: hostile },
    });
}
