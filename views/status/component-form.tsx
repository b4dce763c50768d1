import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import type { Group } from "#src/status/component.ts";
import { Input, Select } from "#views/ui/field.tsx";

export type CheckChoice = { id: number; name: string; kind: string };
export type Typed = { values: Fields; errors: Fields };

type FormProps = {
  reader: Reader;
  action: string;
  groups: readonly Group[];
  checks: readonly CheckChoice[];
  chosen: readonly number[];
  typed: Typed;
};

/** What a component is called, and what feeds it. */
export function ComponentForm({
  reader,
  action,
  groups,
  checks,
  chosen,
  typed: { values, errors },
}: FormProps): JSX.Element {
  const say = sayIn(reader.language);
  const none = { value: "", label: say({ de: "keine Gruppe", en: "no group" }) };
  return (
    <form method="post" action={action} class="fields">
      <Input
        name="name"
        label={say({ de: "Name", en: "Name" })}
        value={values["name"]}
        error={errors["name"]}
        required
      />
      <Input
        name="name_en"
        label={say({ de: "Name auf Englisch", en: "Name in English" })}
        value={values["name_en"]}
        error={errors["name_en"]}
      />
      <Input
        name="about"
        label={say({ de: "Was es ist, in einem Satz", en: "What it is, in a sentence" })}
        value={values["about"]}
        error={errors["about"]}
      />
      <Input
        name="about_en"
        label={say({ de: "Satz auf Englisch", en: "Sentence in English" })}
        value={values["about_en"]}
        error={errors["about_en"]}
      />
      <Select
        name="group_id"
        label={say({ de: "Gruppe", en: "Group" })}
        value={values["group_id"] ?? ""}
        options={[none, ...groups.map((group) => ({ value: String(group.id), label: named(group, reader.language) }))]}
      />
      <Select
        name="rule"
        label={say({ de: "Gestört ist sie", en: "It is down" })}
        value={values["rule"] ?? "worst"}
        options={[
          { value: "worst", label: say({ de: "sobald eine Prüfung ausfällt", en: "as soon as one check fails" }) },
          { value: "all", label: say({ de: "erst wenn alle ausfallen", en: "only when all of them fail" }) },
        ]}
      />
      <fieldset class="full ticks">
        <legend class="soft">{say({ de: "Prüfungen, die sie speisen", en: "Checks that feed it" })}</legend>
        {checks.length === 0 ? (
          <p class="soft">
            {say({
              de: "Noch gibt es keine Prüfung. Ohne Prüfung sagen Sie von Hand, wie es steht.",
              en: "There is no check yet. Without a check you say by hand how it is.",
            })}
          </p>
        ) : null}
        {checks.map(({ id, name, kind }) => (
          <p class="tick">
            <label>
              <input
                type="checkbox"
                name={`check-${id}`}
                value="yes"
                checked={values[`check-${id}`] !== undefined || chosen.includes(id)}
              />
              <span safe>{`${name} (${kind})`}</span>
            </label>
          </p>
        ))}
      </fieldset>
      <div class="buttons full">
        <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
      </div>
    </form>
  );
}
