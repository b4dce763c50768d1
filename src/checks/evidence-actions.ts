import type { Database } from "bun:sqlite";
import { addEvidence, addSystemEvidence } from "#src/deletions/evidence-actions.ts";
import { readDossier } from "#src/deletions/read.ts";
import { tickStep } from "#src/deletions/step-tick-actions.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { isDeleted } from "#src/services/old-data.ts";
import { readRegister } from "#src/services/read.ts";
import { findSystemById } from "#src/services/store.ts";
import { readCompany } from "#src/settings/store.ts";
import { todayAt } from "#src/settings/today.ts";
import { discard, type Taken, takeIn } from "#src/storage/blobs.ts";
import { dayIn } from "#src/when.ts";
import { existing } from "./actions.ts";
import { isAboutOld, isRunning, type Kept, settled_days } from "./check.ts";
import { insertFiled, isFiled } from "./evidence-store.ts";
import { type CheckNow, checkNow, checksNow, targetOf } from "./read.ts";

/**
 * Files what a gone or trace check found, or did not find, with the deletion record of its system; where there is none yet,
 * with the system. The step that it proves is ticked. Gives where it lies now.
 */
export async function fileAsEvidence(db: Database, slug: string, done: Done): Promise<string> {
  const now = checkNow(db, existing(db, slug));
  const { check, seen } = now;
  if (!isAboutOld(check) || check.system_id === null) throw notOld;
  if (seen?.state !== "up" || now.standing.confirmed !== "up") throw notGone;
  const taken = await takeIn(db, textOf(now, seen, done.at), { at: done.at, mostBytes: 1024 * 1024 });
  try {
    return filed(db, now, { system_id: check.system_id, taken, seen_at: seen.at }, done);
  } finally {
    await discard(db, [taken.id]);
  }
}

type Filing = { system_id: number; taken: Taken; seen_at: string };

function filed(db: Database, { check, standing }: CheckNow, { system_id, taken, seen_at }: Filing, done: Done): string {
  return db
    .transaction(() => {
      const system = findSystemById(db, system_id)!;
      const name = `${check.kind}-${seen_at.slice(0, 10)}-${check.slug}.txt`;
      const files = { supports: "deletion" as const, brought: [{ name, type: "text/plain", taken }], pending: [] };
      const today = todayAt(db, done.at);
      const dossier = readDossier(db, system_id, { asOf: today, knownAt: today });
      const since = standing.since ?? seen_at;
      insertFiled(db, check.id, since, done.at.toISOString());
      if (dossier) addEvidence(db, dossier.record.id, files, done);
      else addSystemEvidence(db, system_id, files, done);
      const happened = { on: dayIn(readCompany(db).time_zone, new Date(since)), text: null };
      tickStep(
        db,
        system,
        check.kind === "gone" ? "dead" : "dns",
        { happened, ticked_by: `check:${check.slug}` },
        done,
      );
      return dossier ? `/deletions/${dossier.record.id}` : `/deletions/systems/${system.slug}/evidence`;
    })
    .immediate();
}

/**
 * Files what has been green for long enough, each time it turned green once: of old systems whose data is deleted. What turns red
 * afterwards unticks nothing; the page and the round say so.
 */
export async function fileSettled(db: Database, at: Date): Promise<void> {
  const before = new Date(at.getTime() - settled_days * 86_400_000).toISOString();
  const today = todayAt(db, at);
  const { systems } = readRegister(db, { asOf: today, knownAt: today });
  const deleted = new Set(
    systems.flatMap(({ system, old_data }) => (old_data && isDeleted(old_data) ? [system.id] : [])),
  );
  for (const { check, standing, seen } of checksNow(db)) {
    if (!isAboutOld(check) || !isRunning(check) || !deleted.has(check.system_id ?? 0)) continue;
    if (standing.confirmed !== "up" || seen?.state !== "up" || (standing.since ?? seen.at) > before) continue;
    if (!isFiled(db, check.id, standing.since ?? seen.at)) await fileAsEvidence(db, check.slug, { by: "aktion", at });
  }
}

/** In words that an auditor reads without us, and every detail below. */
async function* textOf({ check, standing }: CheckNow, seen: Kept, at: Date): AsyncGenerator<Uint8Array> {
  const lines = [
    `${check.name}`,
    "",
    `Prüfung / check: ${check.kind} ${targetOf(check)}`,
    `Ergebnis / result: ${check.kind === "gone" ? "weg / gone" : "keine Spuren gefunden / no traces found"}`,
    `Geprüft / checked: ${seen.at} (UTC)`,
    `So seit / so since: ${standing.since ?? seen.at} (UTC)`,
    `Abgelegt / filed: ${at.toISOString()} (UTC)`,
    "",
    JSON.stringify(seen.details, null, 2),
    "",
  ];
  yield new TextEncoder().encode(lines.join("\n"));
}

const notOld = new Problem("conflict", {
  de: "Als Beleg taugt eine Prüfung, ob etwas weg ist oder Spuren hinterliess, von einem System des Registers.",
  en: "Evidence is what a check finds of whether something is gone or left traces, of a system in the register.",
});
const notGone = new Problem("conflict", {
  de: "Zurzeit ist das nicht weg: Ein Beleg wird es erst, wenn die Prüfung gut ist.",
  en: "At present it is not gone: it becomes evidence once the check is well.",
});
