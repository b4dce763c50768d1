import type { Sentence } from "#src/problem.ts";

export const stages = ["open", "searching", "building", "testing", "switching", "ready", "live"] as const;
export type Stage = (typeof stages)[number];

export const stageWords = {
  open: { de: "offen", en: "open" },
  searching: { de: "Suche", en: "searching" },
  building: { de: "im Aufbau", en: "building" },
  testing: { de: "Testphase", en: "testing" },
  switching: { de: "Umstellung", en: "switching" },
  ready: { de: "steht bereit", en: "ready" },
  live: { de: "produktiv", en: "live" },
} as const satisfies Record<Stage, Sentence>;

/** How far a stage is on its way, 0 to 1: what the circle beside the word shows. */
export function progressOf(stage: Stage): number {
  return { open: 0, searching: 0.15, building: 0.35, testing: 0.55, switching: 0.75, ready: 0.9, live: 1 }[stage];
}
