import type { Register, ServiceOn, SystemOn } from "#src/services/register.ts";
import type { Day } from "#src/when.ts";

type ContractSystem = ReturnType<typeof systemJson>;
type ContractService = ReturnType<typeof serviceJson>;
export type Contract = { as_of: Day; known_at: Day; services: ContractService[] };

/** The register as programs read it (PRODUCT, "The outside of the program"). Keys and their order are a promise. */
export function contractJson({ moment, services }: Register): Contract {
  return { as_of: moment.asOf, known_at: moment.knownAt, services: services.map(serviceJson) };
}

function serviceJson(row: ServiceOn) {
  return {
    slug: row.service.slug,
    name: row.service.name,
    stage: row.stage,
    stage_on: row.stage_when?.on ?? null,
    stage_text: row.stage_when?.text ?? null,
    reported_on: row.reported_on,
    stale: row.stale,
    target_on: row.target?.on ?? null,
    target_text: row.target?.text ?? null,
    owner: row.service.owner,
    from: row.from.map(systemJson) satisfies ContractSystem[],
    to: row.to.map(systemJson) satisfies ContractSystem[],
    warnings: row.warnings.map(({ code }) => code),
  };
}

function systemJson(one: SystemOn) {
  return {
    slug: one.system.slug,
    name: one.system.name,
    old_data: one.old_data,
    deleted_on: one.deleted?.on ?? null,
    deleted_text: one.deleted?.text ?? null,
    proof: one.proof && { level: one.proof.level, met: one.proof.met, of: one.proof.of },
    seat: one.places.seat?.country ?? null,
    server: one.places.server?.country ?? null,
    parent: one.places.parent?.country ?? null,
  };
}
