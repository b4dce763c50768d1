import type { ServicePanel, SystemPanel } from "#src/services/panels.ts";
import { ChecksPanel } from "#views/checks/checks-panel.tsx";
import { isAboutOld } from "./check.ts";
import { proposalsFor } from "./old-checks.ts";
import { checkNow } from "./read.ts";
import { checksOfService, checksOfSystem } from "./store.ts";

/** The checks of a system on its page; for one whose data is deleted, what proves that it stays so, one click away. */
export const systemChecks: SystemPanel = (db, system, reader) => {
  const checks = checksOfSystem(db, system.id).map((check) => checkNow(db, check));
  if (system.archived_on !== null && checks.length === 0) return null;
  const proposals = proposalsFor(db, system, reader.today);
  const isOld = checks.some(({ check }) => isAboutOld(check)) || proposals.length > 0;
  const offer = isOld || checks.length > 0 ? null : offerAddress(system);
  return <ChecksPanel {...{ reader, checks, proposals, offer }} system={system.slug} />;
};

function offerAddress({ slug, name, website }: { slug: string; name: string; website: string | null }): string {
  const query = new URLSearchParams({ kind: "http", system: slug, name });
  if (website !== null && /^https?:\/\//.test(website)) query.set("target", website);
  return `/checks/new?${query}`;
}

/** How the replacement of a service is: its own checks, and those of its new systems. */
export const serviceChecks: ServicePanel = (db, row, reader) => {
  const own = checksOfService(db, row.service.id);
  const theirs = row.to.flatMap(({ system }) => checksOfSystem(db, system.id));
  const all = [...new Map([...own, ...theirs].map((check) => [check.id, check])).values()];
  if (all.length === 0) return null;
  const checks = all.map((check) => checkNow(db, check));
  return <ChecksPanel {...{ reader, checks }} proposals={[]} offer={null} system="" />;
};
