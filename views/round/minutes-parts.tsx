import type { Reader } from "#src/reader.ts";
import type { Minutes, MinutesAction, MinutesItem } from "#src/round/minutes.ts";
import { numberNames, numberWords } from "#src/round/minutes-words.ts";
import { healthWords } from "#src/round/round.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import { PointList } from "./point-list.tsx";

export function ActionLines({
  title,
  actions,
  language,
}: {
  title: string;
  actions: readonly MinutesAction[];
  language: Language;
}): JSX.Element {
  if (actions.length === 0) return <></>;
  return (
    <section>
      <header>
        <h2 safe>{title}</h2>
      </header>
      <ul class="lines">
        {actions.map(({ id, task, person, due_on }) => (
          <li>
            <a href={`/round/actions#action-${id}`} safe>
              {task}
            </a>
            <span class="soft" safe>
              {due_on
                ? tellIn(language)({
                    de: `${person}, bis ${formatOn(due_on, "de")}`,
                    en: `${person}, by ${formatOn(due_on, "de")}`,
                  })
                : person}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every item with why it was spoken of, and what was said, by whom. */
export function Discussed({ minutes, reader }: { minutes: Minutes; reader: Reader }): JSX.Element {
  const { language } = reader;
  if (minutes.items.length === 0) return <></>;
  return (
    <section>
      <header>
        <h2>{sayIn(language)({ de: "Besprochen", en: "Discussed" })}</h2>
      </header>
      <ul class="discussed">
        {minutes.items.map((item) => (
          <li>
            <div>
              <a href={item.href} safe>
                {item.title[language]}
              </a>
              <Outcome item={item} language={language} />
            </div>
            <PointList points={item.points} language={language} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ item, language }: { item: MinutesItem; language: Language }): JSX.Element {
  const say = sayIn(language);
  const speakers = [...new Set(item.said.map(({ by }) => by))].join(", ");
  const earlier = item.said.filter(({ sentence }) => sentence !== null && sentence !== item.sentence);
  return (
    <div class="outcome">
      {item.health ? (
        <b class={item.health === "off-track" ? "red" : undefined}>{say(healthWords[item.health])}</b>
      ) : null}
      {item.nothing_new ? <span class="soft">{say({ de: "nichts Neues", en: "nothing new" })}</span> : null}
      {item.sentence ? <p safe>{item.sentence}</p> : null}
      {earlier.map(({ by, sentence }) => (
        <p class="soft" safe>
          {tellIn(language)({ de: `${by} zuvor: ${sentence}`, en: `${by} before: ${sentence}` })}
        </p>
      ))}
      <small safe>{speakers}</small>
    </div>
  );
}

/** Numbers then and now, so that two rounds can be compared. */
export function Numbers({ numbers, language }: { numbers: Minutes["numbers"]; language: Language }): JSX.Element {
  const say = sayIn(language);
  const { now, before } = numbers;
  return (
    <section>
      <header>
        <h2>{say({ de: "Zahlen", en: "Numbers" })}</h2>
      </header>
      <div class="table">
        <table class="figures">
          <thead>
            <tr>
              <td></td>
              {before ? (
                <th scope="col" class="num" safe>
                  {formatOn(before.on, "de")}
                </th>
              ) : null}
              <th scope="col" class="num">
                {say({ de: "an dieser Runde", en: "at this round" })}
              </th>
            </tr>
          </thead>
          <tbody>
            {numberNames.map((name) => (
              <tr>
                <th scope="row">{say(numberWords[name])}</th>
                {before ? <td class="num">{String(before[name]) as "0"}</td> : null}
                <td class="num">{String(now[name]) as "0"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
