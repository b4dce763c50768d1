import type { ExportSection } from "#src/history/export-section.ts";
import { registerSection } from "#src/services/exchange/register-section.tsx";

/** What each area adds to the auditor's export, in the order in which it stands there. A new area adds a line. */
export const exportSections: readonly ExportSection[] = [registerSection];
