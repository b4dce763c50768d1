import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import type { Language } from "#src/say.ts";
import { readAddress, type Subscriber } from "./subscriber.ts";

export type Listed = { address: string; language: Language; components: string[] };
export type ReadList = { ok: true; listed: Listed[]; refused: number[] } | { ok: false };

/**
 * A list from elsewhere: a CSV with a column `address`, `email` or `e-mail`, and perhaps `language` and `components` (slugs, separated
 * by spaces); or one address a line. `refused` are the lines that hold no address, counted from 1.
 */
export function readList(text: string, fallback: Language): ReadList {
  const rows = rowsOf(text.replace(/^\uFEFF/, ""));
  if (rows === null) return { ok: false };
  const heading = rows[0]?.map((cell) => cell.trim().toLowerCase()) ?? [];
  const at = heading.findIndex((cell) =>
    ["address", "email", "e-mail", "e-mail-adresse", "adresse", "mail"].includes(cell),
  );
  const column = (name: string) => heading.indexOf(name);
  const body = at < 0 ? rows : rows.slice(1);
  const listed: Listed[] = [];
  const refused: number[] = [];
  for (const [index, row] of body.entries()) {
    const address = readAddress(row[Math.max(at, 0)] ?? "");
    if (address === null) refused.push(index + (at < 0 ? 1 : 2));
    else
      listed.push({
        address,
        language: languageIn(row[column("language")], fallback),
        components: slugsIn(row[column("components")]),
      });
  }
  return { ok: true, listed, refused };
}

function rowsOf(text: string): string[][] | null {
  const delimiter = /^[^\n]*;/.test(text) ? ";" : ",";
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    return null;
  }
}

const languageIn = (cell: string | undefined, fallback: Language): Language =>
  cell === "de" || cell === "en" ? cell : fallback;
const slugsIn = (cell: string | undefined) => (cell ?? "").split(/\s+/).filter((slug) => slug !== "");

type Exported = { subscriber: Subscriber; components: readonly string[] };

/** Everything we keep of subscribers, in the shape that can be read again. */
export function writeList(rows: readonly Exported[]): string {
  const lines = rows.map(({ subscriber, components }) => [
    subscriber.address,
    subscriber.language,
    components.join(" "),
    subscriber.source,
    subscriber.asked_at,
    subscriber.form_version,
    subscriber.confirmed_at ?? "",
    subscriber.quarantined_at ?? "",
  ]);
  const columns = [
    "address",
    "language",
    "components",
    "source",
    "asked_at",
    "form_version",
    "confirmed_at",
    "quarantined_at",
  ];
  // Excel must not take what a stranger typed for a formula.
  return stringify([columns, ...lines], { bom: true, escape_formulas: true });
}
