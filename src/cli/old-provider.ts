import { providerOf } from "#src/checks/kinds/trace-provider.ts";
import { Problem } from "#src/problem.ts";
import { findSystem } from "#src/services/store.ts";
import type { Args, World } from "./command.ts";
import { databaseFor } from "./database.ts";

/** `--old` as the trace check knows it. What is neither on its list nor a host name may be a slug of the register. */
export function providerNamed(old: string, args: Args, world: World): string {
  if (providerOf(old)) return old;
  const name = nameInRegister(old, args, world);
  return name !== null && providerOf(name) ? name : old;
}

function nameInRegister(slug: string, args: Args, world: World): string | null {
  try {
    const db = databaseFor(args, world);
    try {
      return findSystem(db, slug)?.name ?? null;
    } finally {
      db.close();
    }
  } catch (error) {
    // Without a database here there is no register to ask; one that was named must be there.
    if (error instanceof Problem && args.text("db") === undefined) return null;
    throw error;
  }
}
