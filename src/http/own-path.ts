const here = "http://here";

/** An address of ours that somebody named ("where I wanted to go"), or null: `//evil`, `/\evil` and `https://evil` are not ours. */
export function ownPath(named: string | null | undefined): string | null {
  if (!named?.startsWith("/") || !URL.canParse(named, here)) return null;
  const { origin, pathname, search, hash } = new URL(named, here);
  return origin === here && !pathname.startsWith("//") ? pathname + search + hash : null;
}
