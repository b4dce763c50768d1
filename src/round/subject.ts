import type { Register, ServiceOn, SystemOn } from "#src/services/register.ts";
import type { OwnedService } from "#src/services/service.ts";
import type { System } from "#src/services/system.ts";
import type { Subject } from "./agenda.ts";

export function serviceSubject(service: OwnedService): Subject {
  return {
    subject: `service:${service.slug}`,
    title: { de: service.name, en: service.name_en ?? service.name },
    href: `/services/${service.slug}`,
    owner: service.owner,
  };
}

export function systemSubject(system: System, owner: string | null): Subject {
  return {
    subject: `system:${system.slug}`,
    title: { de: system.name, en: system.name_en ?? system.name },
    href: `/services/systems/${system.slug}`,
    owner,
  };
}

/** A system is spoken of with its service where it has only one; else it is an item of its own. */
export function subjectOfSystem(system: System, { services }: Register): Subject {
  const its = services.filter((row) => [...row.from, ...row.to].some((one) => one.system.id === system.id));
  if (its.length === 1) return serviceSubject(its[0]!.service);
  const owners = [...new Set(its.flatMap((row) => row.service.owner ?? []))];
  return systemSubject(system, owners.length === 0 ? null : owners.slice(0, 2).join(", "));
}

/** What the register says of a subject on the day it was read for; nothing for other subjects. */
export function standingOf(
  subject: string,
  { services, systems }: Register,
): { service: ServiceOn | null; system: SystemOn | null } {
  const [kind, slug] = split(subject);
  return {
    service: kind === "service" ? (services.find((row) => row.service.slug === slug) ?? null) : null,
    system: kind === "system" ? (systems.find((one) => one.system.slug === slug) ?? null) : null,
  };
}

function split(subject: string): [kind: string, name: string] {
  const at = subject.indexOf(":");
  return [subject.slice(0, at), subject.slice(at + 1)];
}
