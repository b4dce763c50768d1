import type { CheckNow } from "#src/checks/read.ts";
import { faceOf, faceWord, momentWords, needsPerson } from "#src/checks/words.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

export type Offer = { kind: "gone" | "trace" | "http"; href: string };

type Props = { reader: Reader; checks: readonly CheckNow[]; offers: readonly Offer[] };

const offerWords = {
  gone: { de: "Prüfen, ob es weg ist", en: "Check that it is gone" },
  trace: { de: "Nach Spuren suchen", en: "Look for traces" },
  http: { de: "Prüfung anlegen", en: "Make a check" },
};

/** On the page of a system or a service: how its checks stand. */
export function ChecksPanel({ reader, checks, offers }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Prüfungen", en: "Checks" })}</h2>
      </header>
      {checks.length === 0 ? <p class="soft">{say({ de: "Noch keine.", en: "None yet." })}</p> : null}
      <ul class="lines">
        {checks.map((now) => (
          <li>
            <a href={`/checks/${now.check.slug}`} safe>
              {now.check.name}
            </a>
            <span class={needsPerson(faceOf(now)) ? "red" : "soft"} safe>
              {standing(now, reader)}
            </span>
          </li>
        ))}
      </ul>
      {may(reader, "member") && offers.length > 0 ? (
        <p class="links">
          {offers.map(({ kind, href }) => (
            <a href={href} safe>
              {offerWords[kind][reader.language]}
            </a>
          ))}
        </p>
      ) : null}
    </section>
  );
}

function standing(now: CheckNow, { language, company, now: at }: Reader): string {
  const word = faceWord(now.check, faceOf(now))[language];
  const since = now.standing.since ? momentWords(now.standing.since, company.time_zone, at) : "";
  if (since === "") return word;
  return language === "de" ? `${word} seit ${since}` : `${word} since ${since}`;
}
