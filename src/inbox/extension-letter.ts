import type { Language } from "#src/say.ts";
import { type Day, formatOn } from "#src/when.ts";
import type { RequestKind } from "./privacy-request.ts";

type Extension = { kind: RequestKind; received_on: Day; until: Day; reason: string };

/** What the person is told when their answer takes longer. */
export function extensionLetter({ kind, received_on, until, reason }: Extension, language: Language): string {
  const what = kind === "access" ? { de: "Auskunft", en: "access" } : { de: "Löschung", en: "erasure" };
  if (language === "de")
    return `Guten Tag\n\nSie haben am ${formatOn(received_on, "de")} ${what.de} zu Ihren Personendaten verlangt. Wir brauchen dafür mehr Zeit: ${reason}\n\nSie erhalten unsere Antwort spätestens am ${formatOn(until, "de")}.\n\nFreundliche Grüsse`;
  return `Hello\n\nOn ${formatOn(received_on, "en")} you asked for ${what.en} concerning your personal data. We need more time for it: ${reason}\n\nYou will have our answer by ${formatOn(until, "en")}.\n\nKind regards`;
}
