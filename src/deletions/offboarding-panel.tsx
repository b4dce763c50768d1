import { may } from "#src/reader.ts";
import type { SystemPanel } from "#src/services/panels.ts";
import { OffboardingPanel } from "#views/deletions/offboarding-panel.tsx";
import { findOffboarding, listSteps } from "./offboarding-store.ts";

/** How far a system is left, on its page. Who may only read is told nothing while nothing runs. */
export const offboardingPanel: SystemPanel = (db, system, reader) => {
  const steps = findOffboarding(db, system.id) ? listSteps(db, system.id) : null;
  if (steps === null && (system.archived_on !== null || !may(reader, "member"))) return null;
  return <OffboardingPanel reader={reader} slug={system.slug} steps={steps} />;
};
