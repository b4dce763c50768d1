import type { ServicePanel } from "#src/services/panels.ts";
import { IncidentsPanel } from "#views/status/incidents-panel.tsx";
import { noticesOfService } from "./affected.ts";

const shown_days = 90;

/** Incidents and maintenance that touched a service, on its page. */
export const serviceIncidents: ServicePanel = (db, row, reader) => {
  const from = new Date(reader.now.getTime() - shown_days * 86_400_000).toISOString();
  const until = new Date(reader.now.getTime() + shown_days * 86_400_000).toISOString();
  const notices = noticesOfService(db, row.service.id, { from, until }, reader.today);
  return notices.length === 0 ? null : <IncidentsPanel {...{ reader, notices }} />;
};
