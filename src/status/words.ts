import { formatUptime } from "#src/checks/uptime.ts";
import { listed } from "#src/number-words.ts";
import type { Language } from "#src/say.ts";
import { type State, stateWords } from "./component.ts";
import type { DayLine } from "./component-lines.ts";
import { type Times, uptimeOf } from "./times.ts";

export function percent(times: Times, language: Language): string {
  const uptime = uptimeOf(times);
  if (uptime === null) return language === "de" ? "nicht überwacht" : "not watched";
  return formatUptime(uptime, language);
}

/** "1 Std. 12 Min.", "40 Sek." */
export function duration(seconds: number, language: Language): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const german = language === "de";
  if (hours === 0 && minutes === 0) return `${Math.round(seconds)} ${german ? "Sek." : "sec"}`;
  if (hours === 0) return `${minutes} Min.`.replace("Min.", german ? "Min." : "min");
  const of = `${hours} ${german ? "Std." : "h"}`;
  return minutes === 0 ? of : `${of} ${minutes} ${german ? "Min." : "min"}`;
}

/** What a day was, in words: "gestört 1 Std. 12 Min., 95.00%". Null where there is nothing to say but that all was well. */
export function dayWords({ times, state }: Pick<DayLine, "times" | "state">, language: Language): string | null {
  if (state === "up") return null;
  if (state === "unknown") return language === "de" ? "nicht überwacht" : "not watched";
  const parts = (["down", "degraded", "maintenance"] as const).flatMap((one) =>
    times[one] >= 1 ? [`${stateWords[one][language]} ${duration(times[one], language)}`] : [],
  );
  return uptimeOf(times) === null ? parts.join(", ") : `${parts.join(", ")}; ${percent(times, language)}`;
}

/** The strokes of a component in one sentence, for whoever does not see them. */
export function barsLabel(days: readonly DayLine[], language: Language): string {
  const count = (state: State) => days.filter((day) => day.state === state).length;
  const german = language === "de";
  const kinds: readonly [State, string, string][] = [
    ["down", "gestört", "down"],
    ["degraded", "eingeschränkt", "degraded"],
    ["maintenance", "mit Wartung", "with maintenance"],
    ["unknown", "nicht überwacht", "not watched"],
    ["up", "ohne Störung", "without trouble"],
  ];
  const said = kinds.flatMap(([state, de, en]) => (count(state) > 0 ? [`${count(state)} ${german ? de : en}`] : []));
  if (count("up") === days.length)
    return german ? `${days.length} Tage ohne Störung` : `${days.length} days without trouble`;
  return `${days.length} ${german ? "Tage" : "days"}: ${listed(said, language)}`;
}
