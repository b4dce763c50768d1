import type { Language } from "#src/say.ts";
import { type SheetRow, sheetCsv } from "./sheet.ts";

const examples: Record<Language, Pick<SheetRow, "name" | "purpose" | "owner" | "note">> = {
  de: {
    name: "Newsletter (Beispiel)",
    purpose: "Informationen an die Kundschaft",
    owner: "Vorname Nachname",
    note: "Diese Zeile ist ein Beispiel. Überschreiben Sie sie.",
  },
  en: {
    name: "Newsletter (example)",
    purpose: "Information for customers",
    owner: "First and last name",
    note: "This row is an example. Write over it.",
  },
};

/** A file to begin with: all headings, and one row that shows how each cell is written. */
export function templateCsv(language: Language): string {
  const nothing = { old_data: null, deleted: null, seat: null, server: null, parent: null };
  const here = { country: "CH", assumed: false };
  const row: SheetRow = {
    ...examples[language],
    id: null,
    name_en: null,
    from: [{ ...nothing, name: "Mailchimp", old_data: "in-use", seat: { country: "US", assumed: false } }],
    to: [{ ...nothing, name: "listmonk", seat: here, server: here }],
    stage: "building",
    since: { on: "2026-03", text: null },
    reported_on: "2026-03-31",
    target: { on: "2027-Q2", text: null },
    customer_data: "yes",
  };
  return sheetCsv([row], language);
}
