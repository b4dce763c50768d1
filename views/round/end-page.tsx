import { capital, numberWord } from "#src/number-words.ts";
import { may } from "#src/reader.ts";
import { isTreated } from "#src/round/minutes.ts";
import { minutesSince } from "#src/round/round.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import type { MeetingProps } from "./meeting-page.tsx";
import { PresentForm } from "./present-form.tsx";

/** The end of the agenda: who is there, what was not treated, and the button that freezes the minutes. */
export function EndPage(props: MeetingProps & { nobody: boolean }): JSX.Element {
  const { reader, round, items, actions, nobody, present } = props;
  const { language } = reader;
  const say = sayIn(language);
  const tell = tellIn(language);
  const open = items.filter((one) => !isTreated(one));
  const elapsed = minutesSince(round.opened_at ?? reader.now.toISOString(), reader.now);
  const day = formatOn(round.held_on, "de");
  return (
    <Layout title={say({ de: "Wochenrunde", en: "Weekly round" })} reader={reader} current="round">
      <div class="meeting" data-live={`/round/${round.id}/events`} data-version={String(round.version)} data-item="">
        <progress class="progress" value="1" max="1" aria-label={say({ de: "Am Schluss", en: "At the end" })} />
        <div class="lead round">
          <p>
            <span safe>
              {tell({ de: `Wochenrunde vom ${day} · Schluss · `, en: `Weekly round of ${day} · end · ` })}
            </span>
            <span data-since={round.opened_at ?? undefined} safe>
              {`${elapsed} min`}
            </span>
          </p>
          <h1 safe>{sumUp(items.length - open.length, open.length, language)}</h1>
          {nobody ? (
            <p class="notice" role="alert">
              {say({
                de: "Niemand ist als anwesend eingetragen. Ein Protokoll ohne Personen belegt nichts: Haken Sie unten an, wer dabei ist.",
                en: "Nobody is marked as present. Minutes without people prove nothing: tick below who is there.",
              })}
            </p>
          ) : null}
          {may(reader, "member") ? (
            <div class="buttons">
              <form method="post" action={`/round/${round.id}/close`}>
                <button type="submit">
                  {say({ de: "Schliessen und Protokoll einfrieren", en: "Close and freeze the minutes" })}
                </button>
              </form>
              {items.at(-1) ? (
                <form method="post" action={`/round/${round.id}/show`}>
                  <input type="hidden" name="from" value="" />
                  <input type="hidden" name="to" value={String(items.at(-1)!.item.id)} />
                  <button type="submit" class="plain" data-key="ArrowLeft">
                    {say({ de: "Zurück", en: "Back" })} <kbd>←</kbd>
                  </button>
                </form>
              ) : null}
            </div>
          ) : null}
          <p class="soft" safe>
            {tell({
              de: `Dabei: ${present.map(({ name }) => name).join(", ") || "niemand"}. ${actions.length === 0 ? "Keine neue Pendenz." : `Neue Pendenzen: ${actions.length}.`}`,
              en: `Present: ${present.map(({ name }) => name).join(", ") || "nobody"}. ${actions.length === 0 ? "No new action." : `New actions: ${actions.length}.`}`,
            })}
          </p>
        </div>
        {open.length > 0 ? (
          <section>
            <header>
              <h2>{say({ de: "Noch nicht behandelt", en: "Not treated yet" })}</h2>
            </header>
            <ul class="lines">
              {open.map(({ item, points }) => (
                <li>
                  {may(reader, "member") ? (
                    <form method="post" action={`/round/${round.id}/show`} class="goto">
                      <input type="hidden" name="from" value="" />
                      <input type="hidden" name="to" value={String(item.id)} />
                      <button type="submit" class="link" safe>
                        {language === "de" ? item.title : item.title_en}
                      </button>
                    </form>
                  ) : (
                    <span safe>{language === "de" ? item.title : item.title_en}</span>
                  )}
                  <span class="soft" safe>
                    {(language === "de" ? points[0]?.text : points[0]?.text_en) ?? ""}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <PresentForm {...props} />
      </div>
    </Layout>
  );
}

/** "Zehn Punkte besprochen, zwei noch nicht." */
function sumUp(treated: number, open: number, language: "de" | "en"): string {
  const tell = tellIn(language);
  if (treated + open === 0) return tell({ de: "Nichts steht an.", en: "Nothing is pending." });
  const number = (count: number) =>
    count === 0
      ? { de: "kein", en: "no" }[language]
      : count === 1
        ? { de: "ein", en: "one" }[language]
        : numberWord(count, language);
  const items =
    treated === 1
      ? { de: "Punkt", en: "item" }[language]
      : { de: treated === 0 ? "Punkt" : "Punkte", en: "items" }[language];
  const rest =
    open === 0
      ? { de: "keiner fehlt", en: "none is missing" }[language]
      : tell({
          de: `${open === 1 ? "einer" : numberWord(open, "de")} noch nicht`,
          en: `${open === 1 ? "one" : numberWord(open, "en")} not yet`,
        });
  return `${capital(number(treated))} ${items} ${tell({ de: "besprochen", en: "discussed" })}, ${rest}.`;
}
