import type { Sentence } from "#src/problem.ts";
import { standingOn } from "#src/services/dated.ts";
import { holdsData } from "#src/services/old-data.ts";
import type { Register, ServiceOn, SystemOn } from "#src/services/register.ts";
import { warningSentence } from "#src/services/sentences.ts";
import type { Contract } from "#src/services/system.ts";
import type { Warning, WarningCode } from "#src/services/warning.ts";
import { formatOn } from "#src/when.ts";
import type { AgendaPoint, Section } from "./agenda.ts";
import { serviceSubject, subjectOfSystem } from "./subject.ts";

/** Where a warning of the register belongs in a round. What cannot be changed any more is nobody's task. */
const sectionOf: Record<WarningCode, Section | null> = {
  "deleted-before-ready": null,
  "replaced-not-deleted": "stuck",
  "deletion-without-proof": "stuck",
  stale: "stale",
  "target-slipped": null,
  "criterion-missed": "decision",
  "not-adequate": "decision",
  "parent-access": null,
};

/** What the register itself asks for: what is stuck, stale, or waits for a decision. */
export function registerPoints(register: Register, contracts: readonly Contract[]): AgendaPoint[] {
  return [
    ...register.services.flatMap((row) => row.warnings.flatMap((warning) => warningPoints(row, warning, register))),
    ...register.services.flatMap((row) => waiting(row, register)),
    ...register.systems.flatMap((one) => contractPoint(one, contracts, register)),
  ];
}

/** A warning about systems stands with each of them, once, whatever number of services it is shown at. */
function warningPoints(row: ServiceOn, warning: Warning, register: Register): AgendaPoint[] {
  const section = sectionOf[warning.code];
  if (section === null) return [];
  if (warning.systems.length === 0) return [aboutService(row, warning, section)];
  return warning.systems.flatMap((slug) => {
    const first = register.services.find((one) => hasWarning(one, warning.code, slug));
    if (first !== row) return [];
    const { system } = [...row.from, ...row.to].find((one) => one.system.slug === slug)!;
    return [{ ...aboutService(row, { ...warning, systems: [slug] }, section), ...subjectOfSystem(system, register) }];
  });
}

function hasWarning({ warnings }: ServiceOn, code: WarningCode, slug: string): boolean {
  return warnings.some((one) => one.code === code && one.systems.includes(slug));
}

function aboutService(row: ServiceOn, warning: Warning, section: Section): AgendaPoint {
  const text = { de: warningSentence(warning, row, "de"), en: warningSentence(warning, row, "en") };
  return { ...serviceSubject(row.service), section, text, on: null, red: section === "decision" };
}

/** The provider was asked and has not answered. */
function waiting(row: ServiceOn, register: Register): AgendaPoint[] {
  return row.from
    .filter((one) => one.old_data === "deletion-requested")
    .map((one) => {
      const [de, en] = [nameOf(one, "de"), nameOf(one, "en")];
      const since = one.old_data_when?.on ? one.old_data_when.on : null;
      const text = {
        de: `Löschung bei ${de} verlangt${since ? `, ${formatOn(since, "de")}` : ""}; noch keine Bestätigung.`,
        en: `Deletion at ${en} requested${since ? `, ${formatOn(since, "en")}` : ""}; not confirmed yet.`,
      };
      return { ...subjectOfSystem(one.system, register), section: "stuck" as const, text, on: null, red: false };
    });
}

/** Data at a provider needs a processing contract (ABV). */
function contractPoint(one: SystemOn, contracts: readonly Contract[], register: Register): AgendaPoint[] {
  if (one.system.hosting !== "provider" || !holdsData(one.old_data)) return [];
  const { asOf } = register.moment;
  const mine = standingOn(
    contracts.filter((fact) => fact.system_id === one.system.id && fact.kind === "processing"),
    register.moment,
  );
  if (mine.some(({ valid_until }) => valid_until === null || valid_until >= asOf)) return [];
  const text: Sentence =
    mine.length === 0
      ? {
          de: `Für ${nameOf(one, "de")} fehlt ein Auftragsbearbeitungsvertrag (ABV).`,
          en: `There is no processing contract for ${nameOf(one, "en")}.`,
        }
      : {
          de: `Der Auftragsbearbeitungsvertrag mit ${nameOf(one, "de")} ist abgelaufen.`,
          en: `The processing contract with ${nameOf(one, "en")} has expired.`,
        };
  return [{ ...subjectOfSystem(one.system, register), section: "decision", text, on: null, red: true }];
}

function nameOf({ system }: SystemOn, language: "de" | "en"): string {
  return language === "en" ? (system.name_en ?? system.name) : system.name;
}
