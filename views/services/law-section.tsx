import type { Assessment } from "#src/law/assess.ts";
import { countryName } from "#src/law/country.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { SystemInLaw } from "#src/services/page.ts";
import { type Place, placeWords } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";
import { type Day, formatOn } from "#src/when.ts";

type Props = {
  systems: readonly SystemInLaw[];
  reader: Reader;
  on: Day;
  days: readonly { day: Day; href: string }[];
  horizon: string;
};

/** Three countries of each system, judged from Switzerland and from the EU on one day, each with the law it rests on. */
export function LawSection({ systems, reader, on, days, horizon }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const tell = tellIn(language);
  return (
    <section id="law">
      <header>
        <h2 safe>{tell({ de: `Rechtslage am ${formatOn(on, language)}`, en: `Law on ${formatOn(on, language)}` })}</h2>
        <span class="links">
          {days.map(({ day, href }) => (
            <a href={`${href}#law`} aria-current={day === on ? "true" : undefined} safe>
              {day === reader.today ? (language === "de" ? "heute" : "today") : formatOn(day, language)}
            </a>
          ))}
        </span>
      </header>
      {systems.length === 0 ? (
        <p class="soft">{say({ de: "Noch kein System erfasst.", en: "No system recorded yet." })}</p>
      ) : null}
      {systems.map((one) => (
        <LawTable one={one} reader={reader} />
      ))}
      <p class="soft" safe>
        {horizon}
      </p>
    </section>
  );
}

function LawTable({ one: { system, places, holds }, reader }: { one: SystemInLaw; reader: Reader }): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <div class="table">
      <table class="stack law">
        <caption>
          <a href={`/services/systems/${system.slug}`} safe>
            {named(system, language)}
          </a>
        </caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{say({ de: "Land", en: "Country" })}</th>
            <th scope="col">{say({ de: "aus der Schweiz", en: "from Switzerland" })}</th>
            <th scope="col">{say({ de: "aus der EU", en: "from the EU" })}</th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ kind, place, judged, access }) => (
            <tr>
              <th scope="row" class="name">
                {say(placeWords[kind])}
              </th>
              <td>
                <PlaceName place={place} reader={reader} />
              </td>
              <td class="wide">
                {judged ? (
                  <span class="narrow soft">{say({ de: "aus der Schweiz: ", en: "from Switzerland: " })}</span>
                ) : null}
                {judged ? <Verdict assessment={judged.CH} holds={holds} reader={reader} /> : null}
                {access ? (
                  <details>
                    <summary>
                      {say({ de: "Zugriff durch das Mutterhaus möglich", en: "Access by the parent is possible" })}
                    </summary>
                    <small safe>{access.reason[language]}</small>
                  </details>
                ) : null}
              </td>
              <td class="wide">
                {judged ? <span class="narrow soft">{say({ de: "aus der EU: ", en: "from the EU: " })}</span> : null}
                {judged ? <Verdict assessment={judged.EU} holds={holds} reader={reader} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PlaceName({ place, reader }: { place: Place | null; reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  if (place === null) return <span class="soft">{say({ de: "nicht angegeben", en: "not stated" })}</span>;
  if (place.country === null) return <span>{say({ de: "nicht überprüfbar", en: "not verifiable" })}</span>;
  return (
    <>
      <span safe>{countryName(place.country, reader.language)}</span>
      {place.assumed ? <small>{say({ de: "nur angenommen", en: "only assumed" })}</small> : null}
      {place.note ? (
        <small lang="de-CH" safe>
          {place.note}
        </small>
      ) : null}
    </>
  );
}

function Verdict({
  assessment,
  holds,
  reader,
}: {
  assessment: Assessment;
  holds: boolean;
  reader: Reader;
}): JSX.Element {
  const say = sayIn(reader.language);
  const words = {
    adequate: say({ de: "angemessen", en: "adequate" }),
    partial: say({ de: "teilweise angemessen", en: "partly adequate" }),
    inadequate: say({
      de: "kein angemessener Schutz anerkannt; Garantien nötig",
      en: "no adequate protection recognised; guarantees needed",
    }),
  } as const;
  return (
    <>
      <span class={holds && assessment.effective === "inadequate" ? "red" : undefined}>
        {words[assessment.effective]}
      </span>
      {assessment.status === "certified-only" ? (
        <small>
          {assessment.effective === "adequate"
            ? say({ de: "weil der Empfänger zertifiziert ist", en: "because the recipient is certified" })
            : say({
                de: "nur mit Zertifizierung, und keine ist erfasst",
                en: "only with a certification, and none is recorded",
              })}
        </small>
      ) : null}
      <details>
        <summary lang="de-CH" safe>
          {assessment.basis}
        </summary>
        <small>
          <span safe>{periodOf(assessment, reader)}</span>
          {assessment.scope ? <span lang="de-CH" safe>{` ${assessment.scope}.`}</span> : null}{" "}
          <span class="source" safe>
            {`${reader.language === "de" ? "Quelle" : "Source"}: ${assessment.source}`}
          </span>
          {assessment.ours ? <b>{say({ de: " Eigene Angabe.", en: " Our own statement." })}</b> : null}
        </small>
      </details>
    </>
  );
}

function periodOf({ from, until }: Assessment, { language }: Reader): string {
  const start = from ? formatOn(from, language) : null;
  const end = until ? formatOn(until, language) : null;
  if (start && end) return language === "de" ? `Gilt vom ${start} bis ${end}.` : `In force from ${start} to ${end}.`;
  if (start) return language === "de" ? `Gilt seit ${start}.` : `In force since ${start}.`;
  if (end) return language === "de" ? `Galt bis ${end}.` : `In force until ${end}.`;
  return language === "de" ? "Ohne Befristung." : "Without a limit.";
}
