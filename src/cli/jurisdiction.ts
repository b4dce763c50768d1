import { assess } from "#src/law/assess.ts";
import { readCountry } from "#src/law/country.ts";
import type { OwnInterval, Regime } from "#src/law/interval.ts";
import { listLawIntervals } from "#src/settings/store.ts";
import { dayIn } from "#src/when.ts";
import { type Args, type Command, type World, wrongUsage } from "./command.ts";
import { databaseFor } from "./database.ts";
import { dayOption } from "./day.ts";

export const jurisdiction: Command = {
  name: "jurisdiction",
  does: "say whether a country was adequate under Swiss or EU law on a day",
  usage: `aktion jurisdiction ISO --from CH|EU [--on DATE] [--certified] [--db FILE]

--from       whose law judges: CH (DSG) or EU (GDPR)
--on         the day; today unless said
--certified  the recipient held a certification under the Privacy Shield or Data Privacy Framework
--db         also asks the company's own intervals in that file
Prints {country, regime, on, status, effective, basis, from, until, source, confidence} as JSON.`,
  options: {
    db: { type: "string" },
    from: { type: "string" },
    on: { type: "string" },
    certified: { type: "boolean" },
    json: { type: "boolean" },
  },
  run(args, world) {
    const question = {
      country: countryOf(args),
      regime: regimeOf(args),
      on: dayOption(args, "on") ?? dayIn("Europe/Zurich", world.clock()),
      certified: args.flag("certified"),
      own: args.text("db") === undefined ? [] : ownIntervals(args, world),
    };
    const { country, regime, on, status, effective, basis, from, until, source, confidence } = assess(question);
    const answer = { country, regime, on, status, effective, basis, from, until, source, confidence };
    world.say(JSON.stringify(answer, null, 2));
    return 0;
  },
};

function countryOf({ words }: Args): string {
  const [typed, ...more] = words;
  if (typed === undefined || more.length > 0)
    throw wrongUsage(
      `Say "aktion jurisdiction ISO --from CH|EU", with one country such as US.`,
      "Erwartet wird «aktion jurisdiction ISO --from CH|EU» mit einem Land wie US.",
    );
  const iso = readCountry(typed);
  if (iso) return iso;
  throw wrongUsage(
    `"${typed}" is no country we know. Take its ISO code, such as US or CH.`,
    `«${typed}» kennen wir nicht als Land. Nehmen Sie den ISO-Code, etwa US oder CH.`,
  );
}

function regimeOf(args: Args): Regime {
  const typed = args.text("from");
  if (typed === "CH" || typed === "EU") return typed;
  const said = typed === undefined ? "" : `, not "${typed}"`;
  throw wrongUsage(
    `Say whose law judges: --from CH or --from EU${said}.`,
    `Sagen Sie, welches Recht urteilt: --from CH oder --from EU.`,
  );
}

function ownIntervals(args: Args, world: World): OwnInterval[] {
  const db = databaseFor(args, world);
  try {
    return listLawIntervals(db);
  } finally {
    db.close();
  }
}
