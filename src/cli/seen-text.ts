import type { Language } from "#src/say.ts";

type Told = {
  kind: string;
  target: string;
  state: string;
  reason: string | null;
  duration_ms: number;
  details: unknown;
};

/** What a check saw, for a person: the state, why, and the details one a line. */
export function readable({ kind, target, state, reason, duration_ms, details }: Told): string {
  const first = `${state}  ${target} (${kind}, ${Math.round(duration_ms)} ms)`;
  return [first, ...(reason === null ? [] : [printable(reason)]), ...linesOf(details, "  ")].join("\n");
}

function linesOf(value: unknown, indent: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    lineOf(Array.isArray(value) ? "-" : `${name}:`, inner, indent),
  );
}

function lineOf(label: string, value: unknown, indent: string): string[] {
  if (Array.isArray(value) && value.length === 0) return [];
  if (Array.isArray(value) && value.every((one) => typeof one !== "object"))
    return [`${indent}${label} ${value.join(", ")}`];
  if (isFigures(value))
    return [
      `${indent}${label} ${Object.entries(value)
        .map((pair) => pair.join(" "))
        .join(", ")}`,
    ];
  if (typeof value === "object" && value !== null) return [`${indent}${label}`, ...linesOf(value, `${indent}  `)];
  return [`${indent}${label} ${printable(String(value ?? "–").trim())}`];
}

function isFigures(value: unknown): value is Record<string, number> {
  return typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "number");
}

/** A server's words go to a terminal: what would move its cursor or colour it is shown as a mark. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "\u00b7").replaceAll("\n", "\n      ");
}

/** Every pair of sentences in what was seen becomes the one in this language. */
export function inLanguage(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((one) => inLanguage(one, language));
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value);
  if (keys.length === 2 && "de" in value && "en" in value) return value[language];
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inLanguage(inner, language)]));
}
