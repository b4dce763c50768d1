import type { Fields } from "#src/http/form.ts";
import { may, type Reader } from "#src/reader.ts";
import type { Section } from "#src/round/agenda.ts";
import type { Ahead } from "#src/round/read.ts";
import { healths, healthWords } from "#src/round/round.ts";
import { sayIn } from "#src/say.ts";
import { Select, TextArea } from "#views/ui/field.tsx";
import { sectionTitle } from "./point-list.tsx";

type Props = {
  reader: Reader;
  items: readonly Ahead[];
  names: ReadonlyMap<number, string>;
  typed: { form: string; values: Fields; errors: Fields } | null;
};

/** What the next round will speak of, by the most pressing reason. Whoever is in charge may write a sentence before. */
export function Agenda({ reader, items, names, typed }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  if (items.length === 0)
    return (
      <p class="notice quiet" id="agenda">
        {say({
          de: "Seit der letzten Runde hat sich nichts geändert, und nichts ist offen. Eine Runde kann trotzdem gehalten werden.",
          en: "Nothing has changed since the last round, and nothing is open. A round can be held all the same.",
        })}
      </p>
    );
  const groups = [...Map.groupBy(items, ({ points }): Section => points[0]?.section ?? "carried")];
  return (
    <div id="agenda">
      {groups.map(([section, mine]) => (
        <section>
          <header>
            <h2>{sectionTitle(section, language)}</h2>
          </header>
          <ul class="agenda">
            {mine.map((item) => (
              <AgendaLine
                item={item}
                reader={reader}
                names={names}
                typed={typed?.values["subject"] === item.subject ? typed : null}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function AgendaLine({ item, reader, names, typed }: Omit<Props, "items"> & { item: Ahead }): JSX.Element {
  const { language } = reader;
  const { said } = item;
  return (
    <li>
      <div>
        <a href={item.href} safe>
          {item.title[language]}
        </a>
        {item.owner ? (
          <span class="soft" safe>
            {item.owner}
          </span>
        ) : null}
      </div>
      <ul>
        {item.points.map((point) => (
          <li class={point.red ? "red" : undefined} safe>
            {point.text[language]}
          </li>
        ))}
      </ul>
      <div>
        {said ? (
          <p class="quote">
            <b safe>{`${names.get(Number(said.by.split(":")[1])) ?? said.by}: `}</b>
            <span safe>
              {[said.health ? healthWords[said.health][language] : "", said.sentence ?? ""].filter(Boolean).join(". ")}
            </span>
          </p>
        ) : null}
        {may(reader, "member") ? <BeforeForm item={item} reader={reader} typed={typed} /> : null}
      </div>
    </li>
  );
}

function BeforeForm({ item, reader, typed }: { item: Ahead; reader: Reader; typed: Props["typed"] }): JSX.Element {
  const say = sayIn(reader.language);
  const values = typed?.values ?? { health: item.said?.health ?? "", sentence: item.said?.sentence ?? "" };
  const id = (name: string) => `${item.subject}-${name}`;
  return (
    <details class="fold" open={typed !== null}>
      <summary>{say({ de: "Vorab melden", en: "Report before" })}</summary>
      <form class="fields" method="post" action="/round/before">
        <input type="hidden" name="subject" value={item.subject} />
        <input type="hidden" name="version" value={String(item.said?.version ?? 0)} />
        <Select
          name="health"
          id={id("health")}
          label={say({ de: "Lage", en: "State" })}
          value={values["health"]}
          error={typed?.errors["health"]}
          options={[
            { value: "", label: say({ de: "keine Angabe", en: "not stated" }) },
            ...healths.map((value) => ({ value, label: say(healthWords[value]) })),
          ]}
        />
        <TextArea
          name="sentence"
          id={id("sentence")}
          label={say({ de: "Ein Satz", en: "A sentence" })}
          value={values["sentence"]}
          error={typed?.errors["sentence"]}
          rows={2}
          full={true}
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Melden", en: "Report" })}</button>
        </div>
      </form>
    </details>
  );
}
