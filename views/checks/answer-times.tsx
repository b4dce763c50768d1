import { type ChartSpan, chartSpans } from "#src/checks/detail.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { dayIn, formatOn } from "#src/when.ts";
import { LineChart } from "#views/ui/line-chart.tsx";
import { formatTime } from "#views/ui/moment.tsx";
import type { CheckProps } from "./check-page.tsx";

const spanWords: Record<ChartSpan, { de: string; en: string }> = {
  day: { de: "24 Stunden", en: "24 hours" },
  week: { de: "7 Tage", en: "7 days" },
  quarter: { de: "90 Tage", en: "90 days" },
};

/** How long it took to answer. */
export function AnswerTimes({ reader, now, chart, span }: CheckProps): JSX.Element | null {
  const say = sayIn(reader.language);
  const { points } = chart;
  return (
    <section id="times">
      <header>
        <h2>{say({ de: "Antwortzeit", en: "Time to answer" })}</h2>
        <span class="links">
          {chartSpans.map((one) => (
            <a
              href={`/checks/${now.check.slug}?span=${one}#times`}
              aria-current={one === span ? "true" : undefined}
              safe
            >
              {spanWords[one][reader.language]}
            </a>
          ))}
        </span>
      </header>
      {points.length === 0 ? (
        <p class="soft">{say({ de: "Noch keine Antworten.", en: "No answers yet." })}</p>
      ) : (
        <LineChart
          {...chart}
          label={label(points, reader, span)}
          caption={label(points, reader, span)}
          unit="ms"
          ticks={ticks(chart, span, reader)}
        />
      )}
    </section>
  );
}

function label(points: CheckProps["chart"]["points"], { language }: Reader, span: ChartSpan): string {
  const all = points.map(({ value }) => value).sort((a, b) => a - b);
  const [least, middle, most] = [all[0], all[Math.floor(all.length / 2)], all.at(-1)];
  return tellIn(language)({
    de: `${spanWords[span].de}: zwischen ${least} und ${most} ms, in der Mitte ${middle} ms.`,
    en: `${spanWords[span].en}: between ${least} and ${most} ms, ${middle} ms in the middle.`,
  });
}

function ticks({ from, until }: CheckProps["chart"], span: ChartSpan, { company }: Reader) {
  const count = span === "day" ? 6 : span === "week" ? 7 : 6;
  return Array.from({ length: count }, (_, n) => {
    const at = from + ((until - from) * n) / count;
    const iso = new Date(at).toISOString();
    const day = formatOn(dayIn(company.time_zone, new Date(at)), "de").slice(0, 6);
    return { at, text: span === "day" ? formatTime(iso, company.time_zone) : day };
  });
}
