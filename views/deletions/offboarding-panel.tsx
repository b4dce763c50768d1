import { stepsSentence } from "#src/deletions/offboarding-words.ts";
import type { Step } from "#src/deletions/step.ts";
import { capital } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { StartOffboarding } from "./offboarding-page.tsx";

/** `steps` is null while no offboarding runs. */
type Props = { reader: Reader; slug: string; steps: readonly Step[] | null };

/** On a system's page: how far the leaving is, or the button that begins it. */
export function OffboardingPanel({ reader, slug, steps }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Ausstieg", en: "Offboarding" })}</h2>
      </header>
      {steps === null ? (
        <StartOffboarding reader={reader} slug={slug} />
      ) : (
        <p>
          <a href={`/deletions/offboarding/${slug}`} safe>
            {capital(stepsSentence(steps, reader.language))}
          </a>
        </p>
      )}
    </section>
  );
}
