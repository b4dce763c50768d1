import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { type Component, type Group, type State, stateWords } from "#src/status/component.ts";
import { Layout } from "#views/layout.tsx";
import { type CheckChoice, ComponentForm, type Typed } from "./component-form.tsx";
import { ComponentServices, type ServiceChoice } from "./component-services.tsx";
import { ManageSections } from "./manage-parts.tsx";

type OneProps = {
  reader: Reader;
  component: Component;
  state: State;
  groups: readonly Group[];
  checks: readonly CheckChoice[];
  chosen: readonly number[];
  typed: Typed | undefined;
  related: { services: readonly ServiceChoice[]; chosen: readonly number[]; fed: readonly string[] };
};

export function ComponentPage({
  reader,
  component,
  state,
  groups,
  checks,
  chosen,
  typed,
  related,
}: OneProps): JSX.Element {
  const say = sayIn(reader.language);
  const { language } = reader;
  const name = named(component, language);
  const stored: Fields = {
    name: component.name,
    name_en: component.name_en ?? "",
    about: component.about ?? "",
    about_en: component.about_en ?? "",
    group_id: String(component.group_id ?? ""),
    rule: component.rule,
  };
  const address = `/status/manage/components/${component.id}`;
  return (
    <Layout title={name} reader={reader} current="status">
      <div class="lead">
        <h1
          safe
        >{`${name} ${tellIn(language)({ de: state === "unknown" ? "ist nicht bekannt." : `${verbOf(state)}.`, en: `is ${stateWords[state].en}.` })}`}</h1>
        <p safe>
          {tellIn(language)({
            de: `Bild für andere Seiten: /status/badge/${component.slug}.svg`,
            en: `Picture for other pages: /status/badge/${component.slug}.svg`,
          })}
        </p>
        <ManageSections reader={reader} current="/status/manage/components" />
      </div>
      {chosen.length === 0 ? <ByHand reader={reader} address={address} /> : null}
      <section>
        <header>
          <h2>{say({ de: "Angaben", en: "Details" })}</h2>
        </header>
        <ComponentForm
          {...{ reader, groups, checks, chosen }}
          action={address}
          typed={typed ?? { values: stored, errors: {} }}
        />
        <form method="post" action={`${address}/removal`}>
          <p class="buttons">
            <button type="submit" class="plain">
              {say({ de: "Von der Seite nehmen", en: "Take it off the page" })}
            </button>
          </p>
        </form>
      </section>
      <ComponentServices {...{ reader, ...related }} action={`${address}/services`} />
    </Layout>
  );
}

const verbOf = (state: State) =>
  ({ up: "läuft", degraded: "läuft eingeschränkt", down: "ist gestört", maintenance: "wird gewartet", unknown: "" })[
    state
  ];

function ByHand({ reader, address }: { reader: Reader; address: string }): JSX.Element {
  const say = sayIn(reader.language);
  const choices = ["up", "degraded", "down", "unknown"] as const;
  return (
    <section>
      <header>
        <h2>{say({ de: "Von Hand gesagt", en: "Said by hand" })}</h2>
      </header>
      <form method="post" action={`${address}/state`} class="buttons">
        {choices.map((state) => (
          <button type="submit" class="plain" name="state" value={state} safe>
            {stateWords[state][reader.language]}
          </button>
        ))}
      </form>
      <p class="soft">
        {say({
          de: "Gilt ab jetzt. Wer davon lesen soll, warum, meldet besser eine Störung.",
          en: "Counts from now on. Whoever should read why is better served by an incident.",
        })}
      </p>
    </section>
  );
}
