import { scaleLinear, scaleTime } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import { type Day, formatOn } from "#src/when.ts";

export type Series = { label: string; kind: "main" | "second"; points: readonly { day: Day; value: number }[] };
export type Span = { label: string; from: Day; to: Day };

type StepProps = {
  label: string;
  caption: string;
  series: readonly Series[];
  top: number;
  /** Stands at the top line, unless a series has come so high that its own label is there. */
  topLabel: string;
  spans: readonly Span[];
  end: Day;
};

const width = 560;
const height = 200;
const right = 92;
const axis = 150;

const time = (day: Day) => new Date(`${day}T00:00:00Z`);

/** Numbers that change on days, as steps. `label` says the same in words for whoever does not see it. */
export function StepChart({ label, caption, series, top, topLabel, spans, end }: StepProps): JSX.Element {
  const days = series.flatMap(({ points }) => points.map(({ day }) => day)).sort();
  const first = days[0] ?? end;
  const x = scaleTime()
    .domain([time(first), time(end)])
    .range([4, width - right]);
  const y = scaleLinear()
    .domain([0, Math.max(top, 1)])
    .range([axis, 16]);
  const path = line<{ day: Day; value: number }>()
    .x(({ day }) => x(time(day)))
    .y(({ value }) => y(value))
    .curve(curveStepAfter);
  const lastLabels = apart(series.map((one) => y(one.points.at(-1)?.value ?? 0)));
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <path class="axis" d={`M0 ${y(0)}H${width - right}M0 ${y(top)}H${width - right}`} />
        {lastLabels.some((height) => Math.abs(height - y(top)) < 14) ? null : (
          <text x={width - right + 8} y={y(top) + 4} safe>
            {topLabel}
          </text>
        )}
        {series.map((one, index) => (
          <>
            <path
              class={one.kind}
              d={path([...one.points, { day: end, value: one.points.at(-1)?.value ?? 0 }]) ?? ""}
            />
            <text class="strong" x={width - right + 8} y={(lastLabels[index] ?? 0) + 4} safe>
              {one.label}
            </text>
          </>
        ))}
        {ticksOf(days, x, end).map(({ at, text }) => (
          <text x={at} y={axis + 22} text-anchor={at < 30 ? "start" : "middle"} safe>
            {text}
          </text>
        ))}
        {spans.map((span, index) => (
          <>
            <path
              class="plan"
              d={`M${clamp(x(time(span.from)))} ${axis + 36 + index * 9}H${clamp(x(time(span.to)))}`}
            />
            <circle class="fill-soft" cx={clamp(x(time(span.from)))} cy={axis + 36 + index * 9} r="2.5" />
            <path class="fill" d={`M${clamp(x(time(span.to)))} ${axis + 36 + index * 9}l-6 -3.5v7z`} />
          </>
        ))}
      </svg>
      <figcaption safe>{caption}</figcaption>
    </figure>
  );
}

const clamp = (at: number) => Math.round(Math.min(Math.max(at, 4), width - right));

/** Labels that would touch are moved apart. */
function apart(heights: number[]): number[] {
  const placed = [...heights];
  for (let index = 1; index < placed.length; index += 1) {
    if (Math.abs(placed[index]! - placed[index - 1]!) < 14) placed[index] = placed[index - 1]! + 14;
  }
  return placed;
}

/** Months at which something changed, as many as fit without touching. */
function ticksOf(days: readonly Day[], x: (at: Date) => number, end: Day): { at: number; text: string }[] {
  const months = [...new Set([...days, end].map((day) => day.slice(0, 7)))];
  const ticks: { at: number; text: string }[] = [];
  for (const month of months) {
    const day = [...days, end].find((one) => one.startsWith(month))!;
    const at = Math.round(x(time(day)));
    if (ticks.length === 0 || at - ticks.at(-1)!.at > 62) ticks.push({ at, text: formatOn(month, "de") });
  }
  return ticks;
}

type PairProps = { label: string; caption: string; rows: readonly { name: string; before: number; after: number }[] };

/** Two bars for each name: before in grey, after in ink. */
export function PairBars({ label, caption, rows }: PairProps): JSX.Element {
  const most = Math.max(1, ...rows.flatMap(({ before, after }) => [before, after]));
  const x = scaleLinear().domain([0, most]).range([0, 250]);
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${rows.length * 27 + 10}`} role="img" aria-label={label}>
        {rows.map(({ name, before, after }, index) => {
          const y = 14 + index * 27;
          return (
            <>
              <text class="strong" x="0" y={y + 4} safe>
                {name}
              </text>
              <rect class="fill-soft" x="232" y={y - 9} width={x(before)} height="8" />
              <rect class="fill" x="232" y={y + 1} width={x(after)} height="8" />
              <text x={240 + x(Math.max(before, after))} y={y + 5} safe>
                {`${before} → ${after}`}
              </text>
            </>
          );
        })}
      </svg>
      <figcaption safe>{caption}</figcaption>
    </figure>
  );
}
