import type { Sentence } from "#src/problem.ts";
import { type Section, sectionWords } from "#src/round/agenda.ts";
import { type Language, sayIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";

export type ShownPoint = { section: Section; text: Sentence; on: string | null; red: boolean };

/** Why something is on the agenda: the reasons of one section under its words. */
export function PointList({ points, language }: { points: readonly ShownPoint[]; language: Language }): JSX.Element {
  const groups = [...Map.groupBy(points, ({ section }) => section)];
  return (
    <div class="points">
      {groups.map(([section, mine]) => (
        <div>
          <h3>{sectionTitle(section, language)}</h3>
          <ul>
            {mine.map((point) => (
              <li>
                <span class={point.red ? "red" : undefined} safe>
                  {point.text[language]}
                </span>
                {point.on && section === "changed" ? (
                  <span class="soft" safe>
                    {formatOn(point.on, language)}
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** Sections that a later program wrote are still shown. */
export function sectionTitle(section: Section, language: Language): JSX.Element {
  const words = (sectionWords as Partial<typeof sectionWords>)[section];
  return <>{words ? sayIn(language)(words) : ""}</>;
}
