import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { z } from "zod";
import { both } from "#src/http/form.ts";
import type { Field } from "../kind.ts";

// Each reads what a browser sent (text) and what was stored (a value) as the same value, so that one form serves both.

const empty = (value: unknown) =>
  value === null || (typeof value === "string" && value.trim() === "") ? undefined : value;

const tooLong = (most: number) => both({ de: `Höchstens ${most} Zeichen.`, en: `At most ${most} characters.` });

/** Text that must be there. */
export function neededText(de: string, en: string, most = 500) {
  const missing = both({ de, en });
  return z.preprocess(empty, z.string(missing).trim().min(1, missing).max(most, tooLong(most)));
}

/** Text that may be missing; then it is null. */
export function text(most = 500) {
  return z.preprocess(empty, z.string().trim().max(most, tooLong(most)).nullable().default(null));
}

/** Text that stands for something when nobody says it. */
export function textOr(or: string, most = 500) {
  return z.preprocess((value) => empty(value) ?? or, z.string().trim().max(most, tooLong(most)));
}

export function wholeNumber<Or extends number | null>({ from, to, or }: { from: number; to: number; or: Or }) {
  const message = both({ de: `Eine ganze Zahl von ${from} bis ${to}.`, en: `A whole number from ${from} to ${to}.` });
  const number = z.coerce.number(message).int(message).min(from, message).max(to, message);
  return z.preprocess(
    empty,
    number.optional().transform((value): number | Or => value ?? or),
  );
}

/** A checkbox. Off is what nobody says, so every one is named for what it switches on. */
export const flag = z.preprocess((value) => value === true || value === "on" || value === "true", z.boolean());

export function choice<const Value extends string>(values: readonly [Value, ...Value[]], or: NoInfer<Value>) {
  const list = values.join(", ");
  const message = both({ de: `Eines von: ${list}.`, en: `One of: ${list}.` });
  return z.preprocess(
    empty,
    z
      .enum(values, message)
      .optional()
      .transform((value): Value => (value as Value | undefined) ?? or),
  );
}

/** One value a line. `isGood` says no to a line with `de`, `en`. */
export function lines({
  isGood = () => true,
  de = "",
  en = "",
}: {
  isGood?: (line: string) => boolean;
  de?: string;
  en?: string;
} = {}) {
  const list = (value: unknown) => (typeof value === "string" ? value.split(/\r?\n/) : (value ?? []));
  const line = z.string().trim().max(1000, tooLong(1000));
  const good = z.array(line).transform((all) => all.filter((one) => one !== ""));
  return z.preprocess(
    list,
    good.refine((all) => all.length <= 50 && all.every(isGood), both({ de, en })),
  );
}

/** A host that may be left out; then it is null. */
export const otherHostField = () =>
  z.preprocess((value) => (value === "" || value === undefined ? null : value), hostField.nullable());

/** A host name or an address: lower case, in ASCII as the DNS has it, IPv6 without brackets. */
export const hostField = z.preprocess(
  empty,
  z
    .string(both({ de: "Bitte einen Namen wie mail.example.ch.", en: "Please a name such as mail.example.ch." }))
    .transform((typed, context) => {
      const host = hostFrom(typed);
      const message = both({
        de: `«${typed}» ist kein Name eines Servers.`,
        en: `"${typed}" is not the name of a server.`,
      });
      if (host === null) context.addIssue({ code: "custom", message });
      return host ?? "";
    }),
);

export function hostFrom(typed: string): string | null {
  const bare = typed
    .trim()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
  if (isIP(bare)) return bare;
  const ascii = domainToASCII(bare);
  return /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(ascii) && ascii.length <= 253 ? ascii : null;
}

export const portField = (or: number | null) =>
  or === null ? z.preprocess(empty, wholePort()) : z.preprocess((value) => empty(value) ?? or, wholePort());

function wholePort() {
  const message = both({ de: "Ein Port von 1 bis 65535.", en: "A port from 1 to 65535." });
  return z.coerce.number(message).int(message).min(1, message).max(65_535, message);
}

export const limits = {
  timeout_ms: wholeNumber({ from: 50, to: 120_000, or: 10_000 }),
  slow_ms: wholeNumber({ from: 1, to: 120_000, or: null }),
};

export const limitFields: readonly Field[] = [
  {
    name: "slow_ms",
    label: { de: "Langsam ab (ms)", en: "Slow from (ms)" },
    hint: { de: "Dauert es länger, gilt es als beeinträchtigt.", en: "What takes longer counts as degraded." },
    input: "number",
  },
  {
    name: "timeout_ms",
    label: { de: "Zeitgrenze (ms)", en: "Time limit (ms)" },
    hint: { de: "Ohne Angabe 10000, also 10 Sekunden.", en: "10000 unless said, which is 10 seconds." },
    input: "number",
    more: true,
  },
];

export const familyField = choice(["any", "4", "6"], "any");

export const familyOf = (choice: "any" | "4" | "6"): 4 | 6 | null => (choice === "any" ? null : choice === "4" ? 4 : 6);

export const familyChoice: Field = {
  name: "family",
  label: { de: "Internetprotokoll", en: "Internet protocol" },
  input: "select",
  choices: [
    { value: "any", label: { de: "IPv4 oder IPv6", en: "IPv4 or IPv6" } },
    { value: "4", label: { de: "nur IPv4", en: "IPv4 only" } },
    { value: "6", label: { de: "nur IPv6", en: "IPv6 only" } },
  ],
  more: true,
};

export const hostInput: Field = {
  name: "host",
  label: { de: "Server", en: "Server" },
  hint: { de: "Name oder Adresse, zum Beispiel mail.example.ch", en: "Name or address, for example mail.example.ch" },
  input: "text",
  required: true,
};

export const portInput: Field = { name: "port", label: { de: "Port", en: "Port" }, input: "number" };

export const warnDaysInput: Field = {
  name: "warn_days",
  label: { de: "Warnen, Tage vor dem Ablauf", en: "Warn, days before the end" },
  input: "number",
  more: true,
};

export const certificateNameInput: Field = {
  name: "name",
  label: { de: "Name im Zertifikat", en: "Name on the certificate" },
  hint: { de: "Ohne Angabe der Name des Servers.", en: "The server's name unless said." },
  input: "text",
  more: true,
};

export const ignoreCertificateInput: Field = {
  name: "ignore_certificate",
  label: { de: "Zertifikat nicht prüfen", en: "Do not judge the certificate" },
  input: "checkbox",
  more: true,
};

export const timeLimitInput: Field = {
  name: "timeout_ms",
  label: { de: "Zeitgrenze (ms)", en: "Time limit (ms)" },
  input: "number",
  more: true,
};

/** "mail.example.ch:25" or "[2001:db8::1]:25" or "smtp://mail.example.ch:25" as its parts; no port gives "". */
export function placeFrom(target: string): { host: string; port: string } {
  const bare = target
    .trim()
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/\/.*$/, "");
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(bare);
  return match ? { host: match[1]!, port: match[2] ?? "" } : { host: bare, port: "" };
}
