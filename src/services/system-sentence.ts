import type { Language } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { formatWhen } from "#src/when.ts";
import { isDeleted, oldDataWords, proofWords } from "./old-data.ts";
import type { SystemOn } from "./register.ts";

/** What a system's page says first: "Mailchimp: gelöscht, 08.12.2020. Eigene Aussage, ohne Beleg." */
export function systemHeadline(one: SystemOn, language: Language): string {
  const name = named(one.system, language);
  if (!isDeleted(one.old_data)) {
    const state = oldDataWords[one.old_data][language];
    return language === "de" ? `${name}: Daten ${state}.` : `${name}: data ${state}.`;
  }
  const when = one.deleted ? formatWhen(one.deleted, language) : "";
  const state = oldDataWords[one.old_data][language];
  return `${name}: ${state}${when ? `, ${when}` : ""}. ${proofTail(one, language)}`.trim();
}

function proofTail({ proof }: SystemOn, language: Language): string {
  if (!proof) return "";
  if (proof.level === "own-statement") return language === "de" ? "Ohne Beleg." : "Without proof.";
  const level = proofWords[proof.level][language];
  return language === "de" ? `Belegt: ${level}.` : `Proof: ${level}.`;
}
