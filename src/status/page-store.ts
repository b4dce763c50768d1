import type { Database } from "bun:sqlite";
import type { PageSettings, StatusPage } from "./page.ts";

const columns = `is_public, name, intro, intro_en, colour, contact_url, host, stand_host, incidents_from_checks,
  takes_subscribers, export_folder, logo_sha256`;

export function readPage(db: Database): StatusPage {
  return db.query<StatusPage, []>(`SELECT ${columns} FROM status_page WHERE id = 1`).get()!;
}

export function updatePage(db: Database, page: PageSettings): void {
  db.query<null, [PageSettings]>(
    `UPDATE status_page SET is_public = $is_public, name = $name, intro = $intro, intro_en = $intro_en, colour = $colour,
       contact_url = $contact_url, host = $host, stand_host = $stand_host, incidents_from_checks = $incidents_from_checks,
       takes_subscribers = $takes_subscribers, export_folder = $export_folder WHERE id = 1`,
  ).run(page);
}

export function readLogo(db: Database): { logo: Uint8Array; logo_sha256: string } | null {
  return db
    .query<{ logo: Uint8Array; logo_sha256: string }, []>(
      "SELECT logo, logo_sha256 FROM status_page WHERE id = 1 AND logo IS NOT NULL",
    )
    .get();
}

export function updateLogo(db: Database, logo: Uint8Array | null, sha256: string | null): void {
  db.query<null, [Uint8Array | null, string | null]>(
    "UPDATE status_page SET logo = ?, logo_sha256 = ? WHERE id = 1",
  ).run(logo, sha256);
}

/** What makes the secrets in our links; it lies in the file, so that a copy knows its own. */
export function readMacKey(db: Database): Uint8Array {
  return db.query<{ mac_key: Uint8Array }, []>("SELECT mac_key FROM status_page WHERE id = 1").get()!.mac_key;
}

/** Rises with everything that the page shows. */
export function readVersion(db: Database): number {
  return db.query<{ n: number }, []>("SELECT n FROM status_version WHERE id = 1").get()!.n;
}

/** Something changed that stands in no table of this area. */
export function raiseVersion(db: Database): void {
  db.run("UPDATE status_version SET n = n + 1");
}

/** The number of the last trouble of a check that was looked at. */
export function lastHeard(db: Database): number {
  return db.query<{ trouble_id: number }, []>("SELECT trouble_id FROM status_heard WHERE id = 1").get()!.trouble_id;
}

export function setHeard(db: Database, troubleId: number): void {
  db.query<null, [number]>("UPDATE status_heard SET trouble_id = ? WHERE id = 1").run(troubleId);
}
