import { registerDateSource } from "#src/deletions/dates.ts";
import { dateSources } from "#src/deletions/dates-sources.ts";
import { deletionsSection } from "#src/deletions/export.tsx";
import { offboardingPanel } from "#src/deletions/offboarding-panel.tsx";
import { proofInLog } from "#src/deletions/read.ts";
import { recordPanel } from "#src/deletions/record-panel.tsx";
import { registerNoticeGuard, registerUnreachable } from "#src/inbox/notice-listeners.ts";
import { registerExportSection } from "#src/history/export-section.ts";
import { registerAgendaSource } from "#src/round/agenda.ts";
import { minutesSection } from "#src/round/minutes-section.ts";
import { actionDates, agendaSources } from "#src/round/sources.ts";
import { registerSection } from "#src/services/exchange/register-section.tsx";
import { registerSystemPanel } from "#src/services/panels.ts";
import { registerProofSource } from "#src/services/read.ts";
import { isWanted, quarantine } from "#src/status/subscriber-actions.ts";

// What later areas add to earlier ones. Whoever reads the register, on a page or on the command line, must have imported this.
registerProofSource(proofInLog);
registerExportSection(registerSection);
registerExportSection(deletionsSection);
registerExportSection(minutesSection);
registerSystemPanel(recordPanel);
registerSystemPanel(offboardingPanel);
for (const source of [...dateSources, actionDates]) registerDateSource(source);
for (const [name, source] of agendaSources) registerAgendaSource(name, source);
registerNoticeGuard(isWanted);
registerUnreachable((db, { address, why, at }) => void quarantine(db, address, why, at));
