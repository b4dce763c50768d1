import { type Language, sayIn } from "#src/say.ts";
import type { OldData } from "#src/services/old-data.ts";
import { oldDataWords } from "#src/services/old-data.ts";
import { progressOf, type Stage, stageWords } from "#src/services/stage.ts";

/** A circle that fills as the stage advances, beside the word that says the same. */
export function StageMark({ stage, language }: { stage: Stage | null; language: Language }): JSX.Element {
  const say = sayIn(language);
  if (stage === null) return <span class="mark soft">{say({ de: "nicht gemeldet", en: "not reported" })}</span>;
  return (
    <span class="mark">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.5" />
        <path d={slice(progressOf(stage))} fill="currentColor" />
      </svg>
      {say(stageWords[stage])}
    </span>
  );
}

/** The path of a pie slice from twelve o'clock, 0 to 1. */
function slice(part: number): string {
  if (part <= 0) return "";
  if (part >= 1) return "M8 1a7 7 0 1 1 0 14A7 7 0 1 1 8 1Z";
  const angle = part * 2 * Math.PI;
  const x = (8 + 7 * Math.sin(angle)).toFixed(2);
  const y = (8 - 7 * Math.cos(angle)).toFixed(2);
  return `M8 8V1A7 7 0 ${part > 0.5 ? 1 : 0} 1 ${x} ${y}Z`;
}

/** A sheet: full while the data is there, dashed once deleted, ticked once confirmed. */
export function OldDataMark({ state, language }: { state: OldData; language: Language }): JSX.Element {
  return (
    <span class="mark">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <Sheet state={state} />
      </svg>
      {sayIn(language)(oldDataWords[state])}
    </span>
  );
}

function Sheet({ state }: { state: OldData }): JSX.Element {
  if (state === "in-use") return <rect x="2" y="1" width="12" height="14" fill="currentColor" />;
  if (state === "unknown")
    return (
      <path d="M5 6a3 3 0 1 1 4.2 2.7Q8 9.2 8 10.6M8 13v.6" fill="none" stroke="currentColor" stroke-width="1.6" />
    );
  if (state === "none") return <path d="M3 8h10" stroke="currentColor" stroke-width="1.5" />;
  return (
    <>
      <rect
        x="2.75"
        y="1.75"
        width="10.5"
        height="12.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-dasharray={state === "read-only" || state === "deletion-requested" ? undefined : "2 1.6"}
      />
      {inside[state] ? <path d={inside[state]} fill="none" stroke="currentColor" stroke-width="1.6" /> : null}
    </>
  );
}

const inside: Partial<Record<OldData, string>> = {
  "read-only": "M5 5h6M5 8h6M5 11h4",
  "deletion-requested": "M8 4.5v4M8 11v.5",
  confirmed: "M5 8.2l2.2 2.2L11.2 6",
  "backups-expired": "M4.4 7l1.8 1.8L9.6 5.4M6.4 10.6l1.8 1.8 3.4-3.4",
};
