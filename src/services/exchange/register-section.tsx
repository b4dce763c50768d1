import type { ExportSection } from "#src/history/export-section.ts";
import { readRegister } from "#src/services/read.ts";
import { readCompany } from "#src/settings/store.ts";
import { RegisterPrint } from "#views/services/register-print.tsx";
import { jsonText, registerCsv } from "./archive.ts";
import { contractJson } from "./contract.ts";
import { documentOf, documentText } from "./document-write.ts";

/** The register's part of the auditor's export. */
export const registerSection: ExportSection = {
  legend: [
    {
      name: "register.csv",
      means: {
        de: "das Register an diesem Tag, eine Zeile je Dienst (UTF-8, Semikolon)",
        en: "the register on that day, one row for each service (UTF-8, semicolons)",
      },
    },
    { name: "register.json", means: { de: "dasselbe für Programme", en: "the same for programs" } },
    { name: "register.html", means: { de: "dasselbe zum Lesen und Drucken", en: "the same for reading and printing" } },
    {
      name: "aktion-register.json",
      means: {
        de: "alles, was je gemeldet wurde (aktion-register/1); «aktion import» liest es in ein leeres Register ein",
        en: 'everything ever reported (aktion-register/1); "aktion import" reads it into an empty register',
      },
    },
  ],
  *files(db, moment, language) {
    const { name } = readCompany(db);
    const register = () => readRegister(db, moment);
    yield { name: "register.csv", content: () => registerCsv(db, moment) };
    yield { name: "register.json", content: () => jsonText(contractJson(register())) };
    yield {
      name: "register.html",
      content: () => `<!doctype html>\n${<RegisterPrint company={name} register={register()} language={language} />}\n`,
    };
    yield { name: "aktion-register.json", content: () => documentText(documentOf(db)) };
  },
};
