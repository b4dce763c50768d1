import { tokenForm } from "#src/people/forms.ts";
import { issueToken } from "#src/people/token-actions.ts";
import { Problem } from "#src/problem.ts";
import { type Command, wrongUsage } from "./command.ts";
import { databaseFor } from "./database.ts";
import { doneBy } from "./user.ts";

export const token: Command = {
  name: "token",
  does: "issue an API token",
  usage: `aktion token add NAME [--write] [--db FILE] [--json]

Prints a token for /api/v1 ("Authorization: Bearer TOKEN"). It may read; with --write it may also change.
It is printed this once and stored nowhere. Revoke it under /people/tokens. Works while Aktion serves.`,
  options: { db: { type: "string" }, write: { type: "boolean" }, json: { type: "boolean" } },
  run(args, world) {
    const [verb, typed, ...more] = args.words;
    const form = tokenForm.safeParse({ name: typed, scope: args.flag("write") ? "write" : "read" });
    if (verb !== "add" || more.length > 0 || !form.success)
      throw wrongUsage(
        `Say "aktion token add NAME", with at most 80 characters for the name.`,
        "Erwartet wird «aktion token add NAME», der Name mit höchstens 80 Zeichen.",
      );
    const db = databaseFor(args, world);
    try {
      const secret = issueToken(db, form.data, doneBy(world));
      if (!secret) throw taken(form.data.name);
      world.say(args.flag("json") ? JSON.stringify({ ...form.data, token: secret }) : secret);
    } finally {
      db.close();
    }
    return 0;
  },
};

function taken(name: string): Problem {
  return new Problem("conflict", {
    de: `Ein Token mit dem Namen «${name}» gilt schon. Widerrufen Sie ihn, oder wählen Sie einen anderen Namen.`,
    en: `A token called "${name}" works already. Revoke it, or choose another name.`,
  });
}
