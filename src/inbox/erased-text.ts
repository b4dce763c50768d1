/** Somebody who is erased: every address of theirs, lower-case, and every name they went by. */
export type Person = { addresses: readonly string[]; names: readonly string[] };

/** What stands where something was taken out. */
const gone = "[…]";

/** So many words in a row are theirs and not chance; of what is quoted, fewer are enough. */
const run = { anywhere: 5, quoted: 3 };

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const wordsOf = (text: string) => [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)];

/** True when a text holds one of the addresses, as a whole. */
export function mentions(text: string, { addresses }: Person): boolean {
  return addresses.length > 0 && addressesIn(addresses).test(text);
}

function addressesIn(addresses: readonly string[]): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}._%+-])(?:${addresses.map(escaped).join("|")})(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`,
    "iu",
  );
}

/** Names as they are looked for: whole ones, and in the person's own tickets each part of them that is no little word. */
function namesIn({ names }: Person, own: boolean): RegExp | null {
  const whole = names.filter((name) => name.trim().length >= (own ? 3 : 5) && (own || /\s/.test(name.trim())));
  const parts = own ? names.flatMap((name) => name.split(/[\s,.()"]+/)).filter((part) => part.length >= 3) : [];
  const all = [...new Set([...whole.map((name) => name.trim()), ...parts])].sort((a, b) => b.length - a.length);
  if (all.length === 0) return null;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "giu");
}

/** What somebody said, so that it is known again where others quote it. */
export type Said = { runs: Set<string>; lines: Set<string> };

export function noteSaid(text: string, { runs, lines }: Said): void {
  const words = wordsOf(text).map(([word]) => word);
  for (const length of [run.anywhere, run.quoted])
    for (let at = 0; at + length <= words.length; at += 1) runs.add(words.slice(at, at + length).join(" "));
  for (const line of text.split("\n")) {
    const said = wordsOf(line).map(([word]) => word);
    if (said.length > 0) lines.add(said.join(" "));
  }
}

export function nothingSaid(): Said {
  return { runs: new Set(), lines: new Set() };
}

/**
 * A text without a person: their addresses and names, what follows "… wrote:" with their name, and their own words wherever a few of them
 * stand in a row. Gives the same text where there is nothing of them.
 */
export function withoutPerson(text: string, person: Person, { said, own }: { said: Said; own: boolean }): string {
  const named = withoutNames(text, person, own);
  return withoutRuns(withoutQuotes(named, said), said.runs);
}

/** One line without the person's addresses and names, for subjects and the like. */
export function withoutNames(text: string, person: Person, own: boolean): string {
  const addresses = person.addresses.length === 0 ? null : new RegExp(addressesIn(person.addresses).source, "giu");
  const names = namesIn(person, own);
  const plain = addresses === null ? text : text.replace(addresses, gone);
  return names === null ? plain : plain.replace(names, gone);
}

const isQuoted = (line: string) => /^\s*[>|]/.test(line);

/** Quoted lines that are theirs; below a line that names them and ends in a colon, all that is quoted. */
function withoutQuotes(text: string, said: Said): string {
  const kept: string[] = [];
  let theirs = false;
  for (const line of text.split("\n")) {
    const quoted = isQuoted(line);
    if (!quoted) theirs = (theirs && line.trim() === "") || (line.includes(gone) && /[:：]\s*$/.test(line));
    const known =
      quoted &&
      said.lines.has(
        wordsOf(line)
          .map(([word]) => word)
          .join(" "),
      );
    if (quoted && (theirs || known || hasRun(line, said.runs))) {
      if (kept.at(-1) !== `> ${gone}`) kept.push(`> ${gone}`);
    } else kept.push(line);
  }
  return kept.join("\n");
}

function hasRun(line: string, runs: ReadonlySet<string>): boolean {
  const words = wordsOf(line).map(([word]) => word);
  return words.some((_, at) => at + run.quoted <= words.length && runs.has(words.slice(at, at + run.quoted).join(" ")));
}

/** Takes out what stands between the first and the last word of every run that is theirs. */
function withoutRuns(text: string, runs: ReadonlySet<string>): string {
  const words = wordsOf(text);
  const theirs = new Uint8Array(words.length);
  for (let at = 0; at + run.anywhere <= words.length; at += 1)
    if (
      runs.has(
        words
          .slice(at, at + run.anywhere)
          .map(([word]) => word)
          .join(" "),
      )
    )
      theirs.fill(1, at, at + run.anywhere);
  let [left, from] = ["", 0];
  for (let at = 0; at < words.length; at += 1) {
    if (theirs[at] === 0) continue;
    const begins = words[at]!.index;
    while (at + 1 < words.length && theirs[at + 1] === 1) at += 1;
    left += `${text.slice(from, begins)}${gone}`;
    from = words[at]!.index + words[at]![0].length;
  }
  return left + text.slice(from);
}

/** True when bytes hold one of the addresses in a form in which programs write them: UTF-8, UTF-16, or base64 of either. */
export function mentionedInBytes(bytes: Uint8Array, { addresses }: Person): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lower = Buffer.from(buffer.toString("latin1").toLowerCase(), "latin1");
  return addresses.some((address) => {
    const utf8 = Buffer.from(address, "utf8");
    const wide = Buffer.from(address, "utf16le");
    return [utf8, wide].some((one) => lower.includes(one)) || base64Forms(utf8).some((form) => buffer.includes(form));
  });
}

/** Bytes as they stand inside longer base64: three ways, by where in a group of three they begin. */
export function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const first = shift === 0 ? 0 : shift + 1;
    return text.slice(first, Math.floor(((shift + bytes.byteLength) * 8) / 6));
  });
}
