/** "200-299, 401" as ranges; null when it cannot be read. */
export function statusRanges(typed: string): [number, number][] | null {
  const parts = typed.split(",").map((part) => /^\s*([1-5]\d\d|[1-5]xx)\s*(?:-\s*([1-5]\d\d))?\s*$/i.exec(part));
  if (parts.some((part) => part === null)) return null;
  return parts.map((part) => {
    const [, from = "", to = from] = part!;
    if (/xx/i.test(from)) return [Number(from[0]) * 100, Number(from[0]) * 100 + 99];
    return [Number(from), Number(to)];
  });
}

export function isExpected(status: number, typed: string): boolean {
  return (statusRanges(typed) ?? []).some(([from, to]) => from <= status && status <= to);
}
