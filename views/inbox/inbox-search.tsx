import type { InboxShown } from "#src/inbox/inbox-page.ts";
import { inboxAddress } from "#src/inbox/inbox-query.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; shown: InboxShown };

/** Ticks all of the page; a script does it without loading it again. */
function SelectPage({ reader, shown: { query, bulk, tickets } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (tickets.length === 0) return <></>;
  const address = inboxAddress(query);
  const select = `${address}${address.includes("?") ? "&" : "?"}select=page`;
  return (
    <a class="soft" href={bulk.selected === "all" ? address : select} data-select-page>
      {bulk.selected === "all"
        ? say({ de: "Nichts auswählen", en: "Choose none" })
        : say({ de: "Alle auswählen", en: "Choose all" })}
    </a>
  );
}

/** The search of the inbox, and what else begins at a list. */
export function SearchForm({ reader, shown }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { query } = shown;
  return (
    <form method="get" action="/inbox" class="controls">
      {query.mailbox ? <input type="hidden" name="mailbox" value={query.mailbox} /> : null}
      <input
        type="search"
        name="q"
        value={query.q}
        aria-label={say({ de: "Anfragen durchsuchen", en: "Search tickets" })}
        placeholder={say({ de: "Suchen", en: "Search" })}
        data-slash
        aria-keyshortcuts="/"
      />
      <button type="submit" class="link soft">
        {say({ de: "Suchen", en: "Search" })} <kbd>/</kbd>
      </button>
      {may(reader, "member") ? (
        <a class="soft" href="/inbox/new" data-key="n">
          {say({ de: "Neu", en: "New" })} <kbd>N</kbd>
        </a>
      ) : null}
      {may(reader, "member") ? <SelectPage {...{ reader, shown }} /> : null}
    </form>
  );
}

/** What belongs to the inbox and is no list of tickets. */
export function BesideLists({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <nav class="links beside-lists" aria-label={say({ de: "Dazu", en: "Also" })}>
      <a href="/inbox/customers">{say({ de: "Kundschaft", en: "Customers" })}</a>
      <a href="/inbox/tags">{say({ de: "Schlagwörter", en: "Tags" })}</a>
      <a href="/inbox/saved-replies">{say({ de: "Textbausteine", en: "Saved replies" })}</a>
    </nav>
  );
}
