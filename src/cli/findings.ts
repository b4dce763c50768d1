import { Database } from "bun:sqlite";
import { existsSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { keyFileBeside, readSigningKey } from "#src/history/key-file.ts";
import { keysBegun } from "#src/history/signing.ts";
import { entriesAfter, headOf } from "#src/history/store.ts";
import { verifyChain } from "#src/history/verify.ts";
import { mailboxTroubles } from "#src/inbox/health-actions.ts";
import { automaticMailStopped, mailWaiting } from "#src/inbox/mail-findings.ts";
import { lawHorizon } from "#src/law/horizon.ts";
import { countStuck } from "#src/outbox/store.ts";
import { hasActiveOwner } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import { readCompany } from "#src/settings/store.ts";
import type { Settings } from "#src/settings.ts";
import { type Shape, shapeOf } from "#src/storage/database.ts";

/** Something that is wrong, and what to do about it. `code` is for programs and does not change. */
export type Finding = { code: string; sentence: string };

type Check<Patient extends unknown[]> = (...patient: Patient) => string | null;

/** What keeps the file from being read at all. When there is one, nothing else of the file can be told. */
export function findingsOfFile(path: string): Finding[] {
  try {
    const told = toldOfShape[shapeIn(path)];
    return told ? [{ code: told.code, sentence: `${path} ${told.sentence}` }] : [];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [
      { code: "file-unreadable", sentence: `${path} cannot be read (${said}). Restore a backup (docs/backup.md).` },
    ];
  }
}

const toldOfShape: Partial<Record<Shape, Finding>> = {
  new: { code: "file-empty", sentence: 'is empty. "aktion serve" fills it.' },
  foreign: { code: "file-foreign", sentence: "is not an Aktion database. Name another file with --db." },
  newer: { code: "file-newer", sentence: "was written by a newer Aktion. Use the newer program." },
  older: {
    code: "file-older",
    sentence: 'was written by an older Aktion. The next "aktion serve" makes a copy and brings it up to date.',
  },
};

/** What is wrong with what the file holds. */
export function findingsInside(db: Database, path: string, at: Date): Finding[] {
  const damage = damageOf(db);
  if (damage === null) return found(insideIt, db, path, at);
  return [{ code: "damaged", sentence: `${path} is damaged (${damage}). Restore a backup (docs/backup.md).` }];
}

function damageOf(db: Database): string | null {
  try {
    const told = db.query<{ quick_check: string }, []>("PRAGMA quick_check(1)").get()?.quick_check ?? "no answer";
    return told === "ok" ? null : told.replaceAll("\n", " ");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const insideIt: Record<string, Check<[Database, string, Date]>> = {
  "links-broken"(db, path) {
    const row = db.query<{ table: string }, []>("PRAGMA foreign_key_check").get();
    return row ? `${path} has rows in "${row.table}" that point to nothing. Restore a backup (docs/backup.md).` : null;
  },
  "chain-broken"(db) {
    const verdict = verifyChain(db);
    if (verdict.ok) return null;
    return `The history is broken at entry ${verdict.seq} (${verdict.broken}). Compare with a backup (docs/history.md).`;
  },
  "key-missing": (db, path) =>
    keysBegun(db).length > 0 && !existsSync(keyFileBeside(path))
      ? `${keyFileBeside(path)} is missing. Put it back from a backup; otherwise the next "aktion serve" begins a new signing key.`
      : null,
  "clock-behind"(db, _, at) {
    const last = entriesAfter(db, headOf(db).count - 1, 1)[0];
    const behind = last !== undefined && last.recorded_at > new Date(at.getTime() + 120_000).toISOString();
    return behind ? `The clock says ${at.toISOString()}, but the last entry is of ${last.recorded_at}. Set it.` : null;
  },
  "not-set-up": (db) =>
    readCompany(db).set_up_at === null
      ? 'It is not set up. "aktion serve" prints a link for that when it starts.'
      : null,
  "no-owner": (db) =>
    readCompany(db).set_up_at !== null && !hasActiveOwner(db)
      ? 'No owner can log in. "aktion user add EMAIL --role owner" prints a link.'
      : null,
  "address-plain": (db) => plainAddress(readCompany(db).public_address, "The public address in the settings"),
  "mailbox-trouble"(db, _, at) {
    const troubles = mailboxTroubles(db, at).map(
      ({ name, way, code }) => `"${name}" ${way === "in" ? "fetches no mail" : "cannot send"} (${code ?? "late"})`,
    );
    return troubles.length > 0
      ? `Mailboxes need somebody: ${troubles.join(", ")}. Their pages under /settings/mailboxes say what to do.`
      : null;
  },
  "outbox-stuck"(db, _, at) {
    const stuck = countStuck(db, new Date(at.getTime() - 3_600_000).toISOString());
    return stuck > 0 ? `${stuck} deliveries in the outbox have waited over an hour or failed.` : null;
  },
  "mail-waiting": (db, _, at) => mailWaiting(db, at),
  "automatic-mail-stopped": (db, _, at) => automaticMailStopped(db, at),
};

/** What is wrong around the file: the disk, the rights, the settings, the clock, the law data. */
export function findingsOutside(path: string, settings: Settings, at: Date): Finding[] {
  return found(aroundIt, path, settings, at);
}

const aroundIt: Record<string, Check<[string, Settings, Date]>> = {
  "disk-nearly-full"(path) {
    if (!existsSync(dirname(path))) return null;
    const { bavail, bsize } = statfsSync(dirname(path));
    const needed = Math.max(200e6, sizeOf(path) * 2);
    if (bavail * bsize >= needed) return null;
    return `The disk that holds ${path} has ${mega(bavail * bsize)} MB left; an update needs ${mega(needed)} MB.`;
  },
  "file-open-to-others": (path) => openToOthers(path),
  "key-open-to-others": (path) => openToOthers(keyFileBeside(path)),
  "key-damaged": (path) => damageOfKey(keyFileBeside(path)),
  "wal-huge": (path) =>
    sizeOf(`${path}-wal`) > 256e6
      ? `${path}-wal has grown to ${mega(sizeOf(`${path}-wal`))} MB: something reads without end. Restart "aktion serve".`
      : null,
  "public-url-plain": (_, { publicUrl }) => plainAddress(publicUrl, "AKTION_PUBLIC_URL"),
  "open-without-tls": (_, { host, publicUrl }) =>
    isLoopback(host) || publicUrl?.startsWith("https:")
      ? null
      : `It listens on ${host} without TLS: passwords cross the network readable. Put a proxy with TLS in front and set AKTION_PUBLIC_URL.`,
  "clock-absurd": (_, __, at) =>
    at.toISOString().slice(0, 10) < lawHorizon.as_of || at.getUTCFullYear() > 2100
      ? `The clock says ${at.toISOString().slice(0, 10)}; this program is of ${lawHorizon.as_of}. Set the clock.`
      : null,
  "law-old": (_, __, at) =>
    monthsBetween(`${lawHorizon.newest_source}-01`, at) > 6
      ? `The law data is of ${lawHorizon.newest_source}. Update the program, or check what has changed (docs/law.md).`
      : null,
};

function found<Patient extends unknown[]>(checks: Record<string, Check<Patient>>, ...patient: Patient): Finding[] {
  const findings: Finding[] = [];
  for (const [code, check] of Object.entries(checks)) {
    const sentence = check(...patient);
    if (sentence !== null) findings.push({ code, sentence });
  }
  return findings;
}

function shapeIn(path: string): Shape {
  const db = new Database(path, { readwrite: true, create: false });
  try {
    return shapeOf(db);
  } finally {
    db.close();
  }
}

function damageOfKey(path: string): string | null {
  try {
    readSigningKey(path);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.in("en");
    throw error;
  }
}

function openToOthers(path: string): string | null {
  const mode = existsSync(path) ? statSync(path).mode & 0o777 : 0;
  return (mode & 0o077) !== 0
    ? `${path} can be read by other users (mode ${mode.toString(8)}): chmod 600 ${path}`
    : null;
}

function plainAddress(address: string | null, name: string): string | null {
  if (!address?.startsWith("http:") || isLoopback(new URL(address).hostname)) return null;
  return `${name} is ${address}: over http passwords cross the network readable. Use https.`;
}

const isLoopback = (host: string) => /^(127\.\d+\.\d+\.\d+|\[?::1\]?|localhost)$/.test(host);

const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);

const mega = (bytes: number) => Math.round(bytes / 1e6);

function monthsBetween(day: string, at: Date): number {
  const from = new Date(`${day}T00:00:00Z`);
  return (at.getUTCFullYear() - from.getUTCFullYear()) * 12 + at.getUTCMonth() - from.getUTCMonth();
}
