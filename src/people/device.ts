import type { Language } from "#src/say.ts";

const browsers: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const systems: readonly [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** What is kept of a browser's User-Agent: `Firefox, Linux`. No version, so that it tells devices apart and no more. */
export function deviceOf(userAgent: string | null): string {
  const named = [browsers, systems].map((kind) => kind.find(([sign]) => sign.test(userAgent ?? ""))?.[1]);
  return named.filter((name) => name !== undefined).join(", ");
}

export function deviceIn(device: string, language: Language): string {
  return device || (language === "de" ? "unbekanntes Gerät" : "unknown device");
}
