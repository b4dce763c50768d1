import { ticketKeys } from "#src/inbox/keys.ts";
import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";

type Props = { reader: Reader; shown: ShownTicket; mayWrite: boolean };

/** The words on a ticket: each leads to its list; with one field more are put on. */
export function TicketTags({ reader, shown, mayWrite }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/inbox/${shown.ticket.id}/tags`;
  return (
    <div id="tags" class="ticket-tags">
      {shown.tags.length === 0 && !mayWrite ? <span class="soft">–</span> : null}
      {shown.tags.length === 0 ? null : (
        <ul>
          {shown.tags.map(({ name }) => (
            <li>
              <a href={`/inbox?tag=${encodeURIComponent(name)}`} class="tag" dir="auto" safe>
                {name}
              </a>
              {mayWrite ? (
                <form method="post" action={`${path}/remove`}>
                  <input type="hidden" name="tag" value={name} />
                  <button type="submit" class="link soft" aria-label={removeWords(reader, name)}>
                    ×
                  </button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayWrite ? (
        <form method="post" action={path} class="pick">
          <input
            name="tag"
            list="known-tags"
            autocomplete="off"
            data-key={ticketKeys.tag}
            aria-label={say({ de: "Schlagwort dazu", en: "Add a tag" })}
            placeholder={say({ de: "Schlagwort", en: "tag" })}
            required
          />
          <button type="submit" class="plain">
            {say({ de: "Dazu", en: "Add" })}
          </button>
          <KnownTags names={shown.known_tags} />
        </form>
      ) : null}
    </div>
  );
}

function removeWords({ language }: Reader, name: string): string {
  return tellIn(language)({ de: `Schlagwort «${name}» entfernen`, en: `Remove the tag "${name}"` });
}

/** What is offered while somebody types. */
export function KnownTags({ names }: { names: readonly string[] }): JSX.Element {
  return (
    <datalist id="known-tags">
      {names.map((name) => (
        <option value={name} />
      ))}
    </datalist>
  );
}
