import type { Database } from "bun:sqlite";
import { tellTroubles } from "#src/checks/alert-actions.ts";
import { addRule } from "#src/checks/alert-rule-actions.ts";
import { insertTrouble } from "#src/checks/trouble-store.ts";
import { openDatabase } from "#src/storage/database.ts";
import { logIn } from "./browser.ts";
import { httpCheck } from "./checks.ts";

export const start = Date.parse("2026-11-23T09:00:00.000Z"); // a Monday, 10:00 in Zurich
export const at = (second: number) => new Date(start + second * 1000);
export const iso = (second: number) => at(second).toISOString();
const done = { by: "person:1", at: at(-86_400) };

const always = {
  ...{ name: "Pikett", kinds: "down unstable expiry", all_checks: 1 as const, after_minutes: 0, remind_minutes: null },
  ...{ days: null, from_time: null, until_time: null },
};

type Rule = Partial<Omit<typeof always, "remind_minutes" | "days" | "from_time" | "until_time">> & {
  remind_minutes?: number;
  days?: string;
  from_time?: string;
  until_time?: string;
};

/** A company with a router, and a website and a shop that depend on it; one rule. */
export function company(rule: Rule = {}, recipients = ["email:pikett@example.ch"]): Database {
  const db = openDatabase(":memory:");
  logIn(db, "owner");
  for (const name of ["Router", "Website", "Shop"]) httpCheck(db, "http://127.0.0.1:1/", at(-86_400), { name });
  db.run("UPDATE checks SET parent_id = 1 WHERE id > 1");
  addRule(db, { ...always, ...rule }, { recipients, check_ids: [] }, done);
  return db;
}

export function falls(db: Database, check_id: number, second: number, kind: "down" | "unstable" = "down"): void {
  const seen = {
    at: iso(second),
    state: "down" as const,
    duration_ms: 1,
    details: {},
    reason: { code: "status", de: "Status 500.", en: "Status 500." },
  };
  insertTrouble(db, { check_id, kind, subject: iso(second), from_at: iso(second), noticed_at: iso(second + 10), seen });
}

export function mends(db: Database, check_id: number, second: number): void {
  db.run("UPDATE check_troubles SET until_at = ?1, over_at = ?1 WHERE check_id = ?2 AND over_at IS NULL", [
    iso(second),
    check_id,
  ]);
}

type Mail = { to: { address: string }[]; subject: string; text: string };
export const mails = (db: Database) =>
  db
    .query<{ payload: string }, []>("SELECT payload FROM outbox_deliveries WHERE channel = 'mail' ORDER BY id")
    .all()
    .map(({ payload }) => JSON.parse(payload) as Mail);
export const subjects = (db: Database) => mails(db).map(({ subject }) => subject);

/** The job, every two seconds. */
export function pass(db: Database, from: number, until: number): void {
  for (let second = from; second <= until; second += 2) tellTroubles(db, at(second), "https://aktion.example.ch");
}
