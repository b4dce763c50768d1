import type { Seen } from "./kind.ts";

/** What was our own fault, never the target's. */
export const unknown: Omit<Seen, "reason"> = { state: "unknown", duration_ms: 0, details: {} };
export const ourBug = {
  code: "our-fault",
  de: "Ein Fehler in Aktion selbst. Er steht im Protokoll.",
  en: "An error in Aktion itself. It is in the log.",
};
export const clockJumped = {
  code: "own-clock",
  de: "Während der Prüfung wurde die Uhr dieses Rechners verstellt. Der Fehlschlag zählt nicht.",
  en: "This computer's clock was set while the check ran. The failure does not count.",
};
export const heldUp = {
  code: "own-late",
  de: "Dieser Rechner war während der Prüfung überlastet. Der Fehlschlag zählt nicht.",
  en: "This computer was held up while the check ran. The failure does not count.",
};
export const lineDown = {
  code: "own-line",
  de: "Keines der Referenzziele antwortet: Es ist die eigene Leitung. Der Fehlschlag zählt nicht.",
  en: "None of the reference targets answers: it is our own line. The failure does not count.",
};
