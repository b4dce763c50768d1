import type { PropsWithChildren } from "@kitajs/html";
import type { Reader } from "#src/reader.ts";
import { type ItemSaid, isTreated } from "#src/round/minutes.ts";
import type { Round } from "#src/round/round.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; round: Round; items: readonly ItemSaid[]; index: number; current: ItemSaid };

/** Back and forth without saying anything. */
export function Moving({ reader, round, items, index, current }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const before = items[index - 1]?.item.id;
  return (
    <div class="moving">
      {before === undefined ? null : (
        <Show round={round} from={current.item.id} to={before} press="ArrowLeft">
          {say({ de: "Zurück", en: "Back" })} <kbd>←</kbd>
        </Show>
      )}
      <Show round={round} from={current.item.id} to={items[index + 1]?.item.id ?? null} press="l">
        {say({ de: "Später, ohne Eintrag", en: "Later, without a word" })} <kbd>l</kbd>
      </Show>
    </div>
  );
}

type ShowProps = PropsWithChildren<{ round: Round; from: number | null; to: number | null; press: string }>;

function Show({ round, from, to, press, children }: ShowProps): JSX.Element {
  return (
    <form method="post" action={`/round/${round.id}/show`} class="inline">
      <input type="hidden" name="from" value={from === null ? "" : String(from)} />
      <input type="hidden" name="to" value={to === null ? "" : String(to)} />
      <button type="submit" class="link" data-key={press}>
        {children}
      </button>
    </form>
  );
}

export function Rest({ reader, round, items, index, current, writes }: Props & { writes: boolean }): JSX.Element {
  const { language } = reader;
  const rest = items.filter((one, at) => at !== index && (at > index || !isTreated(one)));
  if (rest.length === 0) return <></>;
  return (
    <section id="rest">
      <header>
        <h2>{sayIn(language)({ de: "Noch in dieser Runde", en: "Still in this round" })}</h2>
      </header>
      <ul class="lines">
        {rest.map(({ item, points, entries }) => (
          <li>
            {writes ? (
              <form method="post" action={`/round/${round.id}/show`} class="goto">
                <input type="hidden" name="from" value={String(current.item.id)} />
                <input type="hidden" name="to" value={String(item.id)} />
                <button type="submit" class="link" safe>
                  {language === "de" ? item.title : item.title_en}
                </button>
              </form>
            ) : (
              <span safe>{language === "de" ? item.title : item.title_en}</span>
            )}
            <span class="soft" safe>
              {entries.length > 0
                ? { de: "schon gemeldet", en: "reported already" }[language]
                : points[0]
                  ? { de: points[0].text, en: points[0].text_en }[language]
                  : ""}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
