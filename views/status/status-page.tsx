import { type Language, sayIn, tellIn } from "#src/say.ts";
import type { Board, ComponentLine } from "#src/status/board.ts";
import { aboutOf, stateWords } from "#src/status/component.ts";
import { type Told, titleOf } from "#src/status/notice.ts";
import { barsLabel, dayWords, percent } from "#src/status/words.ts";
import { addDays, formatOn } from "#src/when.ts";
import { Bars, Patterns } from "./bars.tsx";
import { NoticeLine, Story, spanWords } from "./notice-story.tsx";
import { type Public, PublicShell } from "./public-shell.tsx";

type Named = { name: string; name_en: string | null };
const nameIn = ({ name, name_en }: Named, language: Language) => (language === "en" ? (name_en ?? name) : name);

export type StatusPageProps = { shown: Public; board: Board; sentence: string; intro: string | null };

/** The public status page. It says the same to whoever sees no colours, no strokes or no page at all. */
export function StatusPage({ shown, board, sentence, intro }: StatusPageProps): JSX.Element {
  const say = sayIn(shown.language);
  const names = new Map(board.components.map(({ component }) => [component.id, nameIn(component, shown.language)]));
  return (
    <PublicShell shown={shown} title={sentence} self={shown.links.page}>
      <div class="lead">
        <h1 safe>{sentence}</h1>
        {intro ? <p safe>{intro}</p> : null}
      </div>
      {[...board.incidents, ...board.running].map((notice) => (
        <Current shown={shown} notice={notice} names={names} />
      ))}
      {board.components.length > 0 ? <Components shown={shown} board={board} /> : null}
      <Notices shown={shown} title={say({ de: "Geplant", en: "Planned" })} notices={board.planned} />
      <Notices
        shown={shown}
        title={say({ de: "Vor kurzem", en: "Recently" })}
        notices={board.recent}
        none={say({ de: "In den letzten 14 Tagen war nichts.", en: "Nothing in the last 14 days." })}
      />
    </PublicShell>
  );
}

function Current({ shown, notice, names }: { shown: Public; notice: Told; names: Map<number, string> }): JSX.Element {
  return (
    <section>
      <header>
        <h2>
          <a href={shown.links.notice(notice.id, shown.language)} safe>
            {titleOf(notice, shown.language)}
          </a>
        </h2>
        <span class="soft" safe>
          {spanWords(notice, shown)}
        </span>
      </header>
      <Story shown={shown} notice={notice} names={names} limit={3} />
    </section>
  );
}

function Components({ shown, board }: { shown: Public; board: Board }): JSX.Element {
  const say = sayIn(shown.language);
  const grouped = Map.groupBy(board.components, ({ component }) => component.group_id);
  const known = new Set(board.groups.map(({ id }) => id));
  const loose = board.components.filter(
    ({ component }) => component.group_id === null || !known.has(component.group_id),
  );
  return (
    <section>
      <header>
        <h2>
          {say({ de: "Die letzten", en: "The last" })} <span class="wide">90</span>
          <span class="narrow">30</span> {say({ de: "Tage", en: "days" })}
        </h2>
      </header>
      <Patterns />
      {board.groups
        .filter(({ id }) => grouped.has(id))
        .map((group) => (
          <>
            <h3 safe>{nameIn(group, shown.language)}</h3>
            <ComponentList shown={shown} board={board} lines={grouped.get(group.id)!} />
          </>
        ))}
      {loose.length > 0 && loose.length < board.components.length ? (
        <h3>{say({ de: "Weitere", en: "Others" })}</h3>
      ) : null}
      {loose.length > 0 ? <ComponentList shown={shown} board={board} lines={loose} /> : null}
      <p class="key">
        {say({
          de: "Verfügbarkeit in 90 Tagen: beantwortete durch überwachte Zeit. Wartung und Zeiten, in denen wir selbst nichts wussten, zählen nicht. Striche: voll läuft, schraffiert eingeschränkt, geteilt und rot gestört, grau Wartung, leer nicht überwacht.",
          en: "Uptime in 90 days: answered by watched time. Maintenance, and times in which we ourselves could not tell, do not count. Strokes: full is up, hatched degraded, split and red down, grey maintenance, outlined not watched.",
        })}
      </p>
    </section>
  );
}

type Lines = { shown: Public; board: Board; lines: readonly ComponentLine[] };

function ComponentList({ shown, board, lines }: Lines): JSX.Element {
  return (
    <ul class="components">
      {lines.map((line) => (
        <li>
          <ComponentRow shown={shown} board={board} line={line} />
        </li>
      ))}
    </ul>
  );
}

function ComponentRow({ shown, board, line }: { shown: Public; board: Board; line: ComponentLine }): JSX.Element {
  const { component, state, days, times } = line;
  const { language } = shown;
  const about = aboutOf(component, language);
  return (
    <>
      <div>
        <b safe>{nameIn(component, language)}</b>{" "}
        <small class={state === "down" ? "red" : undefined} safe>
          {stateWords[state][language]}
        </small>
        {about ? <small safe>{about}</small> : null}
      </div>
      <Bars days={days} label={barsLabel(days, language)} />
      <span class="num" safe>
        {percent(times, language)}
      </span>
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
          <li data-day={day.day}>
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

type NoticesProps = { shown: Public; title: string; notices: readonly Told[]; none?: string };

function Notices({ shown, title, notices, none }: NoticesProps): JSX.Element {
  if (notices.length === 0 && !none) return <></>;
  return (
    <section>
      <header>
        <h2 safe>{title}</h2>
      </header>
      {notices.length > 0 ? (
        <ol class="story spans">
          {notices.map((notice) => (
            <NoticeLine shown={shown} notice={notice} />
          ))}
        </ol>
      ) : (
        <p class="soft" safe>
          {none ?? ""}
        </p>
      )}
    </section>
  );
}
