import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import type { ItemSaid } from "#src/round/minutes.ts";
import { type Entry, healths, healthWords, type Item, type Round } from "#src/round/round.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Input, TextArea } from "#views/ui/field.tsx";

/** A form that came back: what was typed, what is wrong, and what somebody else wrote meanwhile. */
export type Returned = { values: Fields; errors: Fields; theirs: Entry | null };

type Props = {
  reader: Reader;
  round: Round;
  current: ItemSaid;
  next: Item | null;
  names: ReadonlyMap<number, string>;
  people: readonly { id: number; name: string }[];
  returned: Returned | null;
};

/** Keys of the fields: the first letter of the word in the reader's language. */
const keys = { de: { sentence: "s", decision: "e", task: "p" }, en: { sentence: "s", decision: "d", task: "a" } };

/** What is said of an item today. The version says what the writer had seen. */
export function WordsForm({ reader, round, current, next, names, people, returned }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const last = current.entries.at(-1);
  const known: Fields = { health: last?.health ?? "", sentence: last?.sentence ?? "", decision: last?.decision ?? "" };
  const values = { ...known, ...returned?.values };
  const errors = returned?.errors ?? {};
  const key = keys[language];
  return (
    <section>
      <header>
        <h2>{say({ de: "Heute", en: "Today" })}</h2>
      </header>
      {returned?.theirs ? <Torn theirs={returned.theirs} names={names} reader={reader} /> : null}
      <p class="notice" id="moved" role="status" hidden>
        {say({
          de: "Die Runde ist inzwischen weiter. Ihr Text steht noch hier; gespeichert wird er zu diesem Punkt.",
          en: "The round has moved on. Your text is still here; it will be stored with this item.",
        })}
      </p>
      <p class="notice" id="offline" role="alert" hidden>
        {say({
          de: "Keine Verbindung. Ihr Text steht noch hier; senden Sie ihn, sobald sie wieder da ist.",
          en: "No connection. Your text is still here; send it as soon as it is back.",
        })}
      </p>
      <form
        class="fields"
        method="post"
        action={`/round/${round.id}/items/${current.item.id}`}
        data-words={returned ? "returned" : "fresh"}
      >
        <input
          type="hidden"
          name="version"
          value={String(returned?.theirs?.version ?? returned?.values["version"] ?? last?.version ?? 0)}
        />
        <fieldset class="full">
          <legend class="hidden">{say({ de: "Lage", en: "State" })}</legend>
          <div class="choice">
            {healths.map((health, index) => (
              <label>
                <input
                  type="radio"
                  name="health"
                  value={health}
                  checked={values["health"] === health}
                  data-key={String(index + 1)}
                />
                {say(healthWords[health])} <kbd>{String(index + 1) as "1"}</kbd>
              </label>
            ))}
          </div>
        </fieldset>
        <TextArea
          name="sentence"
          label={say({ de: "Ein Satz", en: "A sentence" })}
          value={values["sentence"]}
          error={errors["sentence"]}
          rows={2}
          full={true}
          data={{ key: key.sentence, enter: true }}
        />
        <Input
          name="decision"
          label={say({ de: "Entscheid", en: "Decision" })}
          value={values["decision"]}
          error={errors["decision"]}
          full={true}
          data={{ key: key.decision }}
        />
        <Input
          name="task"
          label={say({ de: "Neue Pendenz", en: "New action" })}
          value={values["task"]}
          error={errors["task"]}
          full={true}
          data={{ key: key.task }}
        />
        <Input
          name="who"
          label={say({ de: "Wer", en: "Who" })}
          value={values["who"]}
          error={errors["who"]}
          list="people"
          autocomplete="off"
        />
        <Input
          name="due_on"
          type="date"
          label={say({ de: "Bis", en: "By" })}
          value={values["due_on"]}
          error={errors["due_on"]}
        />
        <datalist id="people">
          {people.map(({ name }) => (
            <option value={name} />
          ))}
        </datalist>
        <div class="buttons full">
          <button type="submit" name="go" value="next" data-key="ArrowRight">
            {next ? say({ de: "Weiter", en: "Next" }) : say({ de: "Zum Schluss", en: "To the end" })} <kbd>→</kbd>
          </button>
          <button type="submit" name="go" value="nothing" class="plain" data-key="0">
            {say({ de: "Nichts Neues", en: "Nothing new" })} <kbd>0</kbd>
          </button>
          <button type="submit" name="go" value="stay" class="plain">
            {say({ de: "Speichern und bleiben", en: "Save and stay" })}
          </button>
        </div>
      </form>
    </section>
  );
}

/** What somebody else wrote in the same fields meanwhile; nothing is stored until the reader decides. */
function Torn({
  theirs,
  names,
  reader,
}: {
  theirs: Entry;
  names: ReadonlyMap<number, string>;
  reader: Reader;
}): JSX.Element {
  const { language } = reader;
  const tell = tellIn(language);
  const name = names.get(Number(theirs.by.split(":")[1])) ?? theirs.by;
  const health = theirs.health ? healthWords[theirs.health][language] : null;
  const text = [health, theirs.sentence, theirs.decision].filter(Boolean).join(" · ");
  return (
    <div class="notice" role="alert">
      <p safe>{tell({ de: `${name} hat inzwischen geschrieben:`, en: `${name} has written meanwhile:` })}</p>
      <p class="theirs" safe>
        {text}
      </p>
      <p class="soft">
        {sayIn(language)({
          de: "Ihr Text steht noch im Formular. Fassen Sie beides zusammen, oder senden Sie ihn so: dann gilt er, und beide Fassungen stehen im Protokoll.",
          en: "Your text is still in the form. Put both together, or send it as it is: then it holds, and both versions stand in the minutes.",
        })}
      </p>
    </div>
  );
}

/** The keys, for whoever leads the round. */
export function Keys({ reader }: { reader: Reader }): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const key = keys[language];
  const list: [string, string][] = [
    ["→", say({ de: "speichern und weiter", en: "save and go on" })],
    ["←", say({ de: "zurück", en: "back" })],
    ["0", say({ de: "nichts Neues, weiter", en: "nothing new, go on" })],
    ["1 2 3", say({ de: "auf Kurs, gefährdet, nicht auf Kurs", en: "on track, at risk, off track" })],
    [key.sentence, say({ de: "Satz", en: "sentence" })],
    [key.decision, say({ de: "Entscheid", en: "decision" })],
    [key.task, say({ de: "Pendenz", en: "action" })],
    ["l", say({ de: "später, ohne Eintrag", en: "later, without a word" })],
    ["Enter", say({ de: "im Satz: speichern und weiter", en: "in the sentence: save and go on" })],
    ["Esc", say({ de: "Feld verlassen", en: "leave the field" })],
  ];
  return (
    <details class="keys">
      <summary>{say({ de: "Tasten", en: "Keys" })}</summary>
      <dl class="facts">
        {list.map(([name, does]) => (
          <>
            <dt>
              <kbd safe>{name}</kbd>
            </dt>
            <dd safe>{does}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}
