import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";

export type LinePoint = { at: number; value: number };
export type Band = { from: number; until: number; kind: "down" | "degraded" | "unknown" | "maintenance" };

type Props = {
  /** The same in words, for whoever does not see it. */
  label: string;
  caption: string;
  points: readonly LinePoint[];
  bands: readonly Band[];
  from: number;
  until: number;
  /** So far apart at most points are one line; a longer silence is a gap. */
  gap: number;
  unit: string;
  ticks: readonly { at: number; text: string }[];
};

const width = 860;
const height = 210;
const floor = 170;
const right = 68;

/** A number over time. What was not well lies behind it as a band. */
export function LineChart({ label, caption, points, bands, from, until, gap, unit, ticks }: Props): JSX.Element {
  const x = scaleLinear()
    .domain([from, until])
    .range([0, width - right]);
  const top = niceTop(Math.max(1, ...points.map(({ value }) => value)));
  const y = scaleLinear().domain([0, top]).range([floor, 14]);
  const path = line<LinePoint | null>()
    .defined((point) => point !== null)
    .x((point) => round(x(point!.at)))
    .y((point) => round(y(point!.value)));
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {bands.map((band) => (
          <rect
            class={`band ${band.kind}`}
            x={round(x(Math.max(band.from, from)))}
            y="14"
            width={Math.max(1.5, round(x(Math.min(band.until, until)) - x(Math.max(band.from, from))))}
            height={floor - 14}
          />
        ))}
        <path class="axis" d={`M0 ${floor}H${width - right}M0 14H${width - right}`} />
        <text x={width - right + 8} y="18" safe>{`${top} ${unit}`}</text>
        <text x={width - right + 8} y={floor + 4} safe>{`0 ${unit}`}</text>
        <path class="main thin" d={path(broken(points, gap)) ?? ""} />
        {ticks.map(({ at, text }) => (
          <text x={round(x(at))} y={floor + 22} text-anchor={x(at) < 24 ? "start" : "middle"} safe>
            {text}
          </text>
        ))}
      </svg>
      <figcaption safe>{caption}</figcaption>
    </figure>
  );
}

/** A line as small as a word. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }): JSX.Element {
  if (values.length < 2) return <></>;
  const x = scaleLinear()
    .domain([0, values.length - 1])
    .range([0, 72]);
  const y = scaleLinear()
    .domain([0, Math.max(...values)])
    .range([17, 1]);
  const path = line<number>()
    .x((_, n) => round(x(n)))
    .y((value) => round(y(value)));
  return (
    <svg class="spark" viewBox="0 0 72 18" role="img" aria-label={label}>
      <path d={path(values) ?? ""} />
    </svg>
  );
}

function broken(points: readonly LinePoint[], gap: number): (LinePoint | null)[] {
  return points.flatMap((point, n) => {
    const before = points[n - 1];
    return before && point.at - before.at > gap ? [null, point] : [point];
  });
}

/** 1, 2 or 5 times a power of ten, the next above. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((step) => step * power).find((one) => one >= most)!;
}

const round = (at: number) => Math.round(at * 10) / 10;
