import { readFileSync } from "node:fs";
import type { Field, Kind, Seen, Surroundings } from "#src/checks/kind.ts";
import { serverFrom } from "#src/checks/kinds/dns.ts";
import { kindOf, kinds } from "#src/checks/kinds/list.ts";
import { commandLineAddresses, isRange } from "#src/checks/outgoing/address-policy.ts";
import { createResolver } from "#src/checks/outgoing/resolver.ts";
import { sentenceOf } from "#src/http/form.ts";
import type { Language } from "#src/say.ts";
import { type Args, type Command, type World, wrongUsage } from "./command.ts";
import { providerNamed } from "./old-provider.ts";
import { inLanguage, readable } from "./seen-text.ts";

const common = {
  kind: { type: "string" },
  json: { type: "boolean" },
  lang: { type: "string" },
  resolver: { type: "string" },
  ca: { type: "string" },
  allow: { type: "string" },
  db: { type: "string" },
} as const;

export const check: Command = {
  name: "check",
  does: "run a check once: is it up, and if not, why",
  usage: `aktion check TARGET [--kind KIND] [--old NAME] [options of the kind] [--json] [--lang de|en]

Without --kind: https://… and a bare name are http, host:port is tcp, smtp:// imap:// tls:// dns:// ping:// say it themselves, and
with --old NAME it is trace: TARGET is our domain or page, NAME the provider we left (a slug of the register, mailchimp, or a host name).

--resolver ADDRESS[:PORT]  the name server to ask instead of the system's
--ca FILE                  certificate authorities (PEM) to trust beside the well-known ones
--allow ADDRESS[,RANGE]    addresses to call that are refused otherwise: link-local, cloud metadata, multicast
--db FILE                  where a slug of the register is looked up

${kinds
  .filter(({ passive }) => !passive)
  .map(usageOf)
  .join("\n\n")}

Exit 0 when it is up, 1 when it is degraded, down or unknown. docs/checks-kinds.md says what each option and state means.`,
  options: { ...optionsOfKinds(), ...common },
  async run(args, world) {
    const target = targetIn(args);
    const language = languageIn(args);
    const kind = kindIn(args, target);
    const config = configIn(args, world, kind, target, language);
    const seen = await kind.run(config, surroundingsIn(args, world));
    const { state, reason, duration_ms } = seen;
    const told = {
      kind: kind.name,
      target,
      state,
      reason: reason?.[language] ?? null,
      duration_ms,
      details: inLanguage(detailsOf(seen), language),
    };
    world.say(args.flag("json") ? JSON.stringify(told, null, 2) : readable(told));
    return state === "up" ? 0 : 1;
  },
};

function usageOf({ name, does, fields, fromTarget }: Kind): string {
  const target = fromTarget("");
  const options = fields.filter((field) => !(field.required && field.name in target)).map(usageOfField);
  return `${name}: ${does.en}\n${wrapped(options)}`;
}

function usageOfField({ name, input, choices }: Field): string {
  if (input === "checkbox") return `[${optionOf(name)}]`;
  return `[${optionOf(name)} ${choices ? choices.map(({ value }) => value).join("|") : "…"}]`;
}

