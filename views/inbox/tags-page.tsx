import type { CountedTag } from "#src/inbox/tag-store.ts";
import { capital, numberWord } from "#src/number-words.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";

/** What was typed on a tag's page and refused. */
export type RefusedTag = { name?: string; nameError?: string; into?: string; intoError?: string };

/** The company's list of tags, each with how many tickets carry it where the reader may look. */
export function TagsPage({ reader, tags }: { reader: Reader; tags: readonly CountedTag[] }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Schlagwörter", en: "Tags" })} reader={reader} current="inbox">
      <div class="lead">
        <p>
          <a href="/inbox" data-key="u">
            {say({ de: "Anfragen", en: "Inbox" })}
          </a>
        </p>
        <h1 safe>{summary(reader, tags)}</h1>
        <p>
          {say({
            de: "Ein Schlagwort entsteht, indem es bei einer Anfrage getippt wird. Gezählt wird, was in Ihren Postfächern liegt.",
            en: "A tag comes into being by typing it at a ticket. What lies in your mailboxes is counted.",
          })}
        </p>
      </div>
      {tags.length === 0 ? null : (
        <section>
          <header>
            <h2>{say({ de: "Schlagwörter", en: "Tags" })}</h2>
          </header>
          <ul class="lines tag-lines">
            {tags.map(({ id, name, n }) => (
              <li>
                <a href={`/inbox?tag=${encodeURIComponent(name)}`} dir="auto" safe>
                  {name}
                </a>
                <span class="num soft">{n}</span>
                {may(reader, "member") ? (
                  <a class="soft" href={`/inbox/tags/${id}`} aria-label={changeWords(reader, name)}>
                    {say({ de: "ändern", en: "change" })}
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  );
}

function changeWords({ language }: Reader, name: string): string {
  return tellIn(language)({ de: `«${name}» ändern`, en: `Change "${name}"` });
}

function summary({ language }: Reader, tags: readonly CountedTag[]): string {
  const tell = tellIn(language);
  if (tags.length === 0) return tell({ de: "Noch kein Schlagwort.", en: "No tag yet." });
  if (tags.length === 1) return tell({ de: "Ein Schlagwort.", en: "One tag." });
  const number = capital(numberWord(tags.length, language));
  return tell({ de: `${number} Schlagwörter.`, en: `${number} tags.` });
}

type TagProps = { reader: Reader; tag: CountedTag; others: readonly CountedTag[]; refused: RefusedTag };

/** One tag: its word; and for owners, who answer for all mailboxes, making one of two and taking it off everywhere. */
export function TagPage(props: TagProps): JSX.Element {
  const { reader, tag } = props;
  const say = sayIn(reader.language);
  return (
    <Layout title={tag.name} reader={reader} current="inbox">
      <div class="lead">
        <p>
          <a href="/inbox/tags" data-key="u">
            {say({ de: "Schlagwörter", en: "Tags" })}
          </a>
        </p>
        <h1 dir="auto" safe>
          {tag.name}
        </h1>
        <p safe>{usedWords(reader, tag.n)}</p>
      </div>
      {may(reader, "member") ? <Rename {...props} /> : null}
      {may(reader, "owner") ? <MergeAndRemove {...props} /> : <p class="soft">{say(forOwners)}</p>}
    </Layout>
  );
}

const forOwners = {
  de: "Zusammenführen und entfernen betrifft alle Postfächer: Das tut eine Inhaberin oder ein Inhaber.",
  en: "Merging and removing concern all mailboxes: an owner does it.",
} as const;

function usedWords({ language }: Reader, n: number): string {
  const tell = tellIn(language);
  if (n === 0)
    return tell({ de: "In Ihren Postfächern trägt es keine Anfrage.", en: "No ticket of your mailboxes carries it." });
  if (n === 1)
    return tell({ de: "In Ihren Postfächern trägt es eine Anfrage.", en: "One ticket of your mailboxes carries it." });
  return tell({ de: `In Ihren Postfächern tragen es ${n} Anfragen.`, en: `${n} tickets of your mailboxes carry it.` });
}

function Rename({ reader, tag, refused }: TagProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Umbenennen", en: "Rename" })}</h2>
      </header>
      <form method="post" action={`/inbox/tags/${tag.id}`} class="fields">
        <Input
          name="name"
          label={say({ de: "Schlagwort", en: "Tag" })}
          value={refused.name ?? tag.name}
          error={refused.nameError}
          required
        />
        <div class="buttons">
          <button type="submit">{say({ de: "Umbenennen", en: "Rename" })}</button>
        </div>
      </form>
    </section>
  );
}

function MergeAndRemove({ reader, tag, others, refused }: TagProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <section>
        <header>
          <h2>{say({ de: "Mit einem anderen zusammenführen", en: "Merge into another" })}</h2>
        </header>
        <form method="post" action={`/inbox/tags/${tag.id}/merge`} class="fields">
          <Input
            name="into"
            label={say({ de: "Das andere, das bleibt", en: "The other, which stays" })}
            list="other-tags"
            value={refused.into}
            error={refused.intoError}
            autocomplete="off"
            required
          />
          <datalist id="other-tags">
            {others.map(({ name }) => (
              <option value={name} />
            ))}
          </datalist>
          <div class="buttons">
            <button type="submit" class="plain">
              {say({ de: "Zusammenführen", en: "Merge" })}
            </button>
          </div>
        </form>
      </section>
      <section>
        <header>
          <h2>{say({ de: "Entfernen", en: "Remove" })}</h2>
        </header>
        <p>
          {say({
            de: "Das Schlagwort verschwindet von allen Anfragen, auch in Postfächern, die Sie nicht benutzen. Die Anfragen bleiben. Rückgängig machen lässt es sich nicht.",
            en: "The tag goes from all tickets, also in mailboxes that you do not use. The tickets stay. It cannot be undone.",
          })}
        </p>
        <form method="post" action={`/inbox/tags/${tag.id}/remove`} class="buttons">
          <button type="submit" class="plain">
            {say({ de: "Von allen Anfragen entfernen", en: "Remove from all tickets" })}
          </button>
        </form>
      </section>
    </>
  );
}
