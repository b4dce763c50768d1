/** The values of one name that were ticked in a posted form. */
export function tickedIn(body: unknown, name: string): string[] {
  if (typeof body !== "object" || body === null) return [];
  const value: unknown = (body as Record<string, unknown>)[name];
  return [value].flat().filter((one): one is string => typeof one === "string");
}
