import type { Database } from "bun:sqlite";
import type { Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";

/** What had happened by `asOf`, told with what was known on `knownAt`; both are whole days. */
export type ExportMoment = { asOf: string; knownAt: string };

/** A file of the export. Its content is made when its turn comes, and never held whole when it comes in parts. */
export type ExportFile = { name: string; content: () => string | Iterable<Uint8Array | string> };

/** What an area adds to the auditor's export. `legend` says in the README what the files are, a name and a sentence each. */
export type ExportSection = {
  legend: readonly { name: string; means: Sentence }[];
  files: (db: Database, moment: ExportMoment, language: Language) => Iterable<ExportFile>;
};

const sections: ExportSection[] = [];

/** Adds files to every export from now on. Called once for each area, when the program starts. */
export function registerExportSection(section: ExportSection): void {
  if (!sections.includes(section)) sections.push(section);
}

export function exportSections(): readonly ExportSection[] {
  return sections;
}
