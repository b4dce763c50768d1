import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { StandReport } from "#src/services/stand.ts";
import { formatOn } from "#src/when.ts";
import { PlainLayout } from "#views/layout.tsx";

type Props = { reader: Reader; intro: string | null; isPublic: boolean; reports: readonly StandReport[] };

/** The public progress report: a list for each report date, newest first. */
export function StandPage({ reader, intro, isPublic, reports }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const tell = tellIn(language);
  return (
    <PlainLayout title={say({ de: "Stand der Ablösungen", en: "Progress of the migration" })} reader={reader}>
      <div class="lead">
        <p>
          <span class="wordmark" safe>
            {reader.company.name}
          </span>
        </p>
        <h1>
          {say({
            de: "Wie weit wir mit der Ablösung fremder Dienste sind.",
            en: "How far we are with replacing foreign services.",
          })}
        </h1>
        {intro ? <p safe>{intro}</p> : null}
        {isPublic ? null : (
          <p class="notice quiet">
            {say({
              de: "Diese Seite ist noch nicht öffentlich. Einschalten lässt sie sich in den Einstellungen.",
              en: "This page is not public yet. It can be switched on in the settings.",
            })}
          </p>
        )}
      </div>
      {reports.length === 0 ? <p class="soft">{say({ de: "Noch kein Bericht.", en: "No report yet." })}</p> : null}
      {reports.map(({ day, lines }) => (
        <section>
          <header>
            <h2 safe>
              {tell({ de: `Stand ${formatOn(day.slice(0, 7), "de")}`, en: `As of ${formatOn(day.slice(0, 7), "en")}` })}
            </h2>
          </header>
          <ul class="report">
            {lines.map(({ service, text }) => (
              <li>
                <b safe>{service}</b>
                <span safe>{text}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p class="links">
        <a href={`/stand.md?lang=${language}`} hx-boost="false">
          Markdown
        </a>
      </p>
    </PlainLayout>
  );
}
