import type { WeekLine } from "#src/overview/week-lines.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

/** How the other areas stand: a line each, and each leads there. */
export function WeekSection({ reader, lines }: { reader: Reader; lines: readonly WeekLine[] }): JSX.Element | null {
  if (lines.length === 0) return null;
  return (
    <section id="week">
      <header>
        <h2>{sayIn(reader.language)({ de: "Im Betrieb", en: "In operation" })}</h2>
      </header>
      <dl class="facts week">
        {lines.map(({ what, parts, href }) => (
          <>
            <dt>
              <a href={href} safe>
                {what}
              </a>
            </dt>
            <dd>
              {parts.map(({ text, red }, at) => (
                <span class={red ? "red" : undefined} safe>
                  {at === 0 ? text : `, ${text}`}
                </span>
              ))}
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}
