import type { Database } from "bun:sqlite";
import type { Fields } from "#src/http/form.ts";
import { findPerson } from "#src/people/store.ts";
import { knownFacts } from "#src/services/dated.ts";
import { factsOfSystem, findSystem } from "#src/services/store.ts";
import { type Day, formatOn } from "#src/when.ts";
import { lineNames, whenNames } from "./record.ts";
import { wayWords } from "./request.ts";
import { requestsOf } from "./request-store.ts";

/** What the register and the request tell of a deletion that nobody recorded yet: the form begins with it. */
export function knownValues(db: Database, slug: string, today: Day): Fields {
  const system = findSystem(db, slug);
  if (!system) return {};
  const others = knownFacts(factsOfSystem(db, "sub_processors", system.id), today).map(({ name }) => name);
  return filled({
    categories: system.data_categories,
    subjects: system.data_subjects,
    sub_processors: others.join(", "),
    ...requested(db, system.id),
  });
}

function requested(db: Database, systemId: number): Record<string, string | null> {
  const asked = requestsOf(db, systemId).filter(({ withdrawn_at }) => withdrawn_at === null);
  const [first, last] = [asked[0], asked.at(-1)];
  if (!first || !last) return {};
  const by = first.by.startsWith("person:") ? findPerson(db, Number(first.by.slice(7))) : null;
  return {
    method: "written-request",
    account: last.account,
    requested: formatOn(first.requested_on, "de"),
    requested_by: by?.name ?? null,
    request_channel: `${wayWords[first.way].de}, ${first.recipient}`,
    request_reference: last.reference,
  };
}

/** Of an address's query only what the form has a field for. */
export function askedValues(query: Record<string, string | undefined>): Fields {
  const names = ["system", "executed_by", "method", ...whenNames, ...lineNames];
  return filled(Object.fromEntries(names.map((name) => [name, query[name] ?? null])));
}

function filled(values: Record<string, string | null>): Fields {
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1])));
}

/** The address of the form, with what is known already. */
export function askedNew(values: Record<string, unknown>): string {
  const texts = Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return `/deletions/new?${new URLSearchParams(askedValues(Object.fromEntries(texts)))}`;
}
