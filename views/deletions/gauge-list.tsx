import { type Point, pointRules, points, pointWords } from "#src/deletions/record-gauge.ts";
import { type Language, sayIn } from "#src/say.ts";
import { type Proof, proofWords } from "#src/services/old-data.ts";

type Props = { met: readonly Point[]; level: Proof["level"] | null; language: Language };

/** The gauge, and each of its seven points with what it takes. A point that is missing says so in words. */
export function GaugeList({ met, level, language }: Props): JSX.Element {
  const say = sayIn(language);
  return (
    <>
      <p class="proof">
        <span class="gauge" aria-hidden="true">
          {points.map((point) => (
            <i class={met.includes(point) ? "on" : undefined} />
          ))}
        </span>{" "}
        <span class="num" safe>{`${met.length}/${points.length}`}</span>
        {level ? <span>{proofWords[level][language]}</span> : null}
      </p>
      <ul class="proof-points">
        {points.map((point) => (
          <li>
            <span>{say(pointWords[point])}</span>
            {met.includes(point) ? (
              <span class="soft">{say({ de: "erfasst", en: "recorded" })}</span>
            ) : (
              <span class="soft">{say({ de: "offen", en: "open" })}</span>
            )}
            {met.includes(point) ? null : <small>{say(pointRules[point])}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}
