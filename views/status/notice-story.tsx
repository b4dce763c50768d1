import { tellIn } from "#src/say.ts";
import { impactWords, stateNow, type Told, textOf, titleOf, updateWords } from "#src/status/notice.ts";
import { formatMoment, formatTime } from "#views/ui/moment.tsx";
import type { Public } from "./public-shell.tsx";

type Props = { shown: Public; notice: Told; names: ReadonlyMap<number, string> };

/** Everything said of a notice, the newest first: when, what it means, and the words. */
export function Story({ shown, notice, names, limit }: Props & { limit?: number }): JSX.Element {
  const updates = notice.updates.toReversed().slice(0, limit);
  return (
    <ol class="story">
      {updates.map((update) => (
        <li>
          <When at={update.at} shown={shown} />
          <div>
            <p safe>{`${updateWords[update.state][shown.language]}${affected(update.impacts, names, shown)}`}</p>
            <Paragraphs shown={shown} words={update} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The time alone for what happened today, else with its day. */
function When({ at, shown }: { at: string; shown: Public }): JSX.Element {
  const isToday =
    formatMoment(at, shown.time_zone).slice(0, 10) === formatMoment(shown.at, shown.time_zone).slice(0, 10);
  return (
    <time datetime={at} safe>
      {isToday ? formatTime(at, shown.time_zone) : formatMoment(at, shown.time_zone)}
    </time>
  );
}

function affected(impacts: Told["updates"][number]["impacts"], names: Props["names"], shown: Public): string {
  const said = impacts.flatMap(({ component_id, impact }) => {
    const name = names.get(component_id);
    if (!name || impact === "none") return [];
    return impact === "maintenance" ? [name] : [`${name} ${impactWords[impact][shown.language]}`];
  });
  return said.length === 0 ? "" : ` · ${said.join(", ")}`;
}

function Paragraphs({ shown, words }: { shown: Public; words: { text: string; text_en: string | null } }): JSX.Element {
  const { text, language } = textOf(words, shown.language);
  const lang = language === shown.language ? undefined : "de-CH";
  return (
    <>
      {text
        .split(/\n{2,}/)
        .filter((part) => part.trim() !== "")
        .map((part) => (
          <p class="words" lang={lang} safe>
            {part}
          </p>
        ))}
    </>
  );
}

/** "Behoben, 08:02 bis 09:40" */
export function spanWords(notice: Told, { language, time_zone }: Public): string {
  const tell = tellIn(language);
  const from = formatMoment(notice.begins_at, time_zone);
  const end = notice.ends_at ?? notice.closed_at;
  if (!end) return tell({ de: `seit ${from}`, en: `since ${from}` });
  const until = formatMoment(end, time_zone);
  const sameDay = until.slice(0, 10) === from.slice(0, 10);
  const to = sameDay ? formatTime(end, time_zone) : until;
  return tell({ de: `${from} bis ${to}`, en: `${from} to ${to}` });
}

/** One notice in a list: its title, when, and how it stands. */
export function NoticeLine({ shown, notice }: Omit<Props, "names">): JSX.Element {
  const state = stateNow(notice);
  return (
    <li>
      <span class="when" safe>
        {spanWords(notice, shown)}
      </span>
      <div>
        <p>
          <a href={shown.links.notice(notice.id, shown.language)} safe>
            {titleOf(notice, shown.language)}
          </a>
        </p>
        <p class="words">{state ? updateWords[state][shown.language] : null}</p>
      </div>
    </li>
  );
}
