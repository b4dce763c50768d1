import { isDeleted } from "#src/services/old-data.ts";
import type { ServicePanel, SystemPanel } from "#src/services/panels.ts";
import { readRegister } from "#src/services/read.ts";
import { ChecksPanel, type Offer } from "#views/checks/checks-panel.tsx";
import { checkNow } from "./read.ts";
import { checksOfService, checksOfSystem } from "./store.ts";

/** The checks of a system on its page; for one whose data is deleted, the checks that it stays so. */
export const systemChecks: SystemPanel = (db, system, reader) => {
  const checks = checksOfSystem(db, system.id).map((check) => checkNow(db, check));
  const moment = { asOf: reader.today, knownAt: reader.today };
  const oldData = readRegister(db, moment).systems.find((one) => one.system.id === system.id)?.old_data;
  const isGone = oldData !== undefined && oldData !== null && isDeleted(oldData);
  const kinds = isGone ? (["gone", "trace"] as const) : (["http"] as const);
  const missing = kinds.filter((kind) => !checks.some(({ check }) => check.kind === kind));
  const offers: Offer[] = missing.map((kind) => ({ kind, href: offerAddress(kind, system) }));
  if (system.archived_on !== null && checks.length === 0) return null;
  return <ChecksPanel {...{ reader, checks, offers }} />;
};

function offerAddress(
  kind: Offer["kind"],
  { slug, name, website }: { slug: string; name: string; website: string | null },
): string {
  const query = new URLSearchParams({ kind, system: slug });
  if (kind === "trace") query.set("old", slug);
  query.set("name", { gone: `${name}: weg`, trace: `${name}: Spuren`, http: name }[kind]);
  if (kind !== "trace" && website !== null && /^https?:\/\//.test(website)) query.set("target", website);
  return `/checks/new?${query}`;
}

/** How the replacement of a service is: its own checks, and those of its new systems. */
export const serviceChecks: ServicePanel = (db, row, reader) => {
  const own = checksOfService(db, row.service.id);
  const theirs = row.to.flatMap(({ system }) => checksOfSystem(db, system.id));
  const all = [...new Map([...own, ...theirs].map((check) => [check.id, check])).values()];
  if (all.length === 0) return null;
  return <ChecksPanel reader={reader} checks={all.map((check) => checkNow(db, check))} offers={[]} />;
};
