import type { Sentence } from "#src/problem.ts";

export type Mentionable = { id: number; name: string };

/** What the @ in a note came to. `unknown` and `ambiguous` are as they were typed, with their @. */
export type Mentions = { people: number[]; unknown: string[]; ambiguous: { typed: string; names: string[] }[] };

/** An @ that begins a word; what stands before it in an address or a path makes it none. */
const at = /(?<![\p{L}\p{N}_.+\-/@])@(?=\p{L})/gu;

/**
 * Who is mentioned: `@Anna Muster` by the whole name, or `@Anna` where only one of them is called so. The longest name counts, whatever
 * its case. What follows the @ and is an address (`@example.ch`) means nobody.
 */
export function mentionsIn(text: string, people: readonly Mentionable[]): Mentions {
  const found: Mentions = { people: [], unknown: [], ambiguous: [] };
  for (const { index } of text.matchAll(at)) {
    const after = text.slice(index + 1);
    const typed = /^[\p{L}\p{M}\p{N}_'’-]+/u.exec(after)![0];
    if (/^\.[\p{L}\p{N}]/u.test(after.slice(typed.length))) continue;
    const called = calledIn(after, people);
    if (called.length === 1) found.people.push(called[0]!.id);
    else if (called.length === 0) found.unknown.push(`@${typed}`);
    else found.ambiguous.push({ typed: `@${typed}`, names: called.map(({ name }) => name) });
  }
  return { ...found, people: [...new Set(found.people)] };
}

function calledIn(after: string, people: readonly Mentionable[]): Mentionable[] {
  const whole = longest(people.filter(({ name }) => begins(after, name)));
  return whole.length > 0 ? whole : people.filter(({ name }) => begins(after, firstOf(name)));
}

/** The first of several names; the whole where there is only one. */
const firstOf = (name: string) => name.trim().split(/\s+/)[0] ?? "";

function longest(people: readonly Mentionable[]): Mentionable[] {
  const most = Math.max(0, ...people.map(({ name }) => name.length));
  return people.filter(({ name }) => name.length === most);
}

function begins(text: string, name: string): boolean {
  if (name === "" || text.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return false;
  return !/^[\p{L}\p{M}\p{N}_]/u.test(text.slice(name.length));
}

/** What is wrong with the mentions; null when nothing is. It names members of the mailbox and nobody else, whoever was typed. */
export function mentionTrouble({ unknown, ambiguous }: Mentions, people: readonly Mentionable[]): Sentence | null {
  const [two] = ambiguous;
  if (two)
    return {
      de: `${two.typed} kann ${two.names.join(" oder ")} sein. Schreiben Sie den ganzen Namen.`,
      en: `${two.typed} may be ${two.names.join(" or ")}. Write the whole name.`,
    };
  const [typed] = unknown;
  if (typed === undefined) return null;
  const names = people.map(({ name }) => `@${name}`).join(", ");
  return {
    de: `${typed} gehört nicht zu diesem Postfach und erführe nichts. Erwähnen lassen sich: ${names}. Ist niemand gemeint, setzen Sie einen Abstand nach dem @.`,
    en: `${typed} is not a member of this mailbox and would hear nothing. Those who can be mentioned: ${names}. Where nobody is meant, put a space after the @.`,
  };
}

/** Where names of those who were mentioned stand in a text: pairs of begin and end, with the @. */
export function mentionSpans(text: string, people: readonly Mentionable[]): [number, number][] {
  return [...text.matchAll(at)].flatMap(({ index }): [number, number][] => {
    const after = text.slice(index + 1);
    const [called] = calledIn(after, people);
    if (!called) return [];
    const { length } = begins(after, called.name) ? called.name : firstOf(called.name);
    return [[index, index + 1 + length]];
  });
}
