import type { Fields } from "#src/http/form.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import type { Component } from "#src/status/component.ts";
import { type ImpactOn, impacts, impactWords } from "#src/status/notice.ts";
import { Input, TextArea } from "#views/ui/field.tsx";
import { Sections } from "#views/ui/sections.tsx";

/** The team's pages of the status area, side by side. */
export function ManageSections({ reader, current }: { reader: Reader; current: string }): JSX.Element {
  const say = sayIn(reader.language);
  const items = [
    { href: "/status/manage", label: say({ de: "Meldungen", en: "Notices" }) },
    { href: "/status/manage/components", label: say({ de: "Komponenten", en: "Components" }) },
    { href: "/status/manage/templates", label: say({ de: "Vorlagen", en: "Templates" }) },
    { href: "/status/manage/subscribers", label: say({ de: "Abonnements", en: "Subscribers" }) },
    ...(may(reader, "owner") ? [{ href: "/status/manage/settings", label: say({ de: "Seite", en: "Page" }) }] : []),
    { href: "/status", label: say({ de: "Öffentliche Seite", en: "Public page" }) },
  ];
  return <Sections label={say({ de: "Statusseite", en: "Status page" })} items={items} current={current} />;
}

type FormPart = { reader: Reader; values: Fields; errors: Fields };

/** Title and words, in German and, where somebody wants to, in English. */
export function TitleFields({ reader, values, errors }: FormPart): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <Input
        name="title"
        label={say({ de: "Titel", en: "Title" })}
        value={values["title"]}
        error={errors["title"]}
        required
        full
      />
      <Input
        name="title_en"
        label={say({ de: "Titel auf Englisch", en: "Title in English" })}
        value={values["title_en"]}
        error={errors["title_en"]}
        full
      />
    </>
  );
}

export function TextFields({ reader, values, errors, id = "" }: FormPart & { id?: string }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <TextArea
        name="text"
        id={`${id}text`}
        label={say({ de: "Was die Leserinnen und Leser wissen müssen", en: "What readers need to know" })}
        rows={4}
        value={values["text"]}
        error={errors["text"]}
        required
        full
      />
      <TextArea
        name="text_en"
        id={`${id}text_en`}
        label={say({ de: "Auf Englisch", en: "In English" })}
        hint={say({
          de: "Leer: Wer Englisch liest, sieht den deutschen Text.",
          en: "Empty: whoever reads English sees the German text.",
        })}
        rows={3}
        value={values["text_en"]}
        error={errors["text_en"]}
        full
      />
    </>
  );
}

type Impacted = { reader: Reader; components: readonly Component[]; values: Fields; now: readonly ImpactOn[] };

/** How bad it is for each component. */
export function ImpactFields({ reader, components, values, now }: Impacted): JSX.Element {
  const say = sayIn(reader.language);
  if (components.length === 0) return <></>;
  return (
    <fieldset class="full impacts">
      <legend class="soft">{say({ de: "Was ist betroffen?", en: "What is affected?" })}</legend>
      {components.map((component) => {
        const chosen =
          values[`impact-${component.id}`] ?? now.find((one) => one.component_id === component.id)?.impact ?? "none";
        return (
          <label>
            <span safe>{named(component, reader.language)}</span>
            <select name={`impact-${component.id}`}>
              {impacts.map((impact) => (
                <option value={impact} selected={impact === chosen} safe>
                  {impactWords[impact][reader.language]}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </fieldset>
  );
}

type Told = { reader: Reader; count: number; mailReady: boolean; checked?: boolean };

/** Said before it happens: to how many people it goes. */
export function TellsField({ reader, count, mailReady, checked = true }: Told): JSX.Element {
  const tell = tellIn(reader.language);
  const people = (language: "de" | "en") =>
    language === "de"
      ? count === 1
        ? "eine Person"
        : `${count} Personen`
      : count === 1
        ? "one person"
        : `${count} people`;
  return (
    <p class="field full tick">
      <label>
        <input type="checkbox" name="tells" value="yes" checked={checked} />
        <span safe>
          {tell({ de: `Per Mail melden: geht an ${people("de")}`, en: `Send by mail: goes to ${people("en")}` })}
        </span>
      </label>
      {mailReady ? null : (
        <small class="red">
          {sayIn(reader.language)({
            de: "Noch sendet kein Postfach Meldungen. Die Mail wartet, bis eines eingerichtet ist.",
            en: "No mailbox sends notices yet. The mail waits until one is set up.",
          })}
        </small>
      )}
    </p>
  );
}
