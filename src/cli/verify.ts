import { existsSync, readFileSync } from "node:fs";
import type { Finding } from "#src/history/examination.ts";
import { type KnownHead, notedHead } from "#src/history/heads.ts";
import { type PublicKey, readVerifierKey } from "#src/history/note.ts";
import { type Args, type Command, type Exit, type World, wrongUsage } from "./command.ts";
import { type Kept, verifyDatabase } from "./verify-database.ts";
import { verifyExport } from "./verify-export.ts";

export const verify: Command = {
  name: "verify",
  does: "check that nothing was changed, in the database or in an export",
  usage: `aktion verify [--db FILE | EXPORT.zip] [--head FILE] [--key FILE] [--json]

Checks the chain, its signatures, the register and every evidence file against it, and the SQLite file. Reads only, also
while Aktion serves. Exit 0 when all agrees, 1 otherwise: then the first entry or file that does not is named.
--head   an earlier head (checkpoint.txt of an export, or a line "128 3f2a…"): it shows what was cut off since, or recomputed
--key    public-key.txt as it was kept elsewhere: only its signatures count
--json   prints {"ok", "fault", "count", "head", "signed", "keys", "checked"}`,
  options: { db: { type: "string" }, head: { type: "string" }, key: { type: "string" }, json: { type: "boolean" } },
  async run(args, world): Promise<Exit> {
    const kept = { heads: headIn(args), trusted: keyIn(args) };
    const finding = await verified(args, world, kept);
    const { fault, ...rest } = finding;
    if (args.flag("json")) world.say(JSON.stringify({ ok: fault === null, fault, ...rest }));
    else for (const line of told(finding)) world.say(line);
    return fault === null ? 0 : 1;
  },
};

async function verified(args: Args, world: World, kept: Kept): Promise<Finding> {
  const [exported, ...more] = args.words;
  if (exported === undefined) return await verifyDatabase(args.text("db") ?? world.settings.db, kept);
  const alone = more.length === 0 && args.text("db") === undefined;
  if (alone && existsSync(exported)) return await verifyExport(exported, kept);
  if (alone)
    throw wrongUsage(
      `${exported} does not exist. Name an export that is there, or a database with --db.`,
      `${exported} gibt es nicht. Nennen Sie einen Export, den es gibt, oder mit --db eine Datenbank.`,
    );
  throw wrongUsage(
    `Say "aktion verify EXPORT.zip" with one file, or "aktion verify --db FILE": one of the two.`,
    "Erwartet wird «aktion verify EXPORT.zip» mit einer Datei, die es gibt, oder «aktion verify --db DATEI».",
  );
}

function told({ fault, count, head, signed, keys, checked }: Finding): string[] {
  if (fault) return [fault.sentence];
  const begun = keys.map(({ id, since }) => `${id} (since entry ${since})`).join(", ");
  const looked = Object.entries(checked).filter(([, number]) => number > 0);
  return [
    `Nothing was changed: ${count} entries, head ${head}.`,
    signed
      ? `Signed up to entry ${signed.count} (${signed.from}) by key ${signed.key}.`
      : "Not signed: no key has begun.",
    ...(begun ? [`Keys of this chain: ${begun}.`] : []),
    ...(looked.length > 0
      ? [`Compared: ${looked.map(([what, number]) => `${number} ${what.replaceAll("_", " ")}`).join(", ")}.`]
      : []),
  ];
}

function headIn(args: Args): KnownHead[] {
  const path = args.text("head");
  if (path === undefined) return [];
  const head = notedHead(contentOf(path), path);
  if (head) return [head];
  throw wrongUsage(
    `${path} is no head: neither a checkpoint nor a line with number and hash.`,
    `${path} ist kein Kopf der Kette: weder ein Checkpoint noch eine Zeile mit Nummer und Prüfwert.`,
  );
}

function keyIn(args: Args): PublicKey | null {
  const path = args.text("key");
  if (path === undefined) return null;
  const key = contentOf(path)
    .split("\n")
    .map(readVerifierKey)
    .find((one) => one !== null);
  if (key) return key;
  throw wrongUsage(`${path} holds no public key.`, `${path} enthält keinen öffentlichen Schlüssel.`);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw wrongUsage(`${path} cannot be read.`, `${path} lässt sich nicht lesen.`);
  }
}
