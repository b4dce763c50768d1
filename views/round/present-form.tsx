import { may, type Reader } from "#src/reader.ts";
import { type Present, presentKey, type Round } from "#src/round/round.ts";
import { sayIn } from "#src/say.ts";
import { Input } from "#views/ui/field.tsx";

type Props = {
  reader: Reader;
  round: Round;
  present: readonly Present[];
  people: readonly { id: number; name: string }[];
};

/** Who is there: a tick each, guests by name. What others ticked meanwhile stays. */
export function PresentForm({ reader, round, present, people }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const there = new Set(present.map(presentKey));
  const known = people.map(({ id, name }): Present => ({ person_id: id, name }));
  const others = present.filter((one) => !known.some((person) => presentKey(person) === presentKey(one)));
  return (
    <section id="present">
      <header>
        <h2>{say({ de: "Dabei", en: "Present" })}</h2>
      </header>
      {may(reader, "member") ? (
        <form class="present" method="post" action={`/round/${round.id}/present`} data-eager>
          {[...known, ...others].map((one) => (
            <label>
              <input type="hidden" name="shown" value={there.has(presentKey(one)) ? presentKey(one) : ""} />
              <input type="checkbox" name="present" value={presentKey(one)} checked={there.has(presentKey(one))} />
              <span safe>{one.name}</span>
            </label>
          ))}
          <Input name="guests" label={say({ de: "Gäste", en: "Guests" })} placeholder="Frau Muster, Herr Beispiel" />
          <button type="submit" class="plain">
            {say({ de: "Merken", en: "Save" })}
          </button>
        </form>
      ) : (
        <p safe>{present.map(({ name }) => name).join(", ")}</p>
      )}
    </section>
  );
}
