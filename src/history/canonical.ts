type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * The text that is hashed: JSON with keys in code-point order, no spaces, no undefined. For the values used here (texts, whole
 * numbers, true, false, null) it is RFC 8785, so that a stranger can redo it with standard tools.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(ordered(value as Plain));
}

function ordered(value: Plain): Plain {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(ordered);
  const entries = Object.entries(value as Record<string, Plain>).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, part]) => [key, ordered(part)]),
  );
}

/** SHA-256 of UTF-8 text, in lower-case hex. */
export function sha256(text: string): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex");
}
