export type FlowedLine = { text: string; depth: number };

/** The lines of `format=flowed` (RFC 3676) joined again: only within one depth of quotes, never across a signature's mark. */
export function unflowed(text: string, delsp: boolean): FlowedLine[] {
  const joined: { depth: number; pieces: string[] }[] = [];
  let goesOn = false;
  for (const line of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(line)![0].length;
    const words = line.slice(depth).replace(/^ /, "");
    const isSignature = words === "-- ";
    const last = joined.at(-1);
    const flows = words.endsWith(" ") && !isSignature;
    const told = flows && delsp ? words.slice(0, -1) : words;
    if (goesOn && last && last.depth === depth && !isSignature) last.pieces.push(told);
    else joined.push({ depth, pieces: [told] });
    goesOn = flows;
  }
  return joined.map(({ depth, pieces }) => ({
    depth,
    text: `${depth > 0 ? `${">".repeat(depth)} ` : ""}${pieces.join("")}`,
  }));
}
