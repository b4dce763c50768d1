import type { State } from "#src/status/component.ts";
import type { DayLine } from "#src/status/component-lines.ts";

const step = 8;
const stroke = 6;
const height = 28;

/** The strokes are patterns, drawn once on a page: a row of ninety is as many pieces as it has changes. */
export function Patterns(): JSX.Element {
  const frame = { width: step, height, patternUnits: "userSpaceOnUse" } as const;
  return (
    <svg width="0" height="0" class="patterns" aria-hidden="true">
      <pattern id="up" {...frame}>
        <path class="ink" d={`M0 0h${stroke}v${height}h-${stroke}z`} />
      </pattern>
      <pattern id="degraded" {...frame}>
        <path class="hatch" d="M0 4l6 -6M0 10l6 -6M0 16l6 -6M0 22l6 -6M0 28l6 -6M0 34l6 -6" />
      </pattern>
      <pattern id="down" {...frame}>
        <path class="bad" d="M0 0h6v12h-6zM0 16h6v12h-6z" />
      </pattern>
      <pattern id="maintenance" {...frame}>
        <path class="pale" d={`M0 0h${stroke}v${height}h-${stroke}z`} />
      </pattern>
      <pattern id="unknown" {...frame}>
        <path class="bare" d="M.5 .5h5v27h-5z" />
      </pattern>
    </svg>
  );
}

/** A row of strokes, one a day; the label says it in a sentence, the list below it day by day. */
export function Bars({ days, label }: { days: readonly DayLine[]; label: string }): JSX.Element {
  return (
    <div class="bars">
      <svg role="img" aria-label={label} viewBox={`0 0 ${days.length * step} ${height}`} preserveAspectRatio="none">
        {[...Map.groupBy(runsOf(days), ({ state }) => state)].map(([state, runs]) => (
          <path fill={`url(#${state})`} d={runs.map(shapeOf).join("")} />
        ))}
      </svg>
    </div>
  );
}

function shapeOf({ from, count }: { from: number; count: number }): string {
  return `M${from * step} 0h${count * step}v${height}h-${count * step}z`;
}

function runsOf(days: readonly DayLine[]): { from: number; count: number; state: State }[] {
  const runs: { from: number; count: number; state: State }[] = [];
  for (const [index, { state }] of days.entries()) {
    const last = runs.at(-1);
    if (last?.state === state) last.count += 1;
    else runs.push({ from: index, count: 1, state });
  }
  return runs;
}
