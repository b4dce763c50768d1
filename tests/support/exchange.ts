import type { Database } from "bun:sqlite";
import { expect } from "bun:test";
import { importFile } from "#src/services/exchange/import-file.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "./browser.ts";

export const done = { by: "aktion", at: now };
export const importing = { done, mayChangeCriteria: true };
export const today = { asOf: "2026-11-23", knownAt: "2026-11-23" };

export const utf8 = (text: string) => new TextEncoder().encode(text);
export const empty = () => openDatabase(":memory:");

/** Every byte of a database. */
export const dump = (db: Database) => Buffer.from(db.serialize()).toString("base64");

/** One service with a bit of everything. */
export const list = `Dienst;bisher;neu;Status;seit;gemeldet am;alte Daten;gelöscht am;Sitz bisher;zuständig
Büro-Chat;Slack;Nextcloud Talk | Deck;produktiv;12.2020;31.12.2020;gelöscht;08.12.2020;USA;Zoë
`;

/** Each trouble of a file as `line:column heading`, with the German sentence. Nothing may have changed. */
export function troublesIn(text: string | Uint8Array, db = empty()): [string, string][] {
  const before = dump(db);
  const { troubles } = importFile(db, typeof text === "string" ? utf8(text) : text, importing);
  expect(dump(db) === before).toBe(true);
  return troubles.map(({ line, column, where, sentence }) => [`${line}:${column} ${where}`, sentence.de]);
}

export const spotsIn = (text: string) => troublesIn(text).map(([spot]) => spot);
