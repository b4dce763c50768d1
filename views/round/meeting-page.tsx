import { may, type Reader } from "#src/reader.ts";
import type { Action } from "#src/round/action.ts";
import type { ItemSaid } from "#src/round/minutes.ts";
import { type Entry, minutesSince, type Present, type Round } from "#src/round/round.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { ServiceOn, SystemOn } from "#src/services/register.ts";
import { formatOn, formatWhen } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { OldDataMark, StageMark } from "#views/services/mark.tsx";
import { Moving, Rest } from "./meeting-rest.tsx";
import { PointList } from "./point-list.tsx";
import { PresentForm } from "./present-form.tsx";
import { Keys, type Returned, WordsForm } from "./words-form.tsx";

export type MeetingProps = {
  reader: Reader;
  round: Round;
  items: readonly ItemSaid[];
  present: readonly Present[];
  people: readonly { id: number; name: string }[];
  names: ReadonlyMap<number, string>;
  actions: readonly Action[];
};

type Props = MeetingProps & {
  index: number;
  current: ItemSaid;
  standing: { service: ServiceOn | null; system: SystemOn | null };
  returned: Returned | null;
  /** Without any form: for a screen that everybody looks at. */
  follows: boolean;
};

/** The running round at one item: large on a projector, the same on every phone. */
export function MeetingPage(props: Props): JSX.Element {
  const { reader, round, items, index, current, follows } = props;
  const { item } = current;
  const title = reader.language === "de" ? item.title : item.title_en;
  const writes = may(reader, "member") && !follows;
  return (
    <Layout title={title} reader={reader} current="round">
      <div
        class="meeting"
        data-live={`/round/${round.id}/events`}
        data-version={String(round.version)}
        data-item={String(item.id)}
      >
        <progress
          class="progress"
          value={String(index + 1)}
          max={String(items.length)}
          aria-label={tellIn(reader.language)({
            de: `Punkt ${index + 1} von ${items.length}`,
            en: `Item ${index + 1} of ${items.length}`,
          })}
        />
        <Head {...props} title={title} />
        <div class={writes ? "two" : undefined}>
          <section>
            <header>
              <h2>{sayIn(reader.language)({ de: "Worum es geht", en: "What it is about" })}</h2>
            </header>
            <PointList points={pointsOf(current)} language={reader.language} />
            <SaidSoFar {...props} />
          </section>
          {writes ? <WordsForm {...props} next={items[index + 1]?.item ?? null} /> : null}
        </div>
        {follows ? (
          <noscript>
            <meta http-equiv="refresh" content="10" />
          </noscript>
        ) : null}
        {writes ? <Moving {...props} /> : null}
        <Rest {...props} writes={writes} />
        {follows ? null : <PresentForm {...props} />}
        {writes ? <Keys reader={reader} /> : null}
      </div>
    </Layout>
  );
}

function pointsOf({ points }: ItemSaid) {
  return points.map(({ section, text, text_en, on_day, red }) => ({
    section,
    text: { de: text, en: text_en },
    on: on_day,
    red: red === 1,
  }));
}

function Head({
  reader,
  round,
  items,
  index,
  current,
  standing,
  title,
  follows,
}: Props & { title: string }): JSX.Element {
  const { language } = reader;
  const tell = tellIn(language);
  const day = formatOn(round.held_on, "de");
  const elapsed = minutesSince(round.opened_at ?? reader.now.toISOString(), reader.now);
  return (
    <div class="lead round">
      <p>
        <span safe>
          {tell({
            de: `Wochenrunde vom ${day} · ${index + 1} von ${items.length} · `,
            en: `Weekly round of ${day} · ${index + 1} of ${items.length} · `,
          })}
        </span>
        <span data-since={round.opened_at ?? undefined} safe>
          {`${elapsed} min`}
        </span>
        {follows ? null : (
          <a class="soft screen" href={`/round/${round.id}/follow`}>
            {sayIn(language)({ de: "Nur zeigen", en: "Show only" })}
          </a>
        )}
      </p>
      <h1>
        <a href={current.item.href} safe>
          {title}
        </a>
      </h1>
      <Standing reader={reader} standing={standing} owner={current.item.owner} />
    </div>
  );
}

/** Where it stands on both axes today. */
function Standing({
  reader,
  standing,
  owner,
}: Pick<Props, "reader" | "standing"> & { owner: string | null }): JSX.Element {
  const { language } = reader;
  const tell = tellIn(language);
  const row = standing.service;
  const old = row ? row.from : standing.system ? [standing.system] : [];
  const target = row?.target && row.stage !== "live" ? formatWhen(row.target, language) : "";
  return (
    <p class="standing">
      {row ? <StageMark stage={row.stage} language={language} /> : null}
      {old.map((one) => (
        <span>
          <OldDataMark state={one.old_data} language={language} />{" "}
          <span class="soft" safe>
            {language === "de" ? one.system.name : (one.system.name_en ?? one.system.name)}
          </span>
        </span>
      ))}
      {target ? <span safe>{tell({ de: `Ziel ${target}`, en: `Target ${target}` })}</span> : null}
      {owner ? <span safe>{tell({ de: `zuständig ${owner}`, en: `owner ${owner}` })}</span> : null}
    </p>
  );
}

/** Everything that was said of the item, by whom: nobody's words are lost. */
function SaidSoFar({ reader, current, names, actions }: Props): JSX.Element {
  const { language } = reader;
  const tell = tellIn(language);
  const mine = actions.filter(({ subject }) => subject === current.item.subject);
  return (
    <ul class="said" id="said" aria-live="polite">
      {current.entries.map((entry) => (
        <li>
          <b safe>{names.get(Number(entry.by.split(":")[1])) ?? entry.by}</b>
          <span safe>{saidIn(entry, language)}</span>
        </li>
      ))}
      {mine.map(({ task, person, due_on }) => (
        <li>
          <b safe>{tell({ de: `Pendenz ${person}`, en: `Action ${person}` })}</b>
          <span safe>{due_on ? `${task} (${formatOn(due_on, "de")})` : task}</span>
        </li>
      ))}
    </ul>
  );
}

function saidIn(entry: Entry, language: Reader["language"]): string {
  const words = {
    "on-track": ["auf Kurs", "on track"],
    "at-risk": ["gefährdet", "at risk"],
    "off-track": ["nicht auf Kurs", "off track"],
  };
  const at = language === "de" ? 0 : 1;
  const decision = entry.decision ? `${["Entscheid", "Decision"][at]}: ${entry.decision}` : null;
  const quiet = entry.nothing_new === 1 ? ["nichts Neues", "nothing new"][at] : null;
  return [entry.health ? words[entry.health][at] : null, entry.sentence, decision, quiet].filter(Boolean).join(" · ");
}
