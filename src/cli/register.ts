import type { Database } from "bun:sqlite";
import type { Language } from "#src/say.ts";
import type { Moment } from "#src/services/dated.ts";
import { jsonText, registerCsv } from "#src/services/exchange/archive.ts";
import { contractJson } from "#src/services/exchange/contract.ts";
import { markdownOf, tableText } from "#src/services/exchange/table.ts";
import { readRegister } from "#src/services/read.ts";
import { readCompany } from "#src/settings/store.ts";
import { type Args, type Command, wrongUsage } from "./command.ts";
import { databaseFor } from "./database.ts";
import { momentIn } from "./day.ts";

export const register: Command = {
  name: "register",
  does: "print the register as it stood on a day",
  usage: `aktion register [--as-of DATE] [--known-at DATE] [--format table|json|csv|md] [--lang de|en] [--db FILE] [--json]

--known-at   told with what was known on that day; today unless said
--as-of      what had happened by that day; the day of --known-at unless said
--format     table (the usual one), json (for programs, also --json), csv (as on the page) or md (Markdown)
--lang       the language of table, csv and md; the company's unless said
Works while Aktion serves.`,
  options: {
    db: { type: "string" },
    "as-of": { type: "string" },
    "known-at": { type: "string" },
    format: { type: "string" },
    lang: { type: "string" },
    json: { type: "boolean" },
  },
  run(args, world) {
    if (args.words.length > 0)
      throw wrongUsage(`"register" takes options only, not "${args.words[0]}".`, "«register» nimmt nur Optionen.");
    const format = formatOf(args);
    const db = databaseFor(args, world);
    try {
      const told = formats[format](db, momentIn(args, db, world), languageOf(args, db));
      world.say(told.replace(/\n$/, "")); // what says it ends the line
    } finally {
      db.close();
    }
    return 0;
  },
};

type Format = "table" | "json" | "csv" | "md";

const formats: Record<Format, (db: Database, moment: Moment, language: Language) => string> = {
  table: (db, moment, language) => tableText(readRegister(db, moment), language),
  json: (db, moment) => jsonText(contractJson(readRegister(db, moment))),
  csv: registerCsv,
  md: (db, moment, language) => markdownOf(readRegister(db, moment), language),
};

function formatOf(args: Args): Format {
  const typed = args.text("format") ?? (args.flag("json") ? "json" : "table");
  if (args.flag("json") && typed !== "json")
    throw wrongUsage(
      `--json and --format ${typed} contradict each other.`,
      `--json und --format ${typed} passen nicht zusammen.`,
    );
  if (Object.hasOwn(formats, typed)) return typed as Format;
  throw wrongUsage(
    `--format takes table, json, csv or md, not "${typed}".`,
    `--format nimmt table, json, csv oder md, nicht «${typed}».`,
  );
}

function languageOf(args: Args, db: Database): Language {
  const typed = args.text("lang") ?? readCompany(db).language;
  if (typed === "de" || typed === "en") return typed;
  throw wrongUsage(`--lang takes de or en, not "${typed}".`, `--lang nimmt de oder en, nicht «${typed}».`);
}
