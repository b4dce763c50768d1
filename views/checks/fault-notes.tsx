import { lasting, momentWords } from "#src/checks/words.ts";
import type { Reader } from "#src/reader.ts";
import { tellIn } from "#src/say.ts";

export type FaultShown = { kind: "line" | "clock" | "late" | "stopped"; from_at: string; until_at: string | null };

/** When the one who watches could not see: what lasts, and the last of what is over. */
export function FaultNotes({ reader, faults }: { reader: Reader; faults: readonly FaultShown[] }): JSX.Element | null {
  const shown = [...faults.filter(({ until_at }) => until_at === null), ...faults].filter(
    (fault, n, all) => n === 0 || (fault.until_at === null && all.indexOf(fault) === n),
  );
  if (shown.length === 0) return null;
  return (
    <>
      {shown.map((fault) => (
        <p class={fault.until_at === null ? "notice" : "notice quiet"} safe>
          {faultSentence(fault, reader)}
        </p>
      ))}
    </>
  );
}

export function faultSentence({ kind, from_at, until_at }: FaultShown, { language, company, now }: Reader): string {
  const tell = tellIn(language);
  const from = momentWords(from_at, company.time_zone, now);
  const took = lasting((until_at ? Date.parse(until_at) : now.getTime()) - Date.parse(from_at), language);
  if (kind === "line" && until_at === null)
    return tell({
      de: `Die eigene Leitung ist seit ${from} unterbrochen (${took}). Nichts wird als gestört gewertet, bis sie wieder da ist.`,
      en: `Our own line has been down since ${from} (${took}). Nothing counts as down until it is back.`,
    });
  if (kind === "line")
    return tell({
      de: `Die eigene Leitung war ab ${from} unterbrochen, ${took} lang. Diese Zeit zählt nirgends.`,
      en: `Our own line was down from ${from}, for ${took}. That time counts nowhere.`,
    });
  if (kind === "clock")
    return tell({
      de: `Um ${from} wurde die Uhr dieses Rechners verstellt. Was gerade lief, zählt nicht.`,
      en: `At ${from} this computer's clock was set. What was running then does not count.`,
    });
  if (kind === "late")
    return tell({
      de: `Um ${from} war dieser Rechner überlastet. Fehlschläge von da zählen nicht.`,
      en: `At ${from} this computer was held up. Failures from then do not count.`,
    });
  return tell({
    de: `Aktion stand ab ${from} still, ${took} lang.`,
    en: `Aktion stood still from ${from}, for ${took}.`,
  });
}
