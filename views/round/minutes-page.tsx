import type { Fields } from "#src/http/form.ts";
import { capital, numberWord } from "#src/number-words.ts";
import { may, type Reader } from "#src/reader.ts";
import type { Minutes } from "#src/round/minutes.ts";
import { type Addendum, minutesSince } from "#src/round/round.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { dayIn, formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Moment } from "#views/ui/moment.tsx";
import { Addenda, MailSection } from "./minutes-after.tsx";
import { ActionLines, Discussed, Numbers } from "./minutes-parts.tsx";

export type MinutesProps = {
  reader: Reader;
  minutes: Minutes;
  sha256: string;
  addenda: readonly Addendum[];
  names: ReadonlyMap<number, string>;
  /** Subjects that are on the next agenda already, by hand. */
  carried: ReadonlySet<string>;
  values: Fields;
  errors: Fields;
  /** To how many it was just sent. */
  sent?: number;
};

/** Frozen minutes, as they are read, printed and checked. What is added later stands below them. */
export function MinutesPage(props: MinutesProps): JSX.Element {
  const { reader, minutes } = props;
  const { language } = reader;
  const say = sayIn(language);
  const tell = tellIn(language);
  const day = formatOn(minutes.held_on, "de");
  const path = `/round/${minutes.round}`;
  return (
    <Layout title={tell({ de: `Protokoll vom ${day}`, en: `Minutes of ${day}` })} reader={reader} current="round">
      <article class="minutes">
        <div class="lead">
          <p>
            <a href="/round">{say({ de: "Wochenrunde", en: "Weekly round" })}</a>{" "}
            <span safe>{tell({ de: `vom ${day} · `, en: `of ${day} · ` }) + lengthOf(minutes, reader)}</span>
          </p>
          <h1 safe>{sumUp(minutes, language)}</h1>
          <p safe>
            {tell({ de: `Dabei: ${presentIn(minutes, language)}.`, en: `Present: ${presentIn(minutes, language)}.` })}
          </p>
          <p class="links">
            <a href={`${path}/minutes.md`} hx-boost="false">
              Markdown
            </a>
            <a href={`${path}/minutes.json`} hx-boost="false">
              JSON
            </a>
          </p>
        </div>
        <Decisions minutes={minutes} language={language} />
        <ActionLines
          title={say({ de: "Neue Pendenzen", en: "New actions" })}
          actions={minutes.actions_set}
          language={language}
        />
        <ActionLines
          title={say({ de: "Erledigt seit der Runde davor", en: "Done since the round before" })}
          actions={minutes.actions_done}
          language={language}
        />
        <Discussed minutes={minutes} reader={reader} />
        <NotTreated {...props} />
        <Numbers numbers={minutes.numbers} language={language} />
        <Chain {...props} />
        <Addenda {...props} />
        <MailSection {...props} />
      </article>
    </Layout>
  );
}

/** How long it took; of a round that was written down on another day, only that. */
function lengthOf({ held_on, opened_at, closed_at }: Minutes, { language, company }: Reader): string {
  const closedOn = dayIn(company.time_zone, new Date(closed_at));
  const day = formatOn(closedOn, "de");
  if (dayIn(company.time_zone, new Date(opened_at)) === held_on)
    return `${minutesSince(opened_at, new Date(closed_at))} min`;
  return tellIn(language)({ de: `nachgetragen ${day}`, en: `added later on ${day}` });
}

function presentIn({ present }: Minutes, language: Language): string {
  return present
    .map(({ name, guest }) => (guest ? `${name} (${{ de: "Gast", en: "guest" }[language]})` : name))
    .join(", ");
}

/** "Drei Entscheide, zwei neue Pendenzen, sieben Punkte besprochen." */
function sumUp({ items, actions_set }: Minutes, language: Language): string {
  const decisions = items.filter(({ decision }) => decision !== null).length;
  const part = (count: number, one: string, many: string, none: string) =>
    count === 0 ? none : count === 1 ? one : `${numberWord(count, language)} ${many}`;
  const parts =
    language === "de"
      ? [
          part(decisions, "ein Entscheid", "Entscheide", "kein Entscheid"),
          part(actions_set.length, "eine neue Pendenz", "neue Pendenzen", "keine neue Pendenz"),
          `${part(items.length, "ein Punkt", "Punkte", "kein Punkt")} besprochen`,
        ]
      : [
          part(decisions, "one decision", "decisions", "no decision"),
          part(actions_set.length, "one new action", "new actions", "no new action"),
          `${part(items.length, "one item", "items", "no item")} discussed`,
        ];
  return `${capital(parts.join(", "))}.`;
}

function Decisions({ minutes, language }: { minutes: Minutes; language: Language }): JSX.Element {
  const decided = minutes.items.filter(({ decision }) => decision !== null);
  if (decided.length === 0) return <></>;
  return (
    <section>
      <header>
        <h2>{sayIn(language)({ de: "Entscheide", en: "Decisions" })}</h2>
      </header>
      <ul class="lines">
        {decided.map(({ decision, title, href }) => (
          <li>
            <b safe>{decision ?? ""}</b>
            <a class="soft" href={href} safe>
              {title[language]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NotTreated({ reader, minutes, carried }: MinutesProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  if (minutes.not_treated.length === 0) return <></>;
  return (
    <section id="not-treated">
      <header>
        <h2>{say({ de: "Nicht behandelt", en: "Not treated" })}</h2>
      </header>
      <ul class="lines">
        {minutes.not_treated.map(({ id, subject, title, points }) => (
          <li>
            <span safe>{title[language]}</span>
            <span class="soft" safe>
              {points[0]?.[language] ?? ""}
            </span>
            {carried.has(subject) ? (
              <span class="soft">{say({ de: "auf der nächsten Runde", en: "on the next round" })}</span>
            ) : may(reader, "member") ? (
              <form class="inline" method="post" action={`/round/${minutes.round}/items/${id}/carry`}>
                <button type="submit" class="link">
                  {say({ de: "in die nächste Runde", en: "to the next round" })}
                </button>
              </form>
            ) : (
              <span></span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What lets a stranger check that these are the minutes that were frozen. */
function Chain({ reader, minutes, sha256 }: MinutesProps): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Eingefroren", en: "Frozen" })}</h2>
        <span class="soft">
          <Moment at={minutes.closed_at} reader={reader} />
        </span>
      </header>
      <dl class="facts">
        <dt>{say({ de: "Geschlossen von", en: "Closed by" })}</dt>
        <dd safe>{minutes.closed_by}</dd>
        <dt>{say({ de: "Kette", en: "Chain" })}</dt>
        <dd>
          <span safe>
            {tell({ de: `${minutes.chain.entries} Einträge, Kopf `, en: `${minutes.chain.entries} entries, head ` })}
          </span>
          <code class="hash" safe>
            {minutes.chain.head}
          </code>
        </dd>
        <dt>{say({ de: "SHA-256 des Protokolls", en: "SHA-256 of the minutes" })}</dt>
        <dd>
          <code class="hash" safe>
            {sha256}
          </code>
          <small>
            {say({
              de: "Der Prüfwert steht im Verlauf beim Eintrag, der die Runde schliesst. Er gilt für die JSON-Datei, Byte für Byte.",
              en: "The hash stands in the history with the entry that closes the round. It holds for the JSON file, byte for byte.",
            })}
          </small>
        </dd>
      </dl>
    </section>
  );
}
