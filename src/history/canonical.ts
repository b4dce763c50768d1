type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * The text that is hashed: JSON with members ordered by their names (as UTF-16), no spaces, no undefined. For the values used
 * here (texts, whole numbers, true, false, null) it is RFC 8785, so that a stranger can redo it with standard tools.
 */
export function canonical(value: unknown): string {
  return written(value as Plain);
}

// Written by hand: an object of JavaScript puts names such as "10" first, whatever their order.
function written(value: Plain): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  const members = Object.entries(value as Record<string, Plain>).filter(([, part]) => part !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, part]) => `${JSON.stringify(name)}:${written(part)}`).join(",")}}`;
}

/** SHA-256 of UTF-8 text, in lower-case hex. */
export function sha256(text: string): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex");
}
