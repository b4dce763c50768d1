import { markOf, uptimeOver } from "#src/checks/days.ts";
import { formatUptime, uptimeOf } from "#src/checks/uptime.ts";
import { lasting } from "#src/checks/words.ts";
import { type Language, sayIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import { UptimeBars } from "#views/ui/uptime-bars.tsx";
import type { CheckProps } from "./check-page.tsx";
import { barsLabel } from "./check-row.tsx";

/** How much of the watched time it answered, and each of ninety days. The formula stands beside the numbers. */
export function UptimeSection({ reader, days, times }: CheckProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const figures = [
    { label: say({ de: "24 Stunden", en: "24 hours" }), uptime: uptimeOf(times.day) },
    { label: say({ de: "7 Tage", en: "7 days" }), uptime: uptimeOf(times.week) },
    { label: say({ de: "30 Tage", en: "30 days" }), uptime: uptimeOver(days.slice(-30)) },
    { label: say({ de: "90 Tage", en: "90 days" }), uptime: uptimeOver(days) },
  ];
  const bad = days.filter(({ times }) => times.down > 0 || times.degraded > 0).reverse();
  return (
    <section>
      <header>
        <h2>{say({ de: "Verfügbarkeit", en: "Availability" })}</h2>
      </header>
      <UptimeBars marks={days.map(({ times }) => markOf(times))} label={barsLabel(days, language)} />
      <dl class="uptimes">
        {figures.map(({ label, uptime }) => (
          <div>
            <dt>{label}</dt>
            <dd class="num" safe>
              {formatUptime(uptime, language)}
            </dd>
          </div>
        ))}
      </dl>
      <p class="soft">
        {say({
          de: "Zeit mit Antwort durch beobachtete Zeit, auf die Sekunde. Langsam zählt als Antwort. Ungewisse Zeit (grau umrandet), Wartung und Pausen zählen nicht.",
          en: "Time with an answer through watched time, to the second. Slow counts as an answer. Unknown time (outlined), maintenance and pauses do not count.",
        })}
      </p>
      {bad.length > 0 ? (
        <details class="folds">
          <summary>{say({ de: "Tage, an denen nicht alles gut war", en: "Days on which not all was well" })}</summary>
          <ul class="lines">
            {bad.map(({ day, times }) => (
              <li>
                <span class="num" safe>
                  {formatOn(day, language)}
                </span>
                <span class="soft" safe>
                  {dayWords(times, language)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function dayWords({ down, degraded }: { down: number; degraded: number }, language: Language): string {
  const said = [
    down > 0 ? `${{ de: "gestört", en: "down" }[language]} ${lasting(down, language)}` : "",
    degraded > 0 ? `${{ de: "beeinträchtigt", en: "degraded" }[language]} ${lasting(degraded, language)}` : "",
  ];
  return said.filter((one) => one !== "").join(", ");
}
