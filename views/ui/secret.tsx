import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; title: string; secret: string; means: string };

/** Something that is shown this once: a one-time link, a token. A click marks all of it. */
export function Secret({ reader, title, secret, means }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section aria-labelledby="secret-title">
      <header>
        <h2 id="secret-title" safe>
          {title}
        </h2>
        <span class="red">{say({ de: "erscheint nur jetzt", en: "shown only now" })}</span>
      </header>
      <code class="secret" safe>
        {secret}
      </code>
      <p class="soft" safe>
        {means}
      </p>
    </section>
  );
}
