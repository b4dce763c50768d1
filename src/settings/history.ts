import type { Entry } from "#src/history/entry.ts";
import type { Language } from "#src/say.ts";

type Names = { people: ReadonlyMap<number, string>; tokens: ReadonlyMap<number, string>; language: Language };

/** Who did it, as people say it. */
export function byIn(by: string, names: Names): string {
  const called = calledIn(by, names);
  if (called) return called;
  if (by === "command line") return names.language === "de" ? "Kommandozeile" : "command line";
  return by === "aktion" ? "Aktion" : by;
}

/** What it is about: a person's or a token's name, the slug of a service or system; nothing where the entry says it all. */
export function aboutIn(about: string, names: Names): string {
  const called = calledIn(about, names);
  if (called) return called;
  const slug = about.split(":")[1] ?? "";
  return /^\d*$/.test(slug) ? "" : slug;
}

function calledIn(reference: string, { people, tokens }: Names): string | null {
  const [kind, id] = reference.split(":");
  if (kind === "person") return people.get(Number(id)) ?? null;
  if (kind === "token") return tokens.get(Number(id)) ?? null;
  return null;
}

/** The words of an entry in one line, without what is shown beside them; empty when there were none, or once they are erased. */
export function saidIn({ words }: Entry, about: string): string {
  if (words === null) return "";
  const texts = Object.values(JSON.parse(words) as Record<string, string>).filter((text) => text !== about);
  const said = texts.join(" · ");
  return said.length > 200 ? `${said.slice(0, 199)}…` : said;
}
