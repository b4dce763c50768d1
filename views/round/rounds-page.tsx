import type { Fields } from "#src/http/form.ts";
import { capital, numberWord } from "#src/number-words.ts";
import { may, type Reader } from "#src/reader.ts";
import type { Ahead } from "#src/round/read.ts";
import { minutesSince, type Round } from "#src/round/round.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";
import { Agenda } from "./agenda-list.tsx";

export type RoundsProps = {
  reader: Reader;
  next: Round | null;
  running: Round | null;
  items: readonly Ahead[];
  rounds: readonly Round[];
  streak: number;
  open: number;
  names: ReadonlyMap<number, string>;
  typed: { form: string; values: Fields; errors: Fields } | null;
};

/** The next round with its agenda, and the rounds that were. */
export function RoundsPage(props: RoundsProps): JSX.Element {
  const { reader, items, running, streak, open } = props;
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  return (
    <Layout title={say({ de: "Wochenrunde", en: "Weekly round" })} reader={reader} current="round">
      <div class="lead">
        <h1 safe>{headline(props)}</h1>
        <p>
          {streak > 1 ? (
            <span safe>
              {tell({
                de: `${capital(numberWord(streak, "de"))} Runden in Folge. `,
                en: `${capital(numberWord(streak, "en"))} rounds in a row. `,
              })}
            </span>
          ) : null}
          <a href="/round/actions" safe>
            {open === 0
              ? tell({ de: "Keine offenen Pendenzen", en: "No open actions" })
              : tell({
                  de: open === 1 ? "Eine offene Pendenz" : `${capital(numberWord(open, "de"))} offene Pendenzen`,
                  en: `${capital(open === 1 ? "one" : numberWord(open, "en"))} open ${open === 1 ? "action" : "actions"}`,
                })}
          </a>
        </p>
        <Begin reader={reader} running={running} />
      </div>
      {running ? null : <Agenda reader={reader} items={items} names={props.names} typed={props.typed} />}
      {running || !may(reader, "member") ? null : <Plan {...props} />}
      <Past {...props} />
    </Layout>
  );
}

function headline({ reader, next, running, items }: RoundsProps): string {
  const tell = tellIn(reader.language);
  if (running) {
    const elapsed = minutesSince(running.opened_at ?? reader.now.toISOString(), reader.now);
    return tell({
      de: `Die Runde läuft, seit ${elapsed} Minuten.`,
      en: `The round is running, since ${elapsed} minutes.`,
    });
  }
  const ready = readyWords(items.length, reader.language);
  if (!next) return tell({ de: `Noch keine Runde geplant: ${ready}.`, en: `No round planned yet: ${ready}.` });
  if (next.held_on === reader.today)
    return tell({ de: `Heute ist Wochenrunde: ${ready}.`, en: `The weekly round is today: ${ready}.` });
  const day = formatOn(next.held_on, "de");
  if (next.held_on < reader.today)
    return tell({
      de: `Die Wochenrunde vom ${day} steht aus: ${ready}.`,
      en: `The weekly round of ${day} is overdue: ${ready}.`,
    });
  return tell({ de: `Nächste Wochenrunde am ${day}: ${ready}.`, en: `Next weekly round on ${day}: ${ready}.` });
}

/** "acht Punkte bereit" */
function readyWords(count: number, language: "de" | "en"): string {
  if (count === 0) return { de: "nichts steht an", en: "nothing is pending" }[language];
  if (count === 1) return { de: "ein Punkt ist bereit", en: "one item is ready" }[language];
  return language === "de"
    ? `${numberWord(count, "de")} Punkte sind bereit`
    : `${numberWord(count, "en")} items are ready`;
}

function Begin({ reader, running }: Pick<RoundsProps, "reader" | "running">): JSX.Element {
  const say = sayIn(reader.language);
  if (running)
    return (
      <p class="buttons">
        <a class="button" href={`/round/${running.id}`}>
          {say({ de: "Zur Runde", en: "To the round" })}
        </a>
      </p>
    );
  if (!may(reader, "member")) return <></>;
  return (
    <form class="buttons" method="post" action="/round">
      <button type="submit">{say({ de: "Runde beginnen", en: "Begin the round" })}</button>
    </form>
  );
}

function Plan({ reader, next, typed }: RoundsProps): JSX.Element {
  const say = sayIn(reader.language);
  const of = (form: string) => (typed?.form === form ? typed : null);
  return (
    <div class="folds after">
      <details class="fold" id="plan" open={of("plan") !== null}>
        <summary>{say({ de: "Tag der nächsten Runde ändern", en: "Change the day of the next round" })}</summary>
        <form class="fields" method="post" action="/round/plan">
          <Input
            name="held_on"
            type="date"
            label={say({ de: "Nächste Runde", en: "Next round" })}
            value={of("plan")?.values["held_on"] ?? next?.held_on ?? reader.today}
            error={of("plan")?.errors["held_on"]}
          />
          <div class="buttons full">
            <button type="submit">{say({ de: "Festlegen", en: "Set" })}</button>
          </div>
        </form>
      </details>
      <details class="fold" id="skip" open={of("skip") !== null}>
        <summary>{say({ de: "Diese Woche auslassen", en: "Skip this week" })}</summary>
        <form class="fields" method="post" action="/round/skip">
          <Input
            name="reason"
            label={say({ de: "Warum", en: "Why" })}
            placeholder={say({ de: "Ferien", en: "Holidays" })}
            hint={say({
              de: "Eine begründete Pause unterbricht die Folge der Runden nicht.",
              en: "A pause with a reason does not break the row of rounds.",
            })}
            value={of("skip")?.values["reason"]}
            error={of("skip")?.errors["reason"]}
          />
          <div class="buttons full">
            <button type="submit">{say({ de: "Auslassen", en: "Skip" })}</button>
          </div>
        </form>
      </details>
    </div>
  );
}

function Past({ reader, rounds }: RoundsProps): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  if (rounds.length === 0) return <></>;
  return (
    <section>
      <header>
        <h2>{say({ de: "Bisherige Runden", en: "Rounds so far" })}</h2>
      </header>
      <ul class="lines">
        {rounds.map((round) => (
          <li>
            {round.state === "closed" ? (
              <a href={`/round/${round.id}`} safe>
                {tell({
                  de: `Protokoll vom ${formatOn(round.held_on, "de")}`,
                  en: `Minutes of ${formatOn(round.held_on, "de")}`,
                })}
              </a>
            ) : (
              <span class="soft" safe>
                {tell({
                  de: `${formatOn(round.held_on, "de")} ausgelassen: ${round.reason ?? ""}`,
                  en: `${formatOn(round.held_on, "de")} skipped: ${round.reason ?? ""}`,
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
