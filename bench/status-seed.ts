import type { Database } from "bun:sqlite";
import { hashSecret } from "#src/people/secret.ts";
import { addComponent, addGroup } from "#src/status/component-actions.ts";
import { freezeDays } from "#src/status/day-actions.ts";
import { draftIncident, publishNotice, updateIncident } from "#src/status/notice-actions.ts";
import { newSalt, secretFrom } from "#src/status/subscriber-secret.ts";
import { insertSubscriber } from "#src/status/subscriber-store.ts";
import { openDatabase } from "#src/storage/database.ts";

const day_ms = 86_400_000;
const by = "command line";

/** A new database with a page of so many components and an incident every third day of a year, each two hours long. */
export function seedStatus(path: string, components: number): void {
  const db = openDatabase(path, { create: true });
  const now = Date.now();
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = ?", [new Date().toISOString()]);
  db.transaction(() => {
    const ids = addComponents(db, components, new Date(now - 366 * day_ms));
    for (let days = 365; days > 2; days -= 3) addIncident(db, ids[days % ids.length]!, now - days * day_ms);
  })();
  freezeDays(db, new Date());
  db.close();
}

function addComponents(db: Database, count: number, at: Date): number[] {
  const groups = Array.from({ length: 5 }, (_, n) =>
    addGroup(db, { name: `Gruppe ${n + 1}`, name_en: null }, { by, at }),
  );
  const words = { name_en: null, about: null, about_en: null, rule: "worst" as const, checks: [] };
  return Array.from({ length: count }, (_, n) =>
    addComponent(db, { ...words, name: `Dienst ${n + 1}`, group_id: groups[n % groups.length]! }, { by, at }),
  );
}

function addIncident(db: Database, component_id: number, began: number): void {
  const at = (minutes: number) => ({ by, at: new Date(began + minutes * 60_000) });
  const words = { text: "Wir sehen nach und melden uns.", text_en: null };
  const impacts = (impact: "down" | "none") => [{ component_id, impact }];
  const title = { title: "Zustellung verzögert", title_en: null };
  const first = { ...title, ...words, state: "investigating" as const, impacts: impacts("down") };
  const id = draftIncident(db, { ...first, begins_at: at(0).at.toISOString() }, at(5));
  publishNotice(db, id, false, at(5));
  updateIncident(db, id, { ...words, state: "resolved", impacts: impacts("none"), tells: 0 }, at(120));
}

/** So many subscribers, a mailbox that sends to a port of this computer, and one update that waits for all of them. */
export function seedNotice(path: string, subscribers: number, port: number): void {
  const db = openDatabase(path);
  const at = new Date();
  db.run("UPDATE company SET public_address = 'https://aktion.beispiel.ch'");
  db.query(
    `INSERT INTO mailboxes (slug, name, address, from_name, smtp_host, smtp_port, smtp_security, sends_notices, created_at)
     VALUES ('status', 'Status', 'status@beispiel.ch', 'Status', '127.0.0.1', ?, 'none', 1, ?)`,
  ).run(port, at.toISOString());
  const before = new Date(at.getTime() - day_ms).toISOString();
  db.transaction(() => {
    for (let n = 0; n < subscribers; n += 1) subscribe(db, `person-${n}@kunde.test`, before);
  })();
  const words = { title: "Störung", title_en: null, text: "Wir sehen nach.", text_en: null };
  const id = draftIncident(
    db,
    { ...words, state: "investigating", impacts: [], begins_at: at.toISOString() },
    { by, at },
  );
  publishNotice(db, id, true, { by, at });
  db.close();
}

function subscribe(db: Database, address: string, at: string): void {
  const salt = newSalt();
  insertSubscriber(db, {
    ...{ address, language: "de", source: "import", salt, wants_all: 1, form_version: "import" },
    token_hash: hashSecret(secretFrom(db, salt)),
    asked_at: at,
    confirmed_at: at,
  });
}
