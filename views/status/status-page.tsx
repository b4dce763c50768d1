import { type Language, sayIn } from "#src/say.ts";
import type { Board } from "#src/status/board.ts";
import type { ComponentLine } from "#src/status/component-lines.ts";
import { type Told, titleOf } from "#src/status/notice.ts";
import { Patterns } from "./bars.tsx";
import { NoticeLine, Story, spanWords } from "./notice-story.tsx";
import { type Public, PublicShell } from "./public-shell.tsx";

type Named = { name: string; name_en: string | null };
const nameIn = ({ name, name_en }: Named, language: Language) => (language === "en" ? (name_en ?? name) : name);

/** `row` gives what stands of a component: it may have been made before. */
export type StatusPageProps = {
  shown: Public;
  board: Board;
  sentence: string;
  intro: string | null;
  row: (line: ComponentLine) => JSX.Element;
};

/** The public status page. It says the same to whoever sees no colours, no strokes or no page at all. */
export function StatusPage({ shown, board, sentence, intro, row }: StatusPageProps): JSX.Element {
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
      {board.components.length > 0 ? <Components shown={shown} board={board} row={row} /> : null}
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

type Rows = Pick<StatusPageProps, "shown" | "board" | "row">;

function Components({ shown, board, row }: Rows): JSX.Element {
  const say = sayIn(shown.language);
  const grouped = Map.groupBy(board.components, ({ component }) => component.group_id);
  const known = new Set(board.groups.map(({ id }) => id));
  const loose = board.components.filter(
    ({ component }) => component.group_id === null || !known.has(component.group_id),
  );
  return (
    <section>
      <header>
        <h2>{say({ de: "Verfügbarkeit, Tag für Tag", en: "Uptime, day by day" })}</h2>
      </header>
      <Patterns />
      {board.groups
        .filter(({ id }) => grouped.has(id))
        .map((group) => (
          <>
            <h3 safe>{nameIn(group, shown.language)}</h3>
            <ComponentList lines={grouped.get(group.id)!} row={row} />
          </>
        ))}
      {loose.length > 0 && loose.length < board.components.length ? (
        <h3>{say({ de: "Weitere", en: "Others" })}</h3>
      ) : null}
      {loose.length > 0 ? <ComponentList lines={loose} row={row} /> : null}
      <p class="key">
        {say({
          de: "Verfügbarkeit in 90 Tagen: beantwortete durch überwachte Zeit. Wartung und Zeiten, in denen wir selbst nichts wussten, zählen nicht. Striche: voll läuft, schraffiert eingeschränkt, geteilt und rot gestört, grau Wartung, leer nicht überwacht.",
          en: "Uptime in 90 days: answered by watched time. Maintenance, and times in which we ourselves could not tell, do not count. Strokes: full is up, hatched degraded, split and red down, grey maintenance, outlined not watched.",
        })}
      </p>
    </section>
  );
}

type Lines = { lines: readonly ComponentLine[]; row: StatusPageProps["row"] };

function ComponentList({ lines, row }: Lines): JSX.Element {
  return (
    <ul class="components" data-from={lines[0]?.days[0]?.day}>
      {lines.map((line) => (
        <li>{row(line)}</li>
      ))}
    </ul>
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
