import type { Person } from "./erased-text.ts";

export type { Person } from "./erased-text.ts";

/** `redact`: messages stay, empty, so that the numbers stay. `delete`: what only they wrote goes altogether. */
export type Way = "redact" | "delete";

export type ErasureRow = {
  id: number;
  /** The same in the list beside the database. */
  uid: string;
  way: Way;
  state: "running" | "done";
  /** How many steps are done, and how far the present one is. */
  step: number;
  position: number;
  customer_id: number | null;
  /** JSON, as `Person`; null once it is done. */
  person: string | null;
  /** JSON: keyed digests of the addresses. */
  digests: string;
  until_message_id: number;
  /** JSON, as `Counts`. */
  counts: string;
  by: string;
  begun_at: string;
  finished_at: string | null;
};

/** What was done, in numbers; nothing of anybody. */
export type Counts = {
  tickets: number;
  messages: number;
  /** Messages of others, and ours in their tickets, in which something was taken out. */
  cleaned: number;
  files: number;
};

const noCounts: Counts = { tickets: 0, messages: 0, cleaned: 0, files: 0 };

export function personIn({ person }: Pick<ErasureRow, "person">): Person {
  return person === null ? { addresses: [], names: [] } : (JSON.parse(person) as Person);
}

export function countsIn({ counts }: Pick<ErasureRow, "counts">): Counts {
  return { ...noCounts, ...(JSON.parse(counts) as Partial<Counts>) };
}

/** A message still to be done, by number. `own`: it lies in a ticket of theirs. */
export type Planned = { message_id: number; own: 0 | 1; how: "empty" | "clean" };
