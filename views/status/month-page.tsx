import { sayIn, tellIn } from "#src/say.ts";
import { type Month, monthAfter } from "#src/status/links.ts";
import type { Told } from "#src/status/notice.ts";
import { formatOn } from "#src/when.ts";
import { NoticeLine } from "./notice-story.tsx";
import { type Public, PublicShell } from "./public-shell.tsx";

type Props = { shown: Public; month: Month; first: Month; last: Month; notices: readonly Told[] };

/** What was in a month, and the way to the months before and after it. */
export function MonthPage({ shown, month, first, last, notices }: Props): JSX.Element {
  const { language, links } = shown;
  const say = sayIn(language);
  const tell = tellIn(language);
  const name = new Intl.DateTimeFormat(language === "de" ? "de-CH" : "en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${month}-15T00:00:00Z`));
  const count = notices.length;
  const title =
    count === 0
      ? tell({ de: `${name}: nichts zu melden.`, en: `${name}: nothing to report.` })
      : tell({
          de: `${name}: ${count === 1 ? "eine Meldung" : `${count} Meldungen`}.`,
          en: `${name}: ${count === 1 ? "one notice" : `${count} notices`}.`,
        });
  return (
    <PublicShell shown={shown} title={title} self={(other) => links.month(month, other)}>
      <div class="lead">
        <h1 safe>{title}</h1>
        <nav class="links" aria-label={say({ de: "Monate", en: "Months" })}>
          {month > first ? (
            <a rel="prev" href={links.month(monthAfter(month, -1), language)} safe>
              {`← ${formatOn(monthAfter(month, -1), language)}`}
            </a>
          ) : null}
          {month < last ? (
            <a rel="next" href={links.month(monthAfter(month, 1), language)} safe>
              {`${formatOn(monthAfter(month, 1), language)} →`}
            </a>
          ) : null}
        </nav>
      </div>
      {count > 0 ? (
        <section>
          <header>
            <h2>{say({ de: "Meldungen", en: "Notices" })}</h2>
          </header>
          <ol class="story spans">
            {notices.map((notice) => (
              <NoticeLine shown={shown} notice={notice} />
            ))}
          </ol>
        </section>
      ) : null}
    </PublicShell>
  );
}
