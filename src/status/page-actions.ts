import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { todayAt } from "#src/settings/today.ts";
import type { PageSettings } from "./page.ts";
import { readPage, updateLogo, updatePage } from "./page-store.ts";

export function changePage(db: Database, settings: PageSettings, done: Done): void {
  db.transaction(() => {
    const before = readPage(db);
    const changed = Object.keys(settings).filter(
      (key) => before[key as keyof PageSettings] !== settings[key as keyof PageSettings],
    );
    if (changed.length === 0) return;
    updatePage(db, settings);
    recordChange(db, "status-page.changed", { changed: changed.sort(), is_public: settings.is_public === 1 }, done);
  }).immediate();
}

/** A PNG, or null for none. */
export function changeLogo(db: Database, logo: Uint8Array | null, done: Done): void {
  db.transaction(() => {
    const sha256 = logo ? new Bun.CryptoHasher("sha256").update(logo).digest("hex") : null;
    if (readPage(db).logo_sha256 === sha256) return;
    updateLogo(db, logo, sha256);
    recordChange(db, "status-page.logo", { sha256 }, done);
  }).immediate();
}

function recordChange(db: Database, what: string, facts: Record<string, unknown>, done: Done): void {
  record(db, { ...done, what, about: "company", facts, reported_on: todayAt(db, done.at) });
}
