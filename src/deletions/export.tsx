import type { Database } from "bun:sqlite";
import type { ExportFile, ExportSection } from "#src/history/export-section.ts";
import type { Language } from "#src/say.ts";
import { listSystems } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { readCompany } from "#src/settings/store.ts";
import { partsOf } from "#src/storage/blobs.ts";
import { RecordPrint } from "#views/deletions/record-print.tsx";
import type { EvidenceFile } from "./evidence.ts";
import { dossierOf, type Log } from "./log.ts";
import { readLog } from "./read.ts";
import type { DeletionRecord } from "./record.ts";

/** The deletion log's part of the auditor's export: every record, whenever it was reported, and every file that is still there. */
export const deletionsSection: ExportSection = {
  legend: [
    {
      name: "deletions/",
      means: {
        de: "jeder Löschnachweis als Seite, auch die berichtigten, zum Lesen und Drucken",
        en: "every deletion record as a page, corrected ones too, for reading and printing",
      },
    },
    {
      name: "evidence/",
      means: {
        de: "die Belege, je in einem Ordner, der wie ihr SHA-256 heisst",
        en: "the evidence files, each in a folder named after its SHA-256",
      },
    },
  ],
  *files(db, _, language) {
    const log = readLog(db);
    const systems = new Map(listSystems(db).map((system) => [system.id, system]));
    for (const record of log.records) yield pageOf(db, log, record, systems.get(record.system_id)!, language);
    const names = new Set<string>();
    for (const file of log.evidence) {
      const name = evidencePath(file);
      if (file.blob_id === null || names.has(name)) continue; // removed, or the same file once more
      names.add(name);
      yield { name, content: () => partsOf(db, file.blob_id!) };
    }
  },
};

function evidencePath({ sha256, name }: Pick<EvidenceFile, "sha256" | "name">): string {
  return `evidence/${sha256}/${name}`;
}

function pageOf(db: Database, log: Log, record: DeletionRecord, system: System, language: Language): ExportFile {
  const correction = log.records.find(({ corrects }) => corrects === record.id)?.id ?? null;
  const { files, proof } = dossierOf(log, record, { asOf: "9999-12-31", knownAt: "9999-12-31" });
  const content = () =>
    `<!doctype html>\n${(
      <RecordPrint
        company={readCompany(db).name}
        system={system}
        record={record}
        by={log.name(record.by) ?? record.by}
        files={files.map((file) => ({ file, path: `../${evidencePath(file)}` }))}
        proof={proof}
        correction={correction}
        language={language}
      />
    )}\n`;
  return { name: `deletions/${String(record.id).padStart(4, "0")}-${system.slug}.html`, content };
}
