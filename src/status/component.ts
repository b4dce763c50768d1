import type { Language } from "#src/say.ts";

/** How a component is, the way readers are told. `unknown`: nothing is watched, or we could not tell. */
export const states = ["up", "maintenance", "unknown", "degraded", "down"] as const;
export type State = (typeof states)[number];

export const stateWords: Record<State, { de: string; en: string }> = {
  up: { de: "läuft", en: "up" },
  degraded: { de: "eingeschränkt", en: "degraded" },
  down: { de: "gestört", en: "down" },
  maintenance: { de: "in Wartung", en: "under maintenance" },
  unknown: { de: "nicht bekannt", en: "not known" },
};

export const componentRules = ["worst", "all"] as const;
export type ComponentRule = (typeof componentRules)[number];

export type Group = { id: number; name: string; name_en: string | null; position: number };

/** What readers know by name: a product of the company, fed by checks or by hand. */
export type Component = {
  id: number;
  slug: string;
  group_id: number | null;
  name: string;
  name_en: string | null;
  about: string | null;
  about_en: string | null;
  position: number;
  rule: ComponentRule;
  created_at: string;
  archived_at: string | null;
};

/** Its words in a language; what was not translated is said in the other one. */
export function aboutOf({ about, about_en }: Component, language: Language): string | null {
  return language === "en" ? (about_en ?? about) : about;
}

/** What checks that feed one component say together. */
export function together(checks: readonly State[], rule: ComponentRule): State {
  if (checks.length === 0) return "unknown";
  const known = checks.filter((state) => state !== "unknown");
  if (known.length === 0) return "unknown";
  const worst = known.reduce((a, b) => (states.indexOf(b) > states.indexOf(a) ? b : a));
  if (worst === "maintenance" && known.some((state) => state === "up")) return rule === "all" ? "up" : "maintenance";
  if (rule === "all" && worst === "down" && known.some((state) => state !== "down")) return "degraded";
  return worst;
}
