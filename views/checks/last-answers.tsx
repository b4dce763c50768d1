import { faceWord } from "#src/checks/words.ts";
import { sayIn } from "#src/say.ts";
import { formatMoment } from "#views/ui/moment.tsx";
import type { CheckProps } from "./check-page.tsx";

/** Single answers, the newest first. They are kept for two days. */
export function LastAnswers({ reader, now, answers }: CheckProps): JSX.Element {
  const say = sayIn(reader.language);
  const seconds = (at: string) => `${formatMoment(at, reader.company.time_zone)}:${at.slice(17, 19)}`;
  return (
    <section id="answers">
      <header>
        <h2>{say({ de: "Letzte Antworten", en: "Last answers" })}</h2>
      </header>
      {answers.length === 0 ? <p class="soft">{say({ de: "Noch keine.", en: "None yet." })}</p> : null}
      <ul class="answers">
        {answers.map(({ at, state, duration_ms, reason }) => (
          <li>
            <time datetime={at} safe>
              {seconds(at)}
            </time>
            <span class={state === "down" ? "red" : undefined} safe>
              {faceWord(now.check, state)[reader.language]}
            </span>
            <span class="num">{Math.round(duration_ms)} ms</span>
            <span class="soft" safe>
              {reason?.[reader.language] ?? ""}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
