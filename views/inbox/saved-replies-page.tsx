import type { Fields } from "#src/http/form.ts";
import { placeholderWords } from "#src/inbox/placeholder.ts";
import type { SavedReply } from "#src/inbox/saved-reply.ts";
import { capital, numberWord } from "#src/number-words.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input, Select, TextArea } from "#views/ui/field.tsx";
import { formatMoment } from "#views/ui/moment.tsx";

type Box = { id: number; slug: string; name: string };
type ListProps = { reader: Reader; mailboxes: readonly Box[]; replies: readonly SavedReply[] };

/** The texts that are used again and again, with how often. */
export function SavedRepliesPage({ reader, mailboxes, replies }: ListProps): JSX.Element {
  const say = sayIn(reader.language);
  const names = new Map(mailboxes.map(({ id, name }) => [id, name]));
  return (
    <Layout title={say({ de: "Textbausteine", en: "Saved replies" })} reader={reader} current="inbox">
      <div class="lead">
        <p>
          <a href="/inbox" data-key="u">
            {say({ de: "Anfragen", en: "Inbox" })}
          </a>
        </p>
        <h1 safe>{summary(reader, replies.length)}</h1>
        <p>
          {say({
            de: "Beim Antworten tippt man den Titel und setzt den Text dort ein, wo der Cursor steht; Name, Nummer und Datum füllen sich von selbst.",
            en: "When replying one types the title and puts the text where the cursor is; name, number and date fill in by themselves.",
          })}
        </p>
        {may(reader, "member") ? (
          <p>
            <a class="button" href="/inbox/saved-replies/new">
              {say({ de: "Neuer Textbaustein", en: "New saved reply" })}
            </a>
          </p>
        ) : null}
      </div>
      {replies.length === 0 ? null : (
        <section>
          <table class="stack saved-replies">
            <thead>
              <tr>
                <th scope="col">{say({ de: "Titel", en: "Title" })}</th>
                <th scope="col">{say({ de: "Postfach", en: "Mailbox" })}</th>
                <th scope="col">{say({ de: "Sprachen", en: "Languages" })}</th>
                <th scope="col" class="num">
                  {say({ de: "benutzt", en: "used" })}
                </th>
                <th scope="col">{say({ de: "zuletzt", en: "last" })}</th>
              </tr>
            </thead>
            <tbody>
              {replies.map((reply) => (
                <tr>
                  <th scope="row" class="name">
                    <a href={`/inbox/saved-replies/${reply.id}`} dir="auto" safe>
                      {reply.title}
                    </a>
                  </th>
                  <td data-label={say({ de: "Postfach", en: "Mailbox" })} safe>
                    {reply.mailbox_id === null ? say({ de: "alle", en: "all" }) : (names.get(reply.mailbox_id) ?? "")}
                  </td>
                  <td data-label={say({ de: "Sprachen", en: "Languages" })} safe>
                    {languages(reader, reply)}
                  </td>
                  <td class="num" data-label={say({ de: "benutzt", en: "used" })}>
                    {reply.used}
                  </td>
                  <td class="soft" data-label={say({ de: "zuletzt", en: "last" })} safe>
                    {reply.used_at === null ? "–" : formatMoment(reply.used_at, reader.company.time_zone)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Layout>
  );
}

function languages({ language }: Reader, { text_de, text_en }: SavedReply): string {
  const tell = tellIn(language);
  const all = [
    ...(text_de === "" ? [] : [tell({ de: "Deutsch", en: "German" })]),
    ...(text_en === "" ? [] : [tell({ de: "Englisch", en: "English" })]),
  ];
  return all.join(", ");
}

function summary({ language }: Reader, count: number): string {
  const tell = tellIn(language);
  if (count === 0) return tell({ de: "Noch kein Textbaustein.", en: "No saved reply yet." });
  if (count === 1) return tell({ de: "Ein Textbaustein.", en: "One saved reply." });
  const number = capital(numberWord(count, language));
  return tell({ de: `${number} Textbausteine.`, en: `${number} saved replies.` });
}

type PageProps = {
  reader: Reader;
  /** Null: a new one. */
  id: number | null;
  values: Fields;
  errors: Fields;
  /** German, English: filled in for somebody who does not exist. */
  previews: readonly string[];
  mailboxes: readonly Box[];
};

/** One text: its title, for which mailbox, in one or two languages, and how it reads filled in. */
export function SavedReplyPage(props: PageProps): JSX.Element {
  const { reader, id, values, errors, mailboxes } = props;
  const say = sayIn(reader.language);
  const field = (name: string) => ({ name, value: values[name], error: errors[name], full: true });
  return (
    <Layout title={say({ de: "Textbaustein", en: "Saved reply" })} reader={reader} current="inbox">
      <div class="lead">
        <p>
          <a href="/inbox/saved-replies" data-key="u">
            {say({ de: "Textbausteine", en: "Saved replies" })}
          </a>
        </p>
        <h1 dir="auto" safe>
          {id === null ? say({ de: "Neuer Textbaustein", en: "New saved reply" }) : (values["title"] ?? "")}
        </h1>
      </div>
      <div class="aside">
        <div>
          <form method="post" action={`/inbox/saved-replies/${id ?? "new"}`} class="fields">
            <Input {...field("title")} label={say({ de: "Titel", en: "Title" })} required />
            <Select
              {...field("mailbox")}
              label={say({ de: "Postfach", en: "Mailbox" })}
              options={[
                { value: "", label: say({ de: "alle Postfächer", en: "all mailboxes" }) },
                ...mailboxes.map(({ slug, name }) => ({ value: slug, label: name })),
              ]}
            />
            <TextArea {...field("text_de")} label={say({ de: "Text, deutsch", en: "Text, German" })} rows={9} />
            <TextArea {...field("text_en")} label={say({ de: "Text, englisch", en: "Text, English" })} rows={9} />
            {may(reader, "member") ? (
              <div class="buttons">
                <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
                <button type="submit" name="preview" value="yes" class="plain">
                  {say({ de: "Vorschau", en: "Preview" })}
                </button>
              </div>
            ) : null}
          </form>
          <Previews {...props} />
          {id !== null && may(reader, "member") ? <Remove reader={reader} id={id} /> : null}
        </div>
        <Placeholders reader={reader} />
      </div>
    </Layout>
  );
}

function Previews({ reader, previews }: PageProps): JSX.Element {
  const say = sayIn(reader.language);
  const filled = previews.filter((text) => text.trim() !== "");
  if (filled.length === 0) return <></>;
  return (
    <section>
      <header>
        <h2>{say({ de: "So liest es sich", en: "How it reads" })}</h2>
        <span class="soft">{say({ de: "für eine erfundene Kundin", en: "for a made-up customer" })}</span>
      </header>
      {filled.map((text) => (
        <p class="words preview" dir="auto" safe>
          {text}
        </p>
      ))}
    </section>
  );
}

function Remove({ reader, id }: { reader: Reader; id: number }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Löschen", en: "Delete" })}</h2>
      </header>
      <p>
        {say({
          de: "Antworten, in die er eingesetzt wurde, bleiben, wie sie sind.",
          en: "Replies into which it was put stay as they are.",
        })}
      </p>
      <form method="post" action={`/inbox/saved-replies/${id}/remove`} class="buttons">
        <button type="submit" class="plain">
          {say({ de: "Textbaustein löschen", en: "Delete the saved reply" })}
        </button>
      </form>
    </section>
  );
}

function Placeholders({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <aside>
      <section>
        <header>
          <h2>{say({ de: "Platzhalter", en: "Placeholders" })}</h2>
        </header>
        <dl class="placeholders">
          {Object.entries(placeholderWords).map(([name, words]) => (
            <>
              <dt>
                <code safe>{`{{${name}}}`}</code>
              </dt>
              <dd class="soft">{words[reader.language]}</dd>
            </>
          ))}
        </dl>
        <p class="soft">
          {say({
            de: "Hinter einem Strich steht, was gilt, wenn nichts bekannt ist: {{customer.firstName|Guten Tag}}. Was offen bleibt, hält die Antwort auf, bis es ersetzt ist.",
            en: "Behind a bar stands what holds when nothing is known: {{customer.firstName|there}}. What stays open keeps the reply from leaving until it is replaced.",
          })}
        </p>
      </section>
    </aside>
  );
}
