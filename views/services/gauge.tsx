import { type Language, tellIn } from "#src/say.ts";
import { type Proof, proofWords } from "#src/services/old-data.ts";

/** "Nachweis 3/7": one box for each of the seven points, and the level in words. */
export function Gauge({ proof, language }: { proof: Proof; language: Language }): JSX.Element {
  const tell = tellIn(language);
  const boxes = Array.from({ length: proof.of }, (_, index) => index < proof.met);
  return (
    <span class="proof">
      <span
        class="gauge"
        role="img"
        aria-label={tell({ de: `${proof.met} von ${proof.of} Punkten`, en: `${proof.met} of ${proof.of} points` })}
      >
        {boxes.map((on) => (
          <i class={on ? "on" : undefined} />
        ))}
      </span>{" "}
      <span class="num" safe>{`${proof.met}/${proof.of}`}</span> <span>{proofWords[proof.level][language]}</span>
    </span>
  );
}