function wrapped(words: readonly string[]): string {
  const lines = [""];
  for (const word of words)
    if (`${lines.at(-1)} ${word}`.length > 116) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`.trim());
  return lines.map((line) => `  ${line}`).join("\n");
}

function optionOf(field: string): string {
  return `--${field.replaceAll("_", "-")}`;
}

function optionsOfKinds(): Command["options"] {
  const fields = kinds.flatMap((kind) => kind.fields);
  return Object.fromEntries(
    fields.map(({ name, input }) => [name.replaceAll("_", "-"), { type: input === "checkbox" ? "boolean" : "string" }]),
  );
}

function targetIn({ words }: Args): string {
  const [target, ...more] = words;
  if (target !== undefined && target.trim() !== "" && more.length === 0) return target.trim();
  throw wrongUsage(
    'Say "aktion check TARGET", with one target such as https://www.example.ch.',
    "Erwartet wird «aktion check TARGET» mit einem Ziel wie https://www.example.ch.",
  );
}

function languageIn(args: Args): Language {
  const typed = args.text("lang") ?? "en";
  if (typed === "de" || typed === "en") return typed;
  throw wrongUsage(`--lang takes de or en, not "${typed}".`, `--lang nimmt de oder en, nicht «${typed}».`);
}

function kindIn(args: Args, target: string): Kind {
  const name = args.text("kind") ?? guessedKind(args, target);
  const kind = kindOf(name);
  const names = kinds.filter(({ passive }) => !passive).map((one) => one.name);
  if (kind && !kind.passive) return kind;
  throw wrongUsage(
    kind
      ? `A ${name} is not asked: it reports by itself. --kind takes ${names.join(", ")}.`
      : `There is no kind "${name}". --kind takes ${names.join(", ")}.`,
    kind
      ? "Ein Herzschlag wird nicht abgefragt: er meldet sich selbst."
      : `Die Art «${name}» gibt es nicht. --kind nimmt ${names.join(", ")}.`,
  );
}

function guessedKind(args: Args, target: string): string {
  if (args.text("old") !== undefined) return "trace";
  const scheme = /^([a-z]+):\/\//i.exec(target)?.[1]?.toLowerCase();
  if (scheme !== undefined) return { https: "http", smtps: "smtp", imaps: "imap" }[scheme] ?? scheme;
  return /^(\[[^\]]+\]|[^:/]+):\d+$/.test(target) ? "tcp" : "http";
}

/** What TARGET says and what the options say of the kind's fields, read by the kind's own form. */
function configIn(args: Args, world: World, kind: Kind, target: string, language: Language): unknown {
  const typed = { ...kind.fromTarget(target), ...typedOptions(args, kind) };
  if (kind.name === "trace" && typed["old"] !== undefined) typed["old"] = providerNamed(typed["old"], args, world);
  const read = kind.form.safeParse(typed);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = String(issue?.path[0] ?? "");
  const isTarget = Boolean(kind.fromTarget(target)[field]) && args.text(field.replaceAll("_", "-")) === undefined;
  const said = sentenceOf(issue?.message ?? "");
  const where = isTarget ? "TARGET" : optionOf(field);
  throw wrongUsage(`${where}: ${said[language === "de" ? "de" : "en"]}`, `${where}: ${said.de}`);
}

function typedOptions(args: Args, kind: Kind): Record<string, string> {
  const own = new Set(kind.fields.map(({ name }) => name));
  const given = kinds.flatMap(({ fields }) => fields).filter(({ name }) => optionValue(args, name) !== undefined);
  const foreign = given.find(({ name }) => !own.has(name) && !(name in common));
  if (foreign)
    throw wrongUsage(
      `A check of kind ${kind.name} takes no ${optionOf(foreign.name)}. "aktion check --help" lists what it takes.`,
      `Eine Prüfung der Art ${kind.name} nimmt kein ${optionOf(foreign.name)}.`,
    );
  return Object.fromEntries(given.map(({ name }) => [name, optionValue(args, name)!]));
}

function optionValue(args: Args, field: string): string | undefined {
  const option = field.replaceAll("_", "-");
  return args.flag(option) ? "on" : args.text(option);
}

function surroundingsIn(args: Args, { clock }: World): Surroundings {
  const server = resolverIn(args);
  return {
    signal: new AbortController().signal,
    clock,
    resolver: createResolver({ clock, ...(server ? { servers: [server] } : {}) }),
    addresses: commandLineAddresses(allowedIn(args)),
    ca: authoritiesIn(args),
  };
}

function resolverIn(args: Args) {
  const typed = args.text("resolver");
  const server = typed === undefined ? null : serverFrom(typed);
  if (typed === undefined || server) return server;
  throw wrongUsage(
    `--resolver takes an address such as 192.0.2.53 or 192.0.2.53:5353, not "${typed}".`,
    `--resolver nimmt eine Adresse wie 192.0.2.53 oder 192.0.2.53:5353, nicht «${typed}».`,
  );
}

function allowedIn(args: Args): string[] {
  const ranges = (args.text("allow") ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const wrong = ranges.find((one) => !isRange(one));
  if (wrong === undefined) return ranges;
  throw wrongUsage(
    `--allow takes addresses and ranges such as 169.254.0.0/16, not "${wrong}".`,
    `--allow nimmt Adressen und Bereiche wie 169.254.0.0/16, nicht «${wrong}».`,
  );
}

function authoritiesIn(args: Args): string[] {
  const path = args.text("ca");
  if (path === undefined) return [];
  try {
    const certificates = readFileSync(path, "utf8").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (certificates) return certificates;
  } catch {}
  throw wrongUsage(
    `--ca: "${path}" is no file with certificates (PEM).`,
    `--ca: «${path}» ist keine Datei mit Zertifikaten (PEM).`,
  );
}

/** Why it is not up is in the details too: the first kilobyte of what was answered. */
function detailsOf({ details, answer }: Seen): Record<string, unknown> {
  return answer === undefined || answer === "" ? details : { ...details, answer };
}
