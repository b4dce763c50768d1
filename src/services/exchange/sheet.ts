import type { Language } from "#src/say.ts";
import { type OldData, oldDataWords } from "#src/services/old-data.ts";
import type { Register, SystemOn } from "#src/services/register.ts";
import { type Stage, stageWords } from "#src/services/stage.ts";
import type { Place, System } from "#src/services/system.ts";
import { type Day, formatOn, formatWhen, parseWhen, type When } from "#src/when.ts";
import { csvOf, joined, tidy } from "./cell.ts";
import { type Cells, columns, headingOf, sideOf } from "./columns.ts";

/** A country as a cell holds it: `US`, or `US?` when it is only assumed. */
export type Country = { country: string; assumed: boolean };

/** What a row says of one of its systems. Null says nothing. */
export type SheetSystem = {
  name: string;
  old_data: OldData | null;
  deleted: When | null;
  seat: Country | null;
  server: Country | null;
  parent: Country | null;
};

/** One service as a row of the CSV file, read or to be written. Null says nothing. */
export type SheetRow = {
  id: string | null;
  name: string;
  name_en: string | null;
  purpose: string | null;
  from: SheetSystem[];
  to: SheetSystem[];
  stage: Stage | null;
  since: When | null;
  reported_on: Day | null;
  target: When | null;
  owner: string | null;
  customer_data: "yes" | "no" | null;
  note: string | null;
};

export const customerDataWords = {
  yes: { de: "ja", en: "yes" },
  no: { de: "nein", en: "no" },
  unknown: { de: "unbekannt", en: "unknown" },
} as const;

/** The register on a day as rows. `systems` are all there are: a name that two of them could mean is written as the slug. */
export function sheetOf({ services }: Register, systems: readonly System[]): SheetRow[] {
  const shown = sheetSystemIn(systems);
  return services.map((row) => ({
    id: row.service.slug,
    name: row.service.name,
    name_en: row.service.name_en,
    purpose: row.service.purpose,
    from: row.from.map(shown),
    to: row.to.map(shown),
    stage: row.stage,
    since: row.stage_when,
    reported_on: row.reported_on,
    target: row.target,
    owner: row.service.owner,
    customer_data: row.service.customer_data === "unknown" ? null : row.service.customer_data,
    note: row.service.note,
  }));
}

/** How a system of the register stands in a row. `systems` as above. */
export function sheetSystemIn(systems: readonly System[]): (one: SystemOn) => SheetSystem {
  const callOf = namesIn(systems);
  return ({ system, old_data, deleted, places }) => ({
    name: callOf(system),
    old_data: old_data === "unknown" ? null : old_data,
    deleted: deleted && (deleted.on || deleted.text) ? deleted : null,
    seat: countryIn(places.seat),
    server: countryIn(places.server),
    parent: countryIn(places.parent),
  });
}

function countryIn(place: Place | null): Country | null {
  return place?.country ? { country: place.country, assumed: place.assumed === 1 } : null;
}

/** A system's name where no other system has it as name or slug, else its slug. */
function namesIn(systems: readonly System[]): (system: System) => string {
  const holders = new Map<string, Set<number>>();
  for (const { id, name, slug } of systems)
    for (const call of [tidy(name).toLowerCase(), slug]) holders.set(call, (holders.get(call) ?? new Set()).add(id));
  return ({ name, slug }) => (holders.get(tidy(name).toLowerCase())!.size === 1 ? tidy(name) : slug);
}

/** The text of each cell, in the words of a language. */
export function cellsOf(row: SheetRow, language: Language): Cells {
  const sides = { from: row.from, to: row.to };
  const each = (side: "from" | "to", read: (one: SheetSystem) => string) => sides[side].map(read);
  return {
    id: [row.id ?? ""],
    service: [tidy(row.name)],
    service_en: [tidy(row.name_en)],
    purpose: [tidy(row.purpose)],
    from: each("from", ({ name }) => name),
    to: each("to", ({ name }) => name),
    stage: [row.stage ? stageWords[row.stage][language] : ""],
    since: [whenText(row.since, language)],
    reported_on: [row.reported_on ? formatOn(row.reported_on, language) : ""],
    target: [whenText(row.target, language)],
    owner: [tidy(row.owner)],
    old_data: each("from", ({ old_data }) => oldDataWords[old_data ?? "unknown"][language]),
    deleted_on: each("from", ({ deleted }) => whenText(deleted, language)),
    from_seat: each("from", ({ seat }) => countryText(seat)),
    from_server: each("from", ({ server }) => countryText(server)),
    from_parent: each("from", ({ parent }) => countryText(parent)),
    to_seat: each("to", ({ seat }) => countryText(seat)),
    to_server: each("to", ({ server }) => countryText(server)),
    to_parent: each("to", ({ parent }) => countryText(parent)),
    customer_data: [customerDataWords[row.customer_data ?? "unknown"][language]],
    note: [tidy(row.note)],
  };
}

/** As it will be read again: a phrase that is a whole date is written as that date. */
function whenText(when: When | null, language: Language): string {
  if (!when) return "";
  return formatWhen(parseWhen(formatWhen(when, language)) ?? when, language);
}

function countryText(place: Country | null): string {
  return place ? `${place.country}${place.assumed ? "?" : ""}` : "";
}

/** The rows as a CSV file, with the byte order mark. */
export function sheetCsv(rows: readonly SheetRow[], language: Language): string {
  const headings = columns.map(({ key }) => headingOf(key, language));
  const lines = rows.map((row) => {
    const cells = cellsOf(row, language);
    return columns.map(({ key }) => (sideOf(key) ? joined(cells[key]) : cells[key][0]!));
  });
  return csvOf([headings, ...lines]);
}
