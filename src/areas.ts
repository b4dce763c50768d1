import { registerDateSource } from "#src/deletions/dates.ts";
import { dateSources } from "#src/deletions/dates-sources.ts";
import { deletionsSection } from "#src/deletions/export.tsx";
import { offboardingPanel } from "#src/deletions/offboarding-panel.tsx";
import { proofInLog } from "#src/deletions/read.ts";
import { recordPanel } from "#src/deletions/record-panel.tsx";
import { registerExportSection } from "#src/history/export-section.ts";
import { countOpenFor } from "#src/inbox/ticket-list-store.ts";
import { registerOpenTickets } from "#src/people/open-tickets.ts";
import { registerAgendaSource } from "#src/round/agenda.ts";
import { minutesSection } from "#src/round/minutes-section.ts";
import { actionDates, agendaSources } from "#src/round/sources.ts";
import { registerSection } from "#src/services/exchange/register-section.tsx";
import { registerSystemPanel } from "#src/services/panels.ts";
import { registerProofSource } from "#src/services/read.ts";

// What later areas add to earlier ones. Whoever reads the register, on a page or on the command line, must have imported this.
registerOpenTickets(countOpenFor);
registerProofSource(proofInLog);
registerExportSection(registerSection);
registerExportSection(deletionsSection);
registerExportSection(minutesSection);
registerSystemPanel(recordPanel);
registerSystemPanel(offboardingPanel);
for (const source of [...dateSources, actionDates]) registerDateSource(source);
for (const [name, source] of agendaSources) registerAgendaSource(name, source);
