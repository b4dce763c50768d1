import type { Database } from "bun:sqlite";
import { canonical } from "#src/history/canonical.ts";
import type { Entry } from "#src/history/entry.ts";
import { isToldBy } from "#src/history/telling.ts";
import { type Fault, faultAt, type Witness } from "#src/history/witness.ts";
import { listArchivedCriteria, listCriteria } from "#src/settings/store.ts";
import type { Dated } from "./dated.ts";
import { type FactTable, listFacts, listServices, listSystems } from "./store.ts";

type Row = Dated & Record<string, string | number | null>;

/** What the entry of a fact must say: the hashed part, and the words that can be erased. */
type Own = { about: string; facts: Record<string, unknown>; words: Record<string, unknown> };
type Slugs = { service: (row: Row) => string; system: (id: unknown) => string | null; criterion: (row: Row) => string };

/** By the entry's code: the table of its fact, and what a row of it makes the entry say. The twin of what the actions record. */
const told: Record<string, { table: FactTable; telling: (row: Row, slugs: Slugs) => Own }> = {
  "stage.reported": ofService("stage_reports", ({ stage }) => ({ facts: { stage } })),
  "target.set": ofService("targets", ({ target_on, target_text }) => ({
    facts: { target_on },
    words: { target: target_text },
  })),
  "replacement.recorded": ofService("replacements", (row, { system }) => ({
    facts: { from: system(row["from_system_id"]), to: system(row["to_system_id"]) },
  })),
  "old-data.reported": ofSystem("old_data_reports", ({ state }) => ({ facts: { state } })),
  "place.recorded": ofSystem("places", ({ kind, country, assumed, source }) => ({
    facts: { kind, country, assumed },
    words: { source },
  })),
  "criterion.answered": ofSystem("criterion_answers", (row, { criterion }) => ({
    facts: { criterion: criterion(row), answer: row["answer"] },
    words: { reason: row["reason"] },
  })),
  "exception.accepted": ofSystem("exceptions", (row, { criterion }) => ({
    facts: { criterion: criterion(row), review_on: row["review_on"] },
    words: { reason: row["reason"], person: row["person_name"] },
  })),
  "contract.recorded": ofSystem("contracts", ({ kind, valid_until, reference }) => ({
    facts: { kind, valid_until },
    words: { reference },
  })),
  "sub-processor.recorded": ofSystem("sub_processors", ({ country, name, purpose }) => ({
    facts: { country },
    words: { name, purpose },
  })),
};

type Said = { facts: Record<string, unknown>; words?: Record<string, unknown> };

function ofService(table: FactTable, own: (row: Row, slugs: Slugs) => Said) {
  const telling = (row: Row, slugs: Slugs) => ({
    about: `service:${slugs.service(row)}`,
    words: {},
    ...own(row, slugs),
  });
  return { table, telling };
}

function ofSystem(table: FactTable, own: (row: Row, slugs: Slugs) => Said) {
  const telling = (row: Row, slugs: Slugs) => ({
    about: `system:${slugs.system(row["system_id"])}`,
    words: {},
    ...own(row, slugs),
  });
  return { table, telling };
}

/** Compares every dated fact of the register with the entry that tells of it: none changed, none missing, none without an entry. */
export function registerWitness(db: Database): Witness {
  const rows = rowsOf(db);
  const slugs = slugsOf(db);
  const total = rows.size;
  return {
    see(entry) {
      if (entry.what === "fact.withdrawn") return withdrawalFault(entry, rows, slugs);
      const kind = told[entry.what];
      return kind ? factFault(entry, kind, rows, slugs) : null;
    },
    rest() {
      const left = [...rows].find(([, { seen }]) => !seen);
      if (!left) return null;
      return faultAt("register-changed", null, `No entry tells of ${left[0]}: it was added behind the chain's back.`);
    },
    counted: () => ({ register_rows: total }),
  };
}

type Rows = Map<string, { row: Row; telling: (slugs: Slugs) => Own; seen: boolean }>;

function rowsOf(db: Database): Rows {
  const rows: Rows = new Map();
  for (const { table, telling } of Object.values(told))
    for (const fact of listFacts(db, table)) {
      const row = fact as unknown as Row;
      rows.set(nameOf(table, row.id), { row, telling: (slugs) => telling(row, slugs), seen: false });
    }
  return rows;
}

const nameOf = (table: string, id: unknown) => `${table} ${id}`;

function slugsOf(db: Database): Slugs {
  const services = new Map(listServices(db).map(({ id, slug }) => [id, slug]));
  const systems = new Map(listSystems(db).map(({ id, slug }) => [id, slug]));
  const criteria = new Map([...listCriteria(db), ...listArchivedCriteria(db)].map(({ id, slug }) => [id, slug]));
  return {
    service: (row) => services.get(row["service_id"] as number) ?? "",
    system: (id) => systems.get(id as number) ?? null,
    criterion: (row) => criteria.get(row["criterion_id"] as number) ?? "",
  };
}

function factFault(entry: Entry, { table }: { table: FactTable }, rows: Rows, slugs: Slugs): Fault | null {
  const { fact } = JSON.parse(entry.facts) as { fact?: number };
  if (fact === undefined) return null; // an entry that tells of no row
  const found = rows.get(nameOf(table, fact));
  if (!found || found.seen) return missing(entry, nameOf(table, fact));
  found.seen = true;
  return agrees(entry, found.row, found.telling(slugs)) ? null : changed(entry, nameOf(table, fact));
}

function agrees(entry: Entry, row: Row, { about, facts, words }: Own): boolean {
  const { happened_on: on, happened_text: text, reported_on, recorded_at, by } = row;
  const hashed = { ...facts, fact: row.id, ...(row.corrects ? { corrects: row.corrects } : {}) };
  const said = { ...words, note: row.note } as Record<string, string | null>;
  const telling = { about, facts: hashed, words: said, happened: { on, text }, reported_on, recorded_at, by };
  return row.withdrawn === 0 && isToldBy(entry, telling);
}

/** A withdrawal is a row of its own that says the same as the one it takes back. */
function withdrawalFault(entry: Entry, rows: Rows, slugs: Slugs): Fault | null {
  const { table, fact } = JSON.parse(entry.facts) as { table?: string; fact?: number };
  if (table === undefined || fact === undefined) return null;
  const old = rows.get(nameOf(table, fact));
  const own = [...rows].find(([name, { row }]) => name.startsWith(`${table} `) && row.corrects === fact)?.[1];
  if (!old || !own || own.seen) return missing(entry, `the withdrawal of ${nameOf(table, fact)}`);
  own.seen = true;
  const same = canonical(own.telling(slugs)) === canonical(old.telling(slugs)) && own.row.withdrawn === 1;
  const { recorded_at, by } = own.row;
  return same && recorded_at === entry.recorded_at && by === entry.by
    ? null
    : changed(entry, nameOf(table, own.row.id));
}

function missing({ seq }: Entry, what: string): Fault {
  return faultAt(
    "register-changed",
    seq,
    `Entry ${seq} tells of ${what}, which is not there: it was removed behind the chain's back.`,
  );
}

function changed({ seq }: Entry, what: string): Fault {
  return faultAt(
    "register-changed",
    seq,
    `${what} does not say what entry ${seq} says: it was changed behind the chain's back.`,
  );
}
