import type { Database } from "bun:sqlite";
import type { Language } from "#src/say.ts";
import { listServices, listSystems } from "#src/services/store.ts";
import { named } from "#src/settings/company.ts";

/** Something a ticket can be about; `value` as the form sends it: `service:chat`, `system:slack`. */
export type SubjectTarget = {
  value: `service:${string}` | `system:${string}`;
  label: string;
  kind: "service" | "system";
};

/** Services first, then systems, each by name. */
export function subjectTargets(db: Database, language: Language): SubjectTarget[] {
  const byName = (a: SubjectTarget, b: SubjectTarget) => a.label.localeCompare(b.label, "de-CH");
  const there = ({ archived_on }: { archived_on: string | null }) => archived_on === null;
  const services = listServices(db)
    .filter(there)
    .map((one) => ({ value: `service:${one.slug}` as const, label: named(one, language), kind: "service" as const }));
  const systems = listSystems(db)
    .filter(there)
    .map((one) => ({ value: `system:${one.slug}` as const, label: named(one, language), kind: "system" as const }));
  return [...services.sort(byName), ...systems.sort(byName)];
}
