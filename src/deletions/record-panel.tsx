import { isDeleted } from "#src/services/old-data.ts";
import type { SystemPanel } from "#src/services/panels.ts";
import { readRegister } from "#src/services/read.ts";
import { RecordPanel } from "#views/deletions/record-panel.tsx";
import { readDossier } from "./read.ts";

/** How a system's deletion is proven, on its page; for an old system without a record, the way to one. */
export const recordPanel: SystemPanel = (db, system, reader) => {
  const moment = { asOf: reader.today, knownAt: reader.today };
  const dossier = readDossier(db, system.id, moment);
  const register = readRegister(db, moment);
  const isOld = register.services.some(({ from }) => from.some((one) => one.system.id === system.id));
  const oldData = register.systems.find((one) => one.system.id === system.id)?.old_data;
  if (!dossier && !isOld && !(oldData && isDeleted(oldData))) return null;
  return <RecordPanel reader={reader} system={system} dossier={dossier} />;
};
