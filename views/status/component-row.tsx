import { type Language, sayIn, tellIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import type { Board } from "#src/status/board.ts";
import { aboutOf, stateWords } from "#src/status/component.ts";
import type { ComponentLine } from "#src/status/component-lines.ts";
import { titleOf } from "#src/status/notice.ts";
import { barsLabel, dayWords, percent } from "#src/status/words.ts";
import { addDays, formatOn } from "#src/when.ts";
import { Bars } from "./bars.tsx";
import type { Public } from "./public-shell.tsx";

/** A component: its name, how it is, its days as strokes and in words. */
export function ComponentRow({
  shown,
  board,
  line,
}: {
  shown: Public;
  board: Board;
  line: ComponentLine;
}): JSX.Element {
  const { component, state, days, times } = line;
  const { language } = shown;
  const about = aboutOf(component, language);
  return (
    <>
      <div>
        <b safe>{named(component, language)}</b>{" "}
        <small class={state === "down" ? "red" : undefined} safe>
          {stateWords[state][language]}
        </small>
        {about ? <small safe>{about}</small> : null}
      </div>
      <Bars days={days} label={barsLabel(days, language)} />
      <span class="num" safe>
        {percent(times, language)}
      </span>{" "}
      <DayList shown={shown} board={board} line={line} />
    </>
  );
}

/** The days on which something was, in words and with their reasons; what was well needs no line. */
function DayList({ shown, board, line }: { shown: Public; board: Board; line: ComponentLine }): JSX.Element {
  const { language } = shown;
  const say = sayIn(language);
  const told = line.days.filter(({ state, notices }) => state !== "unknown" && (state !== "up" || notices.length > 0));
  const blank = line.days.findLast(({ state }) => state === "unknown");
  if (told.length === 0 && !blank) return <></>;
  return (
    <details>
      <summary>{say({ de: "Tag für Tag", en: "Day by day" })}</summary>
      <ul>
        {told.toReversed().map((day) => (
          <li>
            <time datetime={day.day} safe>
              {formatOn(day.day, language)}
            </time>{" "}
            <span safe>{dayWords(day, language) ?? stateWords.up[language]}</span>
            {day.notices.map((id) => (
              <>
                {" · "}
                <a href={shown.links.notice(id, language)} safe>
                  {titleOf(board.notices.get(id)!, language)}
                </a>
              </>
            ))}
          </li>
        ))}
        {blank ? <Blank line={line} language={language} /> : null}
      </ul>
    </details>
  );
}

/** Days that were not watched, as spans. */
function Blank({ line, language }: { line: ComponentLine; language: Language }): JSX.Element {
  const tell = tellIn(language);
  const days = line.days.filter(({ state }) => state === "unknown").map(({ day }) => day);
  const firsts = days.filter((day, index) => index === 0 || addDays(days[index - 1]!, 1) !== day);
  const spans = firsts.map((from) => {
    const end = days.findIndex((day, index) => day >= from && addDays(day, 1) !== days[index + 1]);
    return { from, to: days[end]! };
  });
  return (
    <>
      {spans.toReversed().map(({ from, to }) => (
        <li data-day={from} data-to={to} safe>
          {from === to
            ? `${formatOn(from, language)} ${tell({ de: "nicht überwacht", en: "not watched" })}`
            : tell({
                de: `${formatOn(from, "de")} bis ${formatOn(to, "de")} nicht überwacht`,
                en: `${formatOn(from, "en")} to ${formatOn(to, "en")} not watched`,
              })}
        </li>
      ))}
    </>
  );
}
