/** So many times within so long, for each key. Kept in memory only: a key is an address of a computer, and is forgotten with its window. */
export function limitOf(most: number, window_ms: number): (key: string, at: Date) => boolean {
  const seen = new Map<string, number[]>();
  return (key, at) => {
    const now = at.getTime();
    for (const [one, times] of seen) if (now - times.at(-1)! > window_ms) seen.delete(one);
    const recent = (seen.get(key) ?? []).filter((time) => now - time <= window_ms);
    if (recent.length >= most) return false;
    seen.set(key, [...recent, now]);
    return true;
  };
}
