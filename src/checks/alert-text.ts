import { capital, numberWord } from "#src/number-words.ts";
import type { Language } from "#src/say.ts";
import type { Item, Message } from "./alert.ts";
import type { Check, Trouble } from "./check.ts";
import { expiringIn } from "./expiry.ts";
import { lasting } from "./words.ts";

export type Writing = {
  language: Language;
  timeZone: string;
  now: Date;
  checks: ReadonlyMap<number, Check>;
  /** Where people open the program; null when nobody said. */
  address: string | null;
};

/** "Gestört: Website", "3 Prüfungen gestört", "Wieder gut: Website" */
export function alertSubject({ items }: Message, writing: Writing): string {
  const { language } = writing;
  const lead = leading(items);
  const same = items.filter(({ what, trouble }) => what === lead.what && trouble.kind === lead.trouble.kind);
  const word = subjectWord(lead, language);
  if (items.length === 1) return `${word}: ${nameOf(lead.trouble, writing)}`;
  const rest = items.length - same.length;
  const count = capital(numberWord(same.length, language));
  const several = { de: `${count} Prüfungen`, en: `${count} checks` }[language];
  const more = {
    de: rest === 1 ? "eine weitere Meldung" : `${rest} weitere Meldungen`,
    en: rest === 1 ? "one more notice" : `${rest} more notices`,
  };
  return `${word}: ${same.length === 1 ? nameOf(lead.trouble, writing) : several}${rest > 0 ? `, ${more[language]}` : ""}`;
}

const order: readonly Item["what"][] = ["fell", "reminder", "passed", "mended"];

function leading(items: readonly Item[]): Item {
  return [...items].sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what))[0]!;
}

function subjectWord({ what, trouble }: Item, language: Language): string {
  if (what === "mended") return { de: "Wieder gut", en: "Well again" }[language];
  if (what === "passed") return { de: "Kurz gestört", en: "Down for a while" }[language];
  if (what === "reminder") return { de: "Immer noch gestört", en: "Still down" }[language];
  return kindWords[trouble.kind][language];
}

const kindWords = {
  down: { de: "Gestört", en: "Down" },
  degraded: { de: "Beeinträchtigt", en: "Degraded" },
  unstable: { de: "Unstet", en: "Unstable" },
  expiry: { de: "Läuft ab", en: "Expires" },
} as const;

/** All of it, one paragraph for each. Every time is said in full: a message may arrive late. */
export function alertText(message: Message, writing: Writing): string {
  const items = [...message.items].sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what));
  const parts = items.map((item) => paragraph(item, writing));
  const foot = { de: `Regel «${message.rule.name}»`, en: `Rule "${message.rule.name}"` }[writing.language];
  return `${parts.join("\n\n")}\n\n${foot}\n`;
}

function paragraph(item: Item, writing: Writing): string {
  const { trouble } = item;
  const lines = [
    `${subjectWord(item, writing.language)}: ${nameOf(trouble, writing)}`,
    whenLine(item, writing),
    trouble.kind === "expiry"
      ? expiryLine(trouble, writing.language)
      : (trouble.seen?.reason?.[writing.language] ?? ""),
    writing.address === null ? "" : `${writing.address}/checks/${writing.checks.get(trouble.check_id)?.slug ?? ""}`,
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function whenLine({ what, trouble }: Item, { language, timeZone, now }: Writing): string {
  const from = full(trouble.from_at, timeZone);
  if (trouble.kind === "expiry") return "";
  if (trouble.until_at === null)
    return language === "de"
      ? `seit ${from}${what === "reminder" ? `, ${lasting(now.getTime() - Date.parse(trouble.from_at), language)}` : ""}`
      : `since ${from}${what === "reminder" ? `, ${lasting(now.getTime() - Date.parse(trouble.from_at), language)}` : ""}`;
  const until = full(trouble.until_at, timeZone);
  const took = lasting(Date.parse(trouble.until_at) - Date.parse(trouble.from_at), language);
  return language === "de" ? `von ${from} bis ${until} (${took})` : `from ${from} to ${until} (${took})`;
}

function expiryLine({ seen }: Trouble, language: Language): string {
  const on = expiringIn(seen?.details ?? {})?.on.slice(0, 10) ?? "";
  const day = on === "" ? "" : `${on.slice(8)}.${on.slice(5, 7)}.${on.slice(0, 4)}`;
  return language === "de" ? `Läuft am ${day} ab.` : `Expires on ${day}.`;
}

function nameOf({ check_id }: Trouble, { checks }: Writing): string {
  return checks.get(check_id)?.name ?? "";
}

/** "23.11.2026, 08:02:14" */
function full(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat("de-CH", {
    timeZone,
    ...{ day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  }).format(new Date(at));
}
