import type { Database } from "bun:sqlite";
import { writeCase } from "#src/cli/case/aktion-privacy.ts";
import { addService, recordReplacement, reportStage } from "#src/services/actions.ts";
import type { Said } from "#src/services/facts.ts";
import type { Stage } from "#src/services/stage.ts";
import { now } from "./browser.ts";

export const done = { by: "command line", at: now };

/** What is said today, without a date of its own. */
export const today: Said = { happened: { on: null, text: null }, reported_on: "2026-11-23", note: null };

/** The whole case, as the demo shows it. */
export function theCase(db: Database): void {
  writeCase(db, { by: "aktion", at: now });
}

type Given = { name?: string; stage?: Stage | null; from?: string | null; to?: string | null };

/** One service, with what it replaces. Gives its slug. */
export function aService(
  db: Database,
  { name = "Newsletter", stage = null, from = null, to = null }: Given = {},
): string {
  const rest = {
    name_en: null,
    purpose: null,
    purpose_en: null,
    category: null,
    owner: null,
    priority: null,
    priority_reason: null,
    note: null,
  };
  const slug = addService(db, { name, customer_data: "unknown", ...rest }, done);
  if (from || to) recordReplacement(db, slug, { from, to, ...today }, done);
  if (stage) reportStage(db, slug, { stage, ...today }, done);
  return slug;
}
