import type { Database } from "bun:sqlite";
import { z } from "zod";
import { invitePerson, renewLink } from "#src/people/actions.ts";
import { nameFromEmail, normalEmail, roles } from "#src/people/person.ts";
import { findPersonByEmail } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import type { Role } from "#src/reader.ts";
import { readCompany } from "#src/settings/store.ts";
import type { Settings } from "#src/settings.ts";
import { type Args, type Command, type World, wrongUsage } from "./command.ts";
import { databaseFor } from "./database.ts";

export const user: Command = {
  name: "user",
  does: "add a person, or let one set a new password: prints a one-time link",
  usage: `aktion user add EMAIL --role owner|member|viewer [--name NAME] [--db FILE] [--json]
aktion user reset EMAIL [--db FILE] [--json]

Prints a one-time link to pass on: an invitation works for three days, a reset for 24 hours, each once.
A new link makes an older one of the same person worthless. Works while Aktion serves.`,
  options: {
    db: { type: "string" },
    role: { type: "string" },
    name: { type: "string" },
    json: { type: "boolean" },
  },
  run(args, world) {
    const [verb, typed, ...more] = args.words;
    if ((verb !== "add" && verb !== "reset") || more.length > 0)
      throw wrongUsage(
        `Say "aktion user add EMAIL --role ROLE" or "aktion user reset EMAIL".`,
        `Erwartet wird «aktion user add EMAIL --role ROLLE» oder «aktion user reset EMAIL».`,
      );
    const email = emailOf(typed);
    const role = verb === "add" ? roleOf(args.text("role")) : null;
    const db = databaseFor(args, world);
    try {
      const path = role ? invited(db, args, world, { email, role }) : reset(db, world, email);
      const link = `${addressOf(db, world.settings)}${path}`;
      world.say(args.flag("json") ? JSON.stringify({ email, link }) : link);
    } finally {
      db.close();
    }
    return 0;
  },
};

function invited(db: Database, args: Args, world: World, { email, role }: { email: string; role: Role }): string {
  const name = args.text("name")?.trim() || nameFromEmail(email);
  const { language } = readCompany(db);
  const person = invitePerson(db, { email, name, role, language }, doneBy(world));
  if (!person) throw taken(email);
  return `/invitation/${person.secret}`;
}

function reset(db: Database, world: World, email: string): string {
  const person = findPersonByEmail(db, email);
  if (!person) throw unknown(email);
  const { kind, secret } = renewLink(db, person.id, doneBy(world));
  return `/${kind}/${secret}`;
}

function addressOf(db: Database, { publicUrl, host, port }: Settings): string {
  const named = publicUrl ?? readCompany(db).public_address;
  return named ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

export function doneBy(world: World): { by: string; at: Date } {
  return { by: "command line", at: world.clock() };
}

function emailOf(typed = ""): string {
  const email = z.email().safeParse(normalEmail(typed));
  if (email.success) return email.data;
  throw wrongUsage(`"${typed}" is not an e-mail address.`, `«${typed}» ist keine E-Mail-Adresse.`);
}

function roleOf(typed: string | undefined): Role {
  const role = roles.find((one) => one === typed);
  if (role) return role;
  throw wrongUsage("--role takes owner, member or viewer.", "--role nimmt owner, member oder viewer.");
}

function taken(email: string): Problem {
  return new Problem("conflict", {
    de: `${email} gibt es schon. «aktion user reset ${email}» stellt einen neuen Link aus.`,
    en: `${email} is there already. "aktion user reset ${email}" issues a new link.`,
  });
}

function unknown(email: string): Problem {
  return new Problem("not-found", {
    de: `${email} gibt es nicht. «aktion user add ${email} --role member» lädt die Person ein.`,
    en: `There is no ${email}. "aktion user add ${email} --role member" invites them.`,
  });
}
