import type { Database } from "bun:sqlite";
import { addEvidence, addSystemEvidence } from "#src/deletions/evidence-actions.ts";
import { readDossier } from "#src/deletions/read.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { findSystemById } from "#src/services/store.ts";
import { todayAt } from "#src/settings/today.ts";
import { discard, takeIn } from "#src/storage/blobs.ts";
import { existing } from "./actions.ts";
import { isAboutOld, type Kept } from "./check.ts";
import { type CheckNow, checkNow, targetOf } from "./read.ts";

/**
 * Files what a gone or trace check found, or did not find, with the deletion record of its system; where there is none yet,
 * with the system. Gives where it lies now.
 */
export async function fileAsEvidence(db: Database, slug: string, done: Done): Promise<string> {
  const now = checkNow(db, existing(db, slug));
  const { check, seen } = now;
  if (!isAboutOld(check) || check.system_id === null) throw notOld;
  if (seen?.state !== "up" || now.standing.confirmed !== "up") throw notGone;
  const taken = await takeIn(db, textOf(now, seen, done.at), { at: done.at, mostBytes: 1024 * 1024 });
  try {
    const name = `${check.kind}-${seen.at.slice(0, 10)}-${check.slug}.txt`;
    const files = { supports: "deletion" as const, brought: [{ name, type: "text/plain", taken }], pending: [] };
    const today = todayAt(db, done.at);
    const dossier = readDossier(db, check.system_id, { asOf: today, knownAt: today });
    if (dossier) addEvidence(db, dossier.record.id, files, done);
    else addSystemEvidence(db, check.system_id, files, done);
    return dossier
      ? `/deletions/${dossier.record.id}`
      : `/deletions/systems/${findSystemById(db, check.system_id)!.slug}/evidence`;
  } finally {
    await discard(db, [taken.id]);
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
