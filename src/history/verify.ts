import type { Database } from "bun:sqlite";
import { chainCheck, type Verdict } from "./chain.ts";
import type { Entry } from "./entry.ts";
import { entriesAfter } from "./store.ts";

/** Walks the whole chain and names the first entry that does not fit. */
export function verifyChain(db: Database): Verdict {
  const check = chainCheck();
  for (const page of pagesOf(db)) page.forEach(check.take);
  return check.verdict();
}

/** The same while pages are being served: it lets others go first after every few hundred entries. */
export async function verifyChainInSlices(db: Database): Promise<Verdict> {
  const check = chainCheck();
  for (const page of pagesOf(db)) {
    page.forEach(check.take);
    await Bun.sleep(0);
  }
  return check.verdict();
}

/** The entries in the order of their numbers, never all at once. */
export function* pagesOf(db: Database): Generator<Entry[]> {
  for (let page = entriesAfter(db, 0, 500); page.length > 0; page = entriesAfter(db, page.at(-1)!.seq, 500)) yield page;
}
