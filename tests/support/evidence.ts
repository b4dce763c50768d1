import type { Database } from "bun:sqlite";
import { readRegister } from "#src/services/read.ts";
import type { visit } from "./browser.ts";
import { aService } from "./case.ts";

/** A company that has left Slack. */
export const slack = { prepare: (db: Database) => void aService(db, { from: "Slack", to: "Talk", stage: "live" }) };

/** The four fields a record needs. */
export const four = { system: "slack", executed: "20.11.2026", executed_by: "Olga", method: "self-service" };

export const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Uint8Array(50)]);

export type Site = ReturnType<typeof visit>;

/** As a browser sends it: fields first, files last. */
export function send(
  site: Site,
  path: string,
  fields: Record<string, string>,
  files: File[],
  headers: Record<string, string> = {},
) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const file of files) body.append("files", file);
  const sent = new Request(`http://localhost${path}`, { method: "POST", body });
  sent.headers.set("cookie", headers["cookie"] ?? site.cookie);
  sent.headers.set("sec-fetch-site", headers["sec-fetch-site"] ?? "same-origin");
  return site.app.handle(sent);
}

export const blobs = (db: Database) => db.query<{ n: number }, []>("SELECT count(*) AS n FROM blobs").get()!.n;
export const files = (db: Database) =>
  db
    .query<{ name: string; type: string; size: number; removed_at: string | null }, []>(
      "SELECT name, type, size, removed_at FROM evidence_files ORDER BY id",
    )
    .all();
export const proof = (db: Database) =>
  readRegister(db, { asOf: "2026-11-23", knownAt: "2026-11-23" }).services[0]!.from[0]!.proof;
