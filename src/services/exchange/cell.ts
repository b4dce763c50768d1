import { stringify } from "csv-stringify/sync";

// A spreadsheet runs a cell that begins so as a formula. The apostrophe in front is taken off again on import.
const formula = /^(?:[=+\-@\t\r]|'[=+\-@\t\r'])/;
const guarded = /^'[=+\-@\t\r']/;

export function guard(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

export function unguard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}

/** Several values in one cell: `Slack | Teams`. A bar inside a value is written `\|`, a backslash `\\`. */
export function joined(values: readonly string[]): string {
  if (values.every((value) => value === "")) return "";
  return values.map((value) => value.replace(/[\\|]/g, "\\$&")).join(" | ");
}

/** The values of a cell; null when there are more than that. */
export function split(cell: string, most: number): string[] | null {
  if (cell.trim() === "") return [];
  if (cell.length > most * 1000) return null;
  const masked = cell.replace(/\\([\\|])/g, (_, escaped) => (escaped === "|" ? bar : backslash));
  const values = masked.split("|");
  if (values.length > most) return null;
  return values.map((value) => value.trim().replaceAll(bar, "|").replaceAll(backslash, "\\"));
}

// Control characters that no text file holds: `decode` refuses them.
const bar = "\u0000";
const backslash = "\u0001";

/** Line ends as one character, nothing around: a text is the same on every system. */
export function tidy(text: string | null): string {
  return (text ?? "").replace(/\r\n?/g, "\n").trim();
}

/** Semicolons, a byte order mark and CRLF: what Excel in Switzerland opens by a double click. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const guardedRows = rows.map((row) => row.map(guard));
  return stringify(guardedRows, {
    delimiter: ";",
    record_delimiter: "\r\n",
    bom: true,
    quoted_match: /[\r\n\t]|^\s|\s$/,
  });
}
