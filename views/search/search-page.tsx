import { capital, numberWord } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { Found, Hit } from "#src/search/found.ts";
import { Layout } from "#views/layout.tsx";

type Props = { reader: Reader; query: string; found: readonly Found[] };

/** What one box found, by kind. */
export function SearchPage(props: Props): JSX.Element {
  const { reader, query, found } = props;
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Suche", en: "Search" })} reader={reader}>
      <div class="lead">
        <h1 safe>{headline(props)}</h1>
        <search>
          <form class="controls wide" action="/search" method="get">
            <label>
              {say({ de: "Suchen in allem, was Sie sehen dürfen", en: "Search everything you may see" })}
              <input type="search" name="q" value={query} size="40" autofocus={query === ""} data-slash />
            </label>
            <button type="submit">{say({ de: "Suchen", en: "Search" })}</button>
          </form>
        </search>
      </div>
      {found.map((one) => (
        <Group reader={reader} found={one} />
      ))}
      {query !== "" && found.length === 0 ? <Nothing reader={reader} /> : null}
    </Layout>
  );
}

function headline({ reader, query, found }: Props): string {
  const tell = tellIn(reader.language);
  if (query === "") return tell({ de: "Wonach suchen Sie?", en: "What are you looking for?" });
  const count = found.reduce((sum, { hits, more }) => sum + hits.length + more.count, 0);
  if (count === 0) return tell({ de: `Nichts gefunden zu «${query}».`, en: `Nothing found for “${query}”.` });
  const de = count === 1 ? "Ein Treffer" : `${capital(numberWord(count, "de"))} Treffer`;
  const en = count === 1 ? "One result" : `${capital(numberWord(count, "en"))} results`;
  return tell({ de: `${de} zu «${query}».`, en: `${en} for “${query}”.` });
}

function Group({ reader, found }: { reader: Reader; found: Found }): JSX.Element {
  return (
    <section>
      <header>
        <h2 safe>{found.heading[reader.language]}</h2>
      </header>
      <ol class="hits">
        {found.hits.map((hit) => (
          <Result hit={hit} />
        ))}
      </ol>
      {found.more.count > 0 ? <More reader={reader} found={found} /> : null}
    </section>
  );
}

function Result({ hit }: { hit: Hit }): JSX.Element {
  return (
    <li>
      <a href={hit.href} safe>
        {hit.title}
      </a>
      <span class="note" safe>
        {hit.note}
      </span>
      {hit.snippet === "" ? null : <p safe>{hit.snippet}</p>}
    </li>
  );
}

function More({ reader, found: { more } }: { reader: Reader; found: Found }): JSX.Element {
  const de = more.count === 1 ? "Ein weiterer Treffer" : `${capital(numberWord(more.count, "de"))} weitere Treffer`;
  const en = more.count === 1 ? "One more result" : `${capital(numberWord(more.count, "en"))} more results`;
  const tell = tellIn(reader.language);
  if (more.href === null)
    return (
      <p class="soft" safe>
        {tell({ de: `${de}. Ein weiteres Wort grenzt ein.`, en: `${en}. Another word narrows it down.` })}
      </p>
    );
  return (
    <p class="soft">
      <a href={more.href} safe>
        {tell({ de, en })}
      </a>
    </p>
  );
}

function Nothing({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <p>
        {say({
          de: "Gesucht wird nach Wortanfängen, ohne Rücksicht auf Akzente und Grossschreibung; alle Wörter müssen vorkommen. Versuchen Sie es mit weniger Wörtern.",
          en: "Search looks for the beginnings of words, regardless of accents and case; every word must occur. Try fewer words.",
        })}
      </p>
    </section>
  );
}
