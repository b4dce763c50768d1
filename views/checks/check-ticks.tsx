import type { Check } from "#src/checks/check.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; checks: readonly Check[]; scope: string; chosen: readonly string[] };

/** All checks, or some of them by name. */
export function CheckTicks({ reader, checks, scope, chosen }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <fieldset class="full ticks">
        <legend class="soft">{say({ de: "Für welche Prüfungen", en: "For which checks" })}</legend>
        <label class="tick">
          <input type="radio" name="scope" value="all" checked={scope !== "some"} />{" "}
          <span>{say({ de: "alle, auch künftige", en: "all, later ones too" })}</span>
        </label>
        <label class="tick">
          <input type="radio" name="scope" value="some" checked={scope === "some"} />{" "}
          <span>{say({ de: "nur diese:", en: "only these:" })}</span>
        </label>
      </fieldset>
      <fieldset class="full ticks">
        <legend class="hidden">{say({ de: "Prüfungen", en: "Checks" })}</legend>
        {checks.map(({ slug, name }) => (
          <label class="tick">
            <input type="checkbox" name="checks" value={slug} checked={chosen.includes(slug)} />{" "}
            <span safe>{name}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
