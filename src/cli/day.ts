import type { Database } from "bun:sqlite";
import type { Moment } from "#src/services/dated.ts";
import { todayAt } from "#src/settings/today.ts";
import { type Day, isDay, parseWhen } from "#src/when.ts";
import { type Args, type World, wrongUsage } from "./command.ts";

/** A whole day given with an option, `2020-12-31` or `31.12.2020`; undefined when the option is not there. */
export function dayOption(args: Args, option: string): Day | undefined {
  const typed = args.text(option);
  if (typed === undefined) return undefined;
  const on = parseWhen(typed)?.on ?? "";
  if (isDay(on)) return on;
  throw wrongUsage(
    `--${option} takes a day such as 2020-12-31, not "${typed}".`,
    `--${option} nimmt einen Tag wie 2020-12-31, nicht «${typed}».`,
  );
}

/** `--known-at` is today unless said, `--as-of` is known-at unless said. */
export function momentIn(args: Args, db: Database, world: World): Moment {
  const knownAt = dayOption(args, "known-at") ?? todayAt(db, world.clock());
  return { knownAt, asOf: dayOption(args, "as-of") ?? knownAt };
}
